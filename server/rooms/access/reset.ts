import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { invite } from './invitations.ts'
import type { Invitation } from './invitations.ts'
import { endSessions } from './sessions.ts'
import { removeWaysIn } from './store.ts'

/**
 * For somebody who lost every way in: takes away what they had, ends their sessions, and hands out a link. They are told. Purpose `sign_in`.
 * @throws Refusal not_found
 */
export const resetSignIn = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<Invitation> => {
  if ((await profileOf(tx, kernel.keys, person)) === null) throw new Refusal('not_found')
  await removeWaysIn(tx, person)
  await endSessions(kernel, tx, person)
  await trail.record(tx, { action: 'access.sign_in_reset', subject: { kind: 'person', id: person }, person })
  return invite(kernel, tx, person, 'sign_in_reset')
}

/** Signs somebody out everywhere, by a manager. Purpose `sign_in`. @throws Refusal not_found */
export const endSessionsByManager = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<void> => {
  if ((await profileOf(tx, kernel.keys, person)) === null) throw new Refusal('not_found')
  await endSessions(kernel, tx, person)
  await trail.record(tx, { action: 'access.sessions_ended', subject: { kind: 'person', id: person }, person })
}
