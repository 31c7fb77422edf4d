import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { OwnBooking } from '../workspace/situation.ts'

export type OneTap = 'leave' | 'checkIn' | 'tooEarly' | 'book' | 'taken' | 'notBookable'

const earliestCheckInMs = 30 * 60_000

/**
 * What one tap at the desk itself does. Who stands at it is who the sensor may be seeing: in use without a booking is
 * no reason to send them away.
 */
export function oneTap(
  live: Pick<LiveWorkspace, 'state' | 'until' | 'nextFrom'>, own: OwnBooking | null, bookable: boolean, nowMs: number,
): OneTap {
  if (own !== null && own.toMs > nowMs) {
    if (own.status === 'checked_in') return 'leave'
    if (own.status === 'booked') return own.fromMs - earliestCheckInMs <= nowMs ? 'checkIn' : 'tooEarly'
  }
  if (!bookable) return 'notBookable'
  const held = live.until !== null && (live.state === 'booked' || live.state === 'in_use' || live.state === 'away')
  // Booked for soon still leaves minutes, which the service judges; booked and running is somebody's.
  const starts = live.nextFrom === null ? null : Date.parse(live.nextFrom)
  const toCome = live.state === 'booked' && starts !== null && live.until !== null && starts > nowMs && starts < Date.parse(live.until)
  return held && !toCome ? 'taken' : 'book'
}
