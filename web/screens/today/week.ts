import type { Booking } from '#contract/endpoints/bookings.ts'
import type { TodayView } from './moment.ts'

export type WeekDay = {
  readonly date: string
  readonly isToday: boolean
  /** `booked`: a place; `open`: can be booked; `closed`; `past`: over, without a place. */
  readonly kind: 'booked' | 'open' | 'closed' | 'past'
  /** What stands for the day: its desk, or else its first room. */
  readonly booking: Booking | null
}

const counts: ReadonlySet<Booking['status']> = new Set(['booked', 'checked_in', 'ended'])

/** As many as can be read side by side on a phone. */
const most = 5

/**
 * The days of the strip. Closed days without a booking are left out, unless it is today; of a longer week the days that
 * are over make room.
 */
export function weekStrip({ week, date: today }: TodayView): WeekDay[] {
  const days = week.flatMap(({ date, open, bookings }): WeekDay[] => {
    const real = bookings.filter(({ status }) => counts.has(status))
    const booking = real.find(({ kind }) => kind === 'desk') ?? real[0] ?? null
    const isToday = date === today
    if (booking !== null) return [{ date, isToday, kind: 'booked', booking }]
    if (!open) return isToday ? [{ date, isToday, kind: 'closed', booking }] : []
    return [{ date, isToday, kind: date < today ? 'past' : 'open', booking }]
  })
  const from = days.findIndex(({ date }) => date >= today)
  const first = Math.max(0, Math.min(from === -1 ? days.length : from, days.length - most))
  return days.slice(first, first + most)
}
