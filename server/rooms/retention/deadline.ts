import { hoursToDeleteAfterEnd, hoursToDeleteLiveData, mostBackupDays } from '#contract/keeping.ts'
import type { BackupsState } from '#kernel/backups.ts'

/** What is known of the end of an agreement, as far as its clock goes (G9). */
export type EndingTimes = {
  readonly endsAt: Temporal.Instant
  readonly deadlineAt: Temporal.Instant
  readonly liveDoneAt: Temporal.Instant | null
  readonly backupsGoneBy: Temporal.Instant | null
  readonly backupsGoneAt: Temporal.Instant | null
  readonly certifiedAt: Temporal.Instant | null
}

const isAfter = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) > 0

/** 14 × 24 elapsed hours: an instant, so that no change of the clock makes it longer or shorter. */
export const deadlineOf = (endsAt: Temporal.Instant): Temporal.Instant => endsAt.add({ hours: hoursToDeleteAfterEnd })

/** In time to the second: done at the deadline itself is in time. */
export const isInTime = (certifiedAt: Temporal.Instant, deadlineAt: Temporal.Instant): boolean => !isAfter(certifiedAt, deadlineAt)

export const isLate = ({ certifiedAt, deadlineAt }: EndingTimes, now: Temporal.Instant): boolean => isAfter(certifiedAt ?? now, deadlineAt)

export type EndingState = 'waiting' | 'deleting_live' | 'waiting_for_backups' | 'held' | 'certified'

/** @param held a statutory duty to keep stands over something that is still there */
export const stateOf = (times: EndingTimes, now: Temporal.Instant, held: boolean): EndingState => {
  if (times.certifiedAt !== null) return 'certified'
  if (isAfter(times.endsAt, now)) return 'waiting'
  if (times.liveDoneAt !== null) return 'waiting_for_backups'
  return held ? 'held' : 'deleting_live'
}

/** Copies that live longer than the agreement allows, or of which nobody said how long: no deadline can be kept then. */
export const breaksPromise = ({ kind, keptDays }: BackupsState): boolean => kind !== 'off' && (keptDays === null || keptDays > mostBackupDays)

/** When the last copy of rows that were deleted at `liveDoneAt` is gone, as far as known. */
export const backupsGoneBy = ({ kind, keptDays }: BackupsState, liveDoneAt: Temporal.Instant): Temporal.Instant | null =>
  kind === 'off' ? liveDoneAt : keptDays === null ? null : liveDoneAt.add({ hours: 24 * keptDays })

/**
 * Warnings before it is late, each sent once. By plan live data is gone within 20 hours and the last back-up 13 days later, which leaves four hours: so
 * from three days before the deadline on only what is off course is told, in the last hours everything that is not certified.
 */
export const warnings = ['live_data_overdue', 'three_days_left', 'one_day_left', 'last_hours', 'late'] as const
export type Warning = (typeof warnings)[number]

const lastHours = 3
/** So much must be left between the last back-up and the deadline to count as on course. */
const spareHours = 1

export const warningsDue = (times: EndingTimes, now: Temporal.Instant, options: { readonly held: boolean; readonly backups: BackupsState }): Warning[] => {
  if (times.certifiedAt !== null || isAfter(times.endsAt, now)) return []
  const { deadlineAt, liveDoneAt, endsAt } = times
  const left = (hours: number) => !isAfter(deadlineAt.subtract({ hours }), now)
  const goneBy = times.backupsGoneBy
  const offCourse =
    liveDoneAt === null ||
    breaksPromise(options.backups) ||
    options.backups.failure !== null ||
    goneBy === null ||
    isAfter(goneBy, deadlineAt.subtract({ hours: spareHours }))
  const due: Warning[] = []
  if (liveDoneAt === null && !options.held && !isAfter(endsAt.add({ hours: hoursToDeleteLiveData }), now)) due.push('live_data_overdue')
  if (offCourse && !options.held) {
    if (left(72)) due.push('three_days_left')
    if (left(24)) due.push('one_day_left')
  }
  if (left(lastHours)) due.push('last_hours')
  if (isAfter(now, deadlineAt)) due.push('late')
  return due
}

/** Negative once it is late. */
export const hoursLeft = (deadlineAt: Temporal.Instant, now: Temporal.Instant): number => now.until(deadlineAt).total('hours')
