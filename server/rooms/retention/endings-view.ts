import type { z } from 'zod'
import type { Ending } from '#contract/endpoints/keeping.ts'
import type { BackupsState } from '#kernel/backups.ts'
import { breaksPromise, isLate, stateOf } from './deadline.ts'
import type { EndingRow } from './store-endings.ts'
import type { HoldRow } from './store-holds.ts'

export type EndingShape = z.infer<typeof Ending>

/**
 * An ending as it is shown.
 * @param holds that stand now; only statutory ones suspend it. Their grounds are shown to the organisation only
 */
export const endingView = (
  ending: EndingRow,
  now: Temporal.Instant,
  { backups, holds, withGrounds, link = null }: { backups: BackupsState; holds: readonly HoldRow[]; withGrounds: boolean; link?: string | null },
): EndingShape => {
  const zoned = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(ending.timeZone).toString({ timeZoneName: 'never' })
  const zonedOrNull = (instant: Temporal.Instant | null) => (instant === null ? null : zoned(instant))
  const standing = ending.liveDoneAt === null ? holds.flatMap((hold) => (hold.statute === null ? [] : [{ ...hold, statute: hold.statute }])) : []
  return {
    toldAt: zoned(ending.toldAt),
    endsAt: zoned(ending.endsAt),
    timeZone: ending.timeZone,
    deadlineAt: zoned(ending.deadlineAt),
    state: stateOf(ending, now, standing.length > 0),
    liveDoneAt: zonedOrNull(ending.liveDoneAt),
    backupsGoneBy: zonedOrNull(ending.backupsGoneBy),
    backupsGoneAt: zonedOrNull(ending.backupsGoneAt),
    certifiedAt: zonedOrNull(ending.certifiedAt),
    late: isLate(ending, now),
    promiseBroken: breaksPromise(backups),
    holds: standing.map(({ ground, statute, endsAt }) => ({ ground: withGrounds ? ground : statute, statute, endsAt: zoned(endsAt) })),
    link,
  }
}
