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

/** The days of the strip. Closed days without a booking are left out, unless it is today. */
export function weekStrip({ week, date: today }: TodayView): WeekDay[] {
  return week.flatMap(({ date, open, bookings }): WeekDay[] => {
    const real = bookings.filter(({ status }) => counts.has(status))
    const booking = real.find(({ kind }) => kind === 'desk') ?? real[0] ?? null
    const isToday = date === today
    if (booking !== null) return [{ date, isToday, kind: 'booked', booking }]
    if (!open) return isToday ? [{ date, isToday, kind: 'closed', booking }] : []
    return [{ date, isToday, kind: date < today ? 'past' : 'open', booking }]
  })
}
