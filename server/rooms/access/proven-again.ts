import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { markProven } from './store-sessions.ts'

/** Somebody showed again who they are, to their identity provider: dangerous acts in this session need no new proof for a while. Purpose `sign_in`. */
export const provenAgain = async (kernel: Kernel, tx: Tx, person: PersonId, sessionKey: string): Promise<void> => {
  await markProven(tx, person, sessionKey)
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, sessionKey })
  await trail.record(tx, { action: 'access.stepped_up', subject: { kind: 'person', id: person }, person })
}
