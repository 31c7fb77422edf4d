import type { Booking, getToday } from '#contract/endpoints/bookings.ts'
import type { Result } from '#contract/endpoint.ts'

export type TodayView = Result<typeof getToday>
export type WaitingWhat = 'check_in' | 'release' | 'departure'

/** What the Today screen is about right now, and so which one act stands large on it. */
export type Moment =
  /** Nothing is known of this person yet: where do they work? */
  | { readonly kind: 'first_time' }
  /** The location is closed today; `next`: the first open day of the week, if any is left. */
  | { readonly kind: 'closed'; readonly next: string | null }
  /** Nothing to sit at. `released`: what was given free today because nobody came. */
  | { readonly kind: 'nothing'; readonly released: Booking | null }
  /** Booked, too early to check in. */
  | { readonly kind: 'held'; readonly booking: Booking; readonly checkInFromMs: number }
  | { readonly kind: 'check_in'; readonly booking: Booking }
  | { readonly kind: 'here'; readonly booking: Booking }
  /** An act on it was done without a connection and still has to be sent. */
  | { readonly kind: 'waits'; readonly booking: Booking; readonly what: WaitingWhat }

/** From so long before its start one may check in; the server holds it too. */
const checkInEarlyMs = 30 * 60_000

const ms = (instant: string) => Date.parse(instant)
export const isAlive = ({ status, to }: Booking, nowMs: number) => (status === 'booked' || status === 'checked_in') && ms(to) > nowMs

/** @param waits acts that wait for a connection, by booking */
export function momentOf(today: TodayView, nowMs: number, waits: ReadonlyMap<string, WaitingWhat> = new Map()): Moment {
  const { current } = today
  if (current !== null && isAlive(current, nowMs)) return momentOfBooking(current, nowMs, waits.get(current.id))
  if (today.location === null) return { kind: 'first_time' }
  const day = today.week.find(({ date }) => date === today.date)
  const released = day?.bookings.find(({ status, kind, to }) => status === 'released' && kind === 'desk' && ms(to) > nowMs) ?? null
  // A weekend that is closed is not in the week at all.
  if (day?.open !== true && released === null) {
    return { kind: 'closed', next: today.week.find(({ date, open }) => open && date > today.date)?.date ?? null }
  }
  return { kind: 'nothing', released }
}

export function momentOfBooking(booking: Booking, nowMs: number, waits?: WaitingWhat): Extract<Moment, { booking: Booking }> {
  if (waits !== undefined) return { kind: 'waits', booking, what: waits }
  if (booking.status === 'checked_in') return { kind: 'here', booking }
  const checkInFromMs = ms(booking.from) - checkInEarlyMs
  return nowMs < checkInFromMs ? { kind: 'held', booking, checkInFromMs } : { kind: 'check_in', booking }
}

/** What else of today is still to come: rooms, and a desk for later. */
export function alsoToday(today: TodayView, nowMs: number): Booking[] {
  const day = today.week.find(({ date }) => date === today.date)
  return (day?.bookings ?? [])
    .filter((one) => one.id !== today.current?.id && isAlive(one, nowMs))
    .sort((a, b) => ms(a.from) - ms(b.from))
}
