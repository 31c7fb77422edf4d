import { visitLapsesAfterHours } from '#contract/support-visits.ts'
import type { VisitEnder, VisitGround, VisitReason, VisitScope, VisitState } from '#contract/support-visits.ts'
import type { StaffId, VisitId } from '#contract/ids.ts'

/** A support visit as it is kept. Its state follows from what happened and from the time. */
export type Visit = {
  readonly id: VisitId
  readonly staff: StaffId
  readonly reason: VisitReason
  readonly wordsSealed: Buffer
  readonly ticket: string
  readonly ground: VisitGround
  readonly scope: VisitScope
  readonly askedMinutes: number
  readonly askedAt: Temporal.Instant
  readonly allowedAt: Temporal.Instant | null
  readonly allowedMinutes: number | null
  readonly extensionMinutes: number | null
  readonly refusedAt: Temporal.Instant | null
  readonly startedAt: Temporal.Instant | null
  readonly endsAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly endedBy: VisitEnder | null
}

const isPast = (instant: Temporal.Instant, now: Temporal.Instant): boolean => Temporal.Instant.compare(instant, now) <= 0
const lapses = (since: Temporal.Instant): Temporal.Instant => since.add({ hours: visitLapsesAfterHours })

/** Whatever nobody did about it: it runs while its minutes last and not a moment longer. */
export const stateOf = (visit: Visit, now: Temporal.Instant): VisitState => {
  if (visit.endedAt !== null) return 'ended'
  if (visit.refusedAt !== null) return 'refused'
  if (visit.startedAt !== null && visit.endsAt !== null) return isPast(visit.endsAt, now) ? 'ended' : 'running'
  const since = visit.allowedAt ?? visit.askedAt
  if (isPast(lapses(since), now)) return 'lapsed'
  return visit.allowedAt === null ? 'asked' : 'allowed'
}

export const isOver = (state: VisitState): boolean => state === 'refused' || state === 'lapsed' || state === 'ended'

/** When it is over by itself, as things stand; null: it is over already. */
export const endsByItself = (visit: Visit, now: Temporal.Instant): Temporal.Instant | null => {
  const state = stateOf(visit, now)
  if (isOver(state)) return null
  return state === 'running' ? visit.endsAt : lapses(visit.allowedAt ?? visit.askedAt)
}

/** Ended or over its time: the moment, and by what. */
export const endOf = (visit: Visit, now: Temporal.Instant): { readonly at: Temporal.Instant | null; readonly by: VisitEnder | null } => {
  if (visit.endedAt !== null) return { at: visit.endedAt, by: visit.endedBy }
  if (visit.endsAt !== null && isPast(visit.endsAt, now)) return { at: visit.endsAt, by: 'clock' }
  return { at: visit.endsAt, by: null }
}
