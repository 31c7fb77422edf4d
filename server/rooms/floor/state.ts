/**
 * The rules of the floor: what state a workspace shows at one instant. The only place where they stand; everything that
 * shows a state (map, stream, device on the desk, door display) asks here.
 */
import type { WorkspaceState } from '#contract/values.ts'

/**
 * What the sensors of the workspace say together; `occupied` null: not known. `sinceMs`: since when they say so; null:
 * never heard.
 */
export type SensorWord = {
  hasSensor: boolean
  occupied: boolean | null
  silent: boolean
  stuck: boolean
  sinceMs: number | null
}

/**
 * The booking in force now (released and cancelled ones are not). `lastSeenMs`: the last time its person showed up
 * other than through the sensor: the check-in itself, a tap on the device, a scan.
 */
export type CurrentBooking = { status: 'booked' | 'checked_in'; fromMs: number; toMs: number; lastSeenMs?: number }

export type WorkspaceNow = {
  bookable: boolean
  sensor: SensorWord
  booking: CurrentBooking | null
  /** Start of the next booking after now; null: none known. */
  nextBookingFromMs: number | null
  /** How long a checked-in person may be unseen before the workspace shows as away (the organisation's setting). */
  awayAfterMs: number
}

/** From this long before a booking the workspace shows as booked: too short a stay to offer it to somebody else. */
export const bookedLeadMs = 30 * 60_000

/**
 * The state at `nowMs` (epoch milliseconds). In this order:
 * 1. a person whom a working sensor sees uses the workspace, from the first occupied uplink on, whatever the hour, the
 *    bookings, or whether it may be booked;
 * 2. a booking in force: not checked in, it is booked; checked in, it is in use, or away once a working sensor has seen
 *    nobody for `awayAfterMs`;
 * 3. what may not be booked is not bookable;
 * 4. a booking that starts within `bookedLeadMs` makes it booked;
 * 5. a sensor that is silent, or stuck, leaves it unknown: better than a "free" that sends people to a taken desk;
 * 6. otherwise it is free, also where there is no sensor to ask.
 */
export function workspaceState(now: WorkspaceNow, nowMs: number): WorkspaceState {
  const { sensor, booking } = now
  const seen = wordThatCounts(sensor)
  if (seen === 'occupied') return 'in_use'
  if (booking !== null && booking.fromMs <= nowMs && nowMs < booking.toMs) {
    if (booking.status === 'booked') return 'booked'
    return seen === 'vacant' && unseenForMs(sensor, booking, nowMs) >= now.awayAfterMs ? 'away' : 'in_use'
  }
  if (!now.bookable) return 'not_bookable'
  if (now.nextBookingFromMs !== null && now.nextBookingFromMs - nowMs <= bookedLeadMs) return 'booked'
  return sensor.hasSensor && seen === null ? 'unknown' : 'free'
}

/** A stuck sensor's word does not count. A silent one has none: whoever was seen before may be gone. */
function wordThatCounts(sensor: SensorWord): 'occupied' | 'vacant' | null {
  if (!sensor.hasSensor || sensor.stuck || sensor.occupied === null) return null
  if (sensor.occupied) return 'occupied'
  return sensor.silent ? null : 'vacant'
}

/**
 * Nobody can be away before having been here: the count starts with the last sight, the check-in or the booking,
 * whichever came last.
 */
const unseenForMs = (sensor: SensorWord, booking: CurrentBooking, nowMs: number): number =>
  nowMs - Math.max(sensor.sinceMs ?? nowMs, booking.lastSeenMs ?? booking.fromMs)
