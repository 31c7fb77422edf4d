import type { Inventory } from './manifest.ts'
import { segmentOf } from './wal.ts'
import type { ArchivedSegment } from './wal.ts'

/** No copy of a deleted row is older than this (G9: 20 hours for the live data and 13 days for back-ups make less than 14 days). */
export const keptHours = 13 * 24
/** Prune runs every ten minutes, and what will be too old by the next runs goes now. */
const aheadMinutes = 30
/** A back-up without manifest may still be in the making by another program. */
const unfinishedHours = 24

export type Store = Inventory & { readonly archived: readonly ArchivedSegment[] }

export const firstSegmentOf = (manifest: { startLsn: string; timeline: number }): string => segmentOf(manifest.startLsn, manifest.timeline)

/**
 * What goes now. A base back-up goes by its age, WAL by the moment that writing to it began (it may hold rows from then on) or with the last base
 * back-up that needs it.
 * @param running the line that is being written; its WAL may wait for a first base back-up
 */
export const whatGoes = (store: Store, now: Temporal.Instant, running: string | null): string[] => {
  const limit = now.subtract({ hours: keptHours }).add({ minutes: aheadMinutes })
  const isOld = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, limit) <= 0
  const old = store.whole.filter(({ manifest }) => isOld(Temporal.Instant.from(manifest.startedAt)))
  const stays = store.whole.filter((each) => !old.includes(each))
  const crashed = store.broken.filter(
    ({ at }) => at === null || Temporal.Instant.compare(at, now.subtract({ hours: unfinishedHours })) <= 0 || isOld(at),
  )
  const neededFrom = new Map<string, string>()
  for (const { manifest } of stays) {
    if (manifest.line === null) continue
    const first = firstSegmentOf(manifest)
    const known = neededFrom.get(manifest.line)
    if (known === undefined || first < known) neededFrom.set(manifest.line, first)
  }
  const isUseless = ({ line, segment }: ArchivedSegment): boolean => {
    const first = neededFrom.get(line)
    return first === undefined ? line !== running : segment < first
  }
  const wal = store.archived.filter((each) => each.begunMs <= limit.epochMilliseconds || isUseless(each))
  // The manifest first: what is half removed is no back-up.
  const base = old.flatMap(({ manifest }) => [`base/${manifest.id}/manifest`, manifest.data.object])
  return [...base, ...crashed.map(({ object }) => object), ...wal.map(({ object }) => object)]
}

/** When the oldest copy that is in the store was begun; null: there is none. */
export const oldestCopy = (store: Store): Temporal.Instant | null => {
  const instants = [
    ...store.whole.map(({ manifest }) => Temporal.Instant.from(manifest.startedAt)),
    // Without a date it may be of any age.
    ...store.broken.map(({ at }) => at ?? Temporal.Instant.fromEpochMilliseconds(0)),
    ...store.archived.map(({ begunMs }) => Temporal.Instant.fromEpochMilliseconds(begunMs)),
  ]
  return instants.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null
}
