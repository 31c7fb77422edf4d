import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { lockOrganisation } from '../organisations/index.ts'
import { endsOf, setAccessUntil, switchPeople } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { keepManaged, manages } from './managers.ts'
import { endSessions, refreshSessions } from './sessions.ts'

/**
 * Switches people off: they come in no more, and every session, stream and token of theirs ends with the commit. Purpose `administration`.
 * @returns those who were on before
 * @throws Refusal last_organisation_manager
 */
export const deactivatePeople = async (kernel: Kernel, tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  await lockOrganisation(tx)
  const off = await switchPeople(tx, people, 'off')
  const managers = await Promise.all(off.map((person) => manages(tx, person)))
  if (managers.includes(true)) await keepManaged(tx)
  for (const person of off) await endSessions(kernel, tx, person)
  await trail.record(tx, off.map((person) => ({ action: 'access.deactivated', subject: { kind: 'person', id: person }, person })))
  return off
}

/** Switches people on again; they sign in anew. Purpose `administration`. @returns those who were off before */
export const reactivatePeople = async (kernel: Kernel, tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  const on = await switchPeople(tx, people, 'on')
  await trail.record(tx, on.map((person) => ({ action: 'access.reactivated', subject: { kind: 'person', id: person }, person })))
  for (const person of on) refreshSessions(kernel, tx, person)
  return on
}

/**
 * Sets until when somebody may come in; the past is now. Sessions know it at once. Purpose `administration`.
 * @throws Refusal not_found, guest_needs_end, in_the_past, last_organisation_manager
 */
export const changeAccessUntil = async (kernel: Kernel, tx: Tx, person: PersonId, until: Temporal.Instant | null): Promise<void> => {
  await lockOrganisation(tx)
  const before = await endsOf(tx, person)
  if (before === null) throw new Refusal('not_found')
  if (until === null && before.kind === 'guest') throw new Refusal('guest_needs_end')
  if (until !== null && Temporal.Instant.compare(until, tx.now) < 0) throw new Refusal('in_the_past')
  await setAccessUntil(tx, person, until)
  if (until !== null && (await manages(tx, person))) await keepManaged(tx)
  await trail.record(tx, {
    action: 'access.end_set',
    subject: { kind: 'person', id: person },
    person,
    detail: { until: until?.toString() ?? null },
  })
  refreshSessions(kernel, tx, person)
}
