import type { PersonId, RequestId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as bookings from '../bookings/index.ts'
import * as notices from '../notices/index.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { addRequest } from './store.ts'
import type { AskedBy } from './store.ts'

/** Who asks: the person, or the privacy officer for them (G1.2). */
export type Asker = { readonly by: AskedBy; readonly id: PersonId }

/** Whoever's data is touched by somebody else is told. */
const tell = async (
  kernel: Kernel,
  tx: Tx,
  asker: Asker,
  about: { readonly person: PersonId; readonly request: RequestId },
  kind: notices.DataNotice,
): Promise<void> => {
  if (asker.id !== about.person) await notices.tellPerson(kernel, tx, about.person, kind, about.request)
}

const subjectOf = (person: PersonId) => ({ subject: { kind: 'person', id: person }, person })

/**
 * Puts name or address right (GDPR art. 16), and tells the person in any case: a changed address changes who can sign in. Purpose `rights`.
 * @throws Refusal not_found, email_taken
 */
export const correct = async (
  kernel: Kernel,
  tx: Tx,
  asker: Asker,
  person: PersonId,
  correction: people.Correction,
): Promise<{ name: string; email: string }> => {
  const before = await people.profileOf(tx, kernel.keys, person)
  const corrected = await people.correctPerson(tx, kernel.keys, person, correction)
  const request = await addRequest(tx, { kind: 'correct', person, askedBy: asker.by, askedById: asker.id, done: true })
  const fields = Object.entries(correction).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  await trail.record(tx, { action: 'requests.corrected', ...subjectOf(person), detail: { fields: fields.join(' '), request } })
  await notices.tellPerson(kernel, tx, person, 'data_corrected', request)
  // The old address hears it: whoever took the account over would read only the new one.
  if (before !== null && before.email !== corrected.email) await access.tell(kernel, tx, person, 'email_changed', { to: before.email })
  tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  return corrected
}

/**
 * Freezes a person's data, or lets it be used again (GDPR art. 18): from the commit on they are in no list, have no name on a map, a door or a device,
 * cannot book and are not counted. What is so already stays so. Purpose `rights`.
 * @returns since when it is frozen; null: it is not
 * @throws Refusal not_found
 */
export const restrict = async (kernel: Kernel, tx: Tx, asker: Asker, person: PersonId, on: boolean): Promise<Temporal.Instant | null> => {
  const { restrictedAt, changed } = await people.restrictPerson(tx, person, on)
  if (!changed) return restrictedAt
  const floors = await bookings.freezeBookings(tx, person, on)
  const request = await addRequest(tx, { kind: on ? 'restrict' : 'lift_restriction', person, askedBy: asker.by, askedById: asker.id, done: true })
  await trail.record(tx, { action: on ? 'requests.restricted' : 'requests.restriction_lifted', ...subjectOf(person), detail: { request } })
  await tell(kernel, tx, asker, { person, request }, on ? 'data_restricted' : 'restriction_lifted')
  access.refreshSessions(kernel, tx, person)
  tx.afterCommit(() => {
    kernel.live.changed(tx.organisation, 'people')
    for (const floor of floors) kernel.live.changed(tx.organisation, `floor:${floor}`)
  })
  return restrictedAt
}
