import { StartError } from '../../errors.ts'
import type { FoundManifest, Manifest } from '../manifest.ts'
import { firstSegmentOf } from '../prune.ts'
import type { Store } from '../prune.ts'
import { chainFrom, nextSegment } from '../wal.ts'
import type { ArchivedSegment } from '../wal.ts'

export type Choice = {
  readonly found: FoundManifest
  /** Archived segments to replay, in order. */
  readonly wal: readonly ArchivedSegment[]
  /** Up to here WAL is there: a point in time up to this instant can be reached. */
  readonly reachesTo: Temporal.Instant
}

/**
 * The back-up to restore from and the WAL that goes on from it.
 * @param wish.backup an id; default: the newest that is old enough @param wish.at a point in time; default: as far as WAL goes
 * @throws StartError when there is none, when WAL has a hole before the wished moment, or does not reach it
 */
export const chooseBackup = (store: Store, wish: { readonly backup?: string; readonly at?: Temporal.Instant }): Choice => {
  const { at } = wish
  const able = store.whole.filter(({ manifest }) => at === undefined || Temporal.Instant.compare(manifest.consistentAt, at) <= 0)
  const found = wish.backup === undefined ? able.at(-1) : store.whole.find(({ manifest }) => manifest.id === wish.backup)
  if (found === undefined) throw new StartError(nothingFits(store, wish))
  if (!able.includes(found)) throw new StartError(`Back-up ${found.manifest.id} is of ${found.manifest.consistentAt}, after the moment asked for: choose an older one.`)

  const { segments, hole } = walAfter(store, found.manifest)
  const enough = at === undefined ? segments : upTo(segments, at)
  const holdsUntil = Temporal.Instant.from(found.manifest.holdsUntil)
  const closed = Temporal.Instant.fromEpochMilliseconds(enough.at(-1)?.closedMs ?? 0)
  const reachesTo = Temporal.Instant.compare(closed, holdsUntil) > 0 ? closed : holdsUntil
  if (at !== undefined && Temporal.Instant.compare(reachesTo, at) < 0) {
    throw new StartError(`Write-ahead log is there up to ${reachesTo.toString()} only, which is before ${at.toString()}: ask for an earlier moment.`)
  }
  if (at === undefined && hole !== null) {
    throw new StartError(`The write-ahead log has a hole: segment ${hole} is missing. What was done up to ${reachesTo.toString()} can be restored: add --at ${reachesTo.toString()}.`)
  }
  return { found, wal: enough, reachesTo }
}

/** The back-up holds the first segments itself; archived ones of the same name are taken along, since PostgreSQL asks the archive first. */
const walAfter = (store: Store, manifest: Manifest): { segments: readonly ArchivedSegment[]; hole: string | null } => {
  const ofLine = store.archived.filter((each) => each.line === manifest.line)
  const own = new Set(manifest.wal)
  const inside = ofLine.filter((each) => own.has(each.segment))
  const last = manifest.wal.at(-1) ?? firstSegmentOf(manifest)
  const { segments, hole } = chainFrom(nextSegment(last), ofLine)
  return { segments: [...inside, ...segments], hole }
}

/** One segment past the moment: a commit after it is what tells PostgreSQL that the moment was reached. */
const upTo = (segments: readonly ArchivedSegment[], at: Temporal.Instant): readonly ArchivedSegment[] => {
  const past = segments.findIndex((each) => each.begunMs > at.epochMilliseconds)
  return past === -1 ? segments : segments.slice(0, past + 1)
}

const nothingFits = (store: Store, { backup, at }: { readonly backup?: string; readonly at?: Temporal.Instant }): string => {
  const there = store.whole.map(({ manifest }) => manifest.id).join(', ')
  if (there === '') return 'There is no finished back-up in that place.'
  if (backup !== undefined) return `There is no finished back-up ${backup} in that place; there are: ${there}.`
  return `No back-up is of before ${at?.toString() ?? 'then'}; there are: ${there}.`
}
