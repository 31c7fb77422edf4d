import type { PersonId, RequestId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import * as requests from '../requests/index.ts'
import * as trail from '../trail/index.ts'
import type { Fate } from './fates.ts'
import type { Counts } from './store-erasures.ts'
import { deleteSome, emptySome, rowsOf } from './store-rows.ts'

/** Rows that one transaction changes at most. */
const batch = 1000

const addTo = (counts: Counts, table: string, went: number, emptied: number): Counts => {
  const before = counts[table] ?? { went: 0, emptied: 0 }
  return went + emptied === 0 ? counts : { ...counts, [table]: { went: before.went + went, emptied: before.emptied + emptied } }
}

/**
 * Takes the person out of one table: rows about them alone go, what must stay (a count, a proof) loses them. While no agreement is in force the row
 * policies let nothing be written any more, only deleted: what would have stayed as a count goes too.
 * @param left how many rows this transaction may still change
 * @returns the new counts, and whether the table is done with
 */
const eraseFrom = async (
  { kernel, tx, person, request }: { kernel: Kernel; tx: Tx; person: PersonId; request: RequestId | null },
  { shape, links }: Fate,
  counts: Counts,
  left: number,
): Promise<{ counts: Counts; changed: number; done: boolean }> => {
  if (shape.name === 'erasures') return { counts, changed: 0, done: true }
  if (shape.name === 'trail_entries') {
    await trail.erasePerson(tx, person)
    return { counts, changed: 0, done: true }
  }
  if (shape.name === 'files') {
    // They stand in what was exported of everybody, too.
    await requests.dropOrganisationExports(kernel, tx)
    const went = await kernel.files.removeOf(tx, person)
    return { counts: addTo(counts, 'files', went, 0), changed: went, done: true }
  }
  if (shape.name === 'requests') {
    if (request !== null) await requests.finishErasure(tx, request, counts)
    await requests.closeOpenOf(tx, person)
  }
  const frozen = shape.gated && (await organisationOf(tx)).agreementInForceId === null
  let now = counts
  let changed = 0
  for (const link of links) {
    const most = left - changed
    if (most <= 0) return { counts: now, changed, done: false }
    const goes = link.whenErased === 'row_goes' || frozen
    const rows =
      link.whenErased === 'row_goes' || frozen
        ? await deleteSome(tx, shape, rowsOf(link, [person]), most)
        : await emptySome(tx, shape, link.whenErased.emptied, rowsOf(link, [person]), most)
    now = addTo(now, shape.name, goes ? rows : 0, goes ? 0 : rows)
    changed += rows
    if (rows === most) return { counts: now, changed, done: false }
  }
  return { counts: now, changed, done: true }
}

/**
 * One bounded turn: goes through the tables, children first, until they are done with or enough was changed for one transaction. What a turn before did
 * is simply not there any more, so a crash costs nothing but the look.
 * @param from place among the fates to begin at @returns where to go on; null: nothing is left
 */
export const eraseSomeRows = async (
  work: { kernel: Kernel; tx: Tx; person: PersonId; request: RequestId | null },
  fates: readonly Fate[],
  from: number,
  counts: Counts,
): Promise<{ counts: Counts; next: number | null }> => {
  let now = counts
  let left = batch
  for (let place = from; place < fates.length; place += 1) {
    const fate = fates[place]
    if (fate === undefined) break
    const turn = await eraseFrom(work, fate, now, left)
    now = turn.counts
    left -= turn.changed
    if (!turn.done) return { counts: now, next: place }
    if (left <= 0) return { counts: now, next: place + 1 < fates.length ? place + 1 : null }
  }
  return { counts: now, next: null }
}
