import type { PersonId } from '#contract/ids.ts'
import type { VisitReason } from '#contract/support-visits.ts'
import type { Looks } from '#kernel/looks.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { record } from './store.ts'
import { readExactLooks, readLooksByHour, upsertLooks } from './store-looks.ts'
import type { LooksOfHour } from './store-looks.ts'

/** A look by right of office, not as a colleague: which role, and at which view. */
export type Privileged = { readonly role: string; readonly view: string }

/** What a look of the operator's staff says besides: in which visit, why, and the number of its ticket. */
export type DuringVisit = { readonly visit: string; readonly reason: VisitReason; readonly ticket: string }

/**
 * Records that the actor looks at one person's data by right of their role: an entry of its own, with its moment (G10.1). Looking at oneself is none.
 * In any purpose that may write entries.
 */
export const lookedAt = async (tx: Tx, person: PersonId, { role, view }: Privileged, during?: DuringVisit): Promise<void> => {
  if (tx.actor.kind === 'person' && tx.actor.id === person) return
  await record(tx, { action: 'trail.looked_at', subject: { kind: 'person', id: person }, person, detail: { role, view, ...during } })
}

/**
 * Records that the actor looks at a list of people by right of their role: one entry with the number, and for each person the hour. Not in purpose
 * `audit`, whose few connections the looks are written with.
 */
export const lookedAtList = async (tx: Tx, looks: Looks, people: readonly PersonId[], { role, view }: Privileged): Promise<void> => {
  if (tx.actor.kind !== 'person') throw new Error('only people look at lists')
  const viewer = { kind: 'person', id: tx.actor.id, role } as const
  await Promise.all([
    record(tx, { action: 'trail.looked_at', detail: { role, view, people: people.length } }),
    looks.note({ organisation: tx.organisation, viewer, purpose: tx.purpose, view, subjects: people }),
  ])
}

/** The same in purpose `audit`, with its own connection. */
export const lookedAtListInAudit = async (tx: Tx, people: readonly PersonId[], { role, view }: Privileged): Promise<void> => {
  const { actor } = tx
  if (actor.kind !== 'person') throw new Error('only people look at lists')
  const hour = tx.now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const row = { hour, viewerKind: 'person', viewerId: actor.id, viewerRole: role, purpose: tx.purpose, view, times: 1 } as const
  await Promise.all([
    record(tx, { action: 'trail.looked_at', detail: { role, view, people: people.length } }),
    upsertLooks(tx, people.filter((person) => person !== actor.id).map((subject) => ({ ...row, subject }))),
  ])
}

const hoursShown = 48
const exactShown = 100

const isAfter = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) > 0

/**
 * Who looked at a person: everyday looks by hour, role, purpose and view, privileged ones each with its moment; newest first. Purpose `rights`.
 * @param before as `next` of the page before gave it
 */
export const looksAt = async (
  tx: Tx,
  person: PersonId,
  { before }: { readonly before: Temporal.Instant | null },
): Promise<{ readonly looks: LooksOfHour[]; readonly next: Temporal.Instant | null }> => {
  const until = before ?? tx.now
  const [byHour, exact] = await Promise.all([readLooksByHour(tx, person, until, hoursShown), readExactLooks(tx, person, until, exactShown)])
  const hours = new Set(byHour.map(({ at }) => at.epochMilliseconds))
  // Where either list was cut off, the page ends for both; that instant itself comes on the next page, whole.
  const ends = [
    ...(hours.size === hoursShown ? [byHour.at(-1)?.at] : []),
    ...(exact.length === exactShown ? [exact.at(-1)?.at] : []),
  ].filter((end) => end !== undefined)
  const end = ends.reduce<Temporal.Instant | null>((latest, each) => (latest === null || isAfter(each, latest) ? each : latest), null)
  const merged = [...byHour, ...exact].toSorted((one, other) => Temporal.Instant.compare(other.at, one.at))
  if (end === null) return { looks: merged, next: null }
  return { looks: merged.filter(({ at }) => isAfter(at, end)), next: end }
}
