import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { LetterKind } from './letters.ts'
import { linkUrl } from './links.ts'
import { replaceInvitation } from './store.ts'
import { tell } from './tell.ts'
import { mintToken } from './token.ts'

const validDays = 7

export type Invitation = { readonly url: string; readonly expiresAt: string; readonly mailed: boolean }

/**
 * A link for a first way of signing in, valid once and for seven days; the one before it stops working. Mailed where this instance can, and always handed
 * to whoever invites. Purposes `administration`, `sign_in`.
 */
export const invite = async (kernel: Kernel, tx: Tx, person: PersonId, letter: LetterKind = 'invitation'): Promise<Invitation> => {
  const token = mintToken(tx.organisation)
  const expiresAt = tx.now.add({ hours: validDays * 24 })
  const url = linkUrl(kernel, token.value)
  await replaceInvitation(tx, person, token.hash, expiresAt)
  return { url, expiresAt: expiresAt.toString(), mailed: await tell(kernel, tx, person, letter, { url, expiresAt }) }
}
