import type { Keyring } from './keys/index.ts'
import { createSigner } from './signed-note.ts'
import type { Signer } from './signed-note.ts'

/** The signer of this instance: its name is the host people know it by, its seed the named secret `signing`, which the root alone wraps. */
export const openSigner = async (keyring: Pick<Keyring, 'secret'>, publicUrl: string): Promise<Signer> =>
  createSigner(new URL(publicUrl).host, await keyring.secret('signing'))
