import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { keepManaged } from './store-managers.ts'
import { endWaysIn, markDeactivated, unmarkDeactivated } from './store-leaving.ts'

/** For the outbox, without a payload: somebody may no longer come in; what stands in their name for later can go to others. */
export const peopleLeft = 'access.peopleLeft'

/**
 * Switches accounts off: with the commit every session, stream and token of theirs ends, in every process; what they booked for later is released; and the
 * keeping period of who left begins. Purpose `administration`.
 * @returns who was not switched off yet
 * @throws Refusal last_organisation_manager
 */
export const deactivate = async (kernel: Kernel, tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  await keepManaged(tx, people)
  const left = await markDeactivated(tx, people)
  if (left.length === 0) return []
  await endWaysIn(tx, left)
  await trail.record(tx, left.map((person) => ({ action: 'access.deactivated', subject: { kind: 'person', id: person }, person })))
  await kernel.outbox.emit(tx, [{ kind: peopleLeft, payload: {} }])
  for (const person of left) kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'person', person })
  tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  return left
}

/** Lets them come in again, as they were. Purpose `administration`. @returns who was switched off */
export const reactivate = async (kernel: Kernel, tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  const back = await unmarkDeactivated(tx, people)
  await trail.record(tx, back.map((person) => ({ action: 'access.reactivated', subject: { kind: 'person', id: person }, person })))
  for (const person of back) kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'person', person })
  return back
}
