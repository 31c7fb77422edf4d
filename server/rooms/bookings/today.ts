import type { z } from 'zod'
import type { getToday } from '#contract/endpoints/bookings.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as people from '../people/index.ts'
import * as places from '../places/index.ts'
import type { LocationTimes } from '../places/index.ts'
import { withPlaces } from './colleagues.ts'
import { isActive, isBefore, shownBooking } from './shapes.ts'
import type { BookingRow } from './shapes.ts'
import { rulesOf } from './store-book.ts'
import { readHome } from './store-home.ts'
import { readBookingsOf } from './store.ts'

export type Today = z.infer<(typeof getToday)['success']['body']>

const isWeekday = (day: Temporal.PlainDate) => day.dayOfWeek <= 5

const daysShown = 5

/** Five days: this week from Monday, or from today once these five are past. Monday to Friday, and what else the location is open. */
const weekOf = (rules: LocationTimes, today: Temporal.PlainDate): Temporal.PlainDate[] => {
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const days = Array.from({ length: 14 }, (_, index) => monday.add({ days: index })).filter(
    (day) => isWeekday(day) || places.isWorkingDay(rules, day),
  )
  const next = days.findIndex((day) => Temporal.PlainDate.compare(day, today) >= 0)
  const start = next < daysShown ? 0 : next
  return days.slice(start, start + daysShown)
}

/** Running or next booking of a day: a desk before a room, then the earlier one. */
const currentOf = (rows: readonly BookingRow[], now: Temporal.Instant): BookingRow | null =>
  rows
    .filter((row) => isActive(row, now))
    .toSorted((one, other) => (one.kind === other.kind ? Temporal.Instant.compare(one.from_at, other.from_at) : one.kind === 'desk' ? -1 : 1))[0] ??
  null

const touching = (rows: readonly BookingRow[], day: Temporal.PlainDate, timeZone: string): BookingRow[] => {
  const { from, to } = places.boundsOf(day, timeZone)
  return rows.filter((row) => isBefore(row.from_at, to) && isBefore(from, row.to_at))
}

/** The Today screen: what is booked, the week, and the team mates who let themselves be seen and have a place today. */
export const readToday = async (tx: Tx, keys: Keys, principal: PersonPrincipal): Promise<Today> => {
  const { now } = tx
  const { teamId, person } = principal
  const [home, bookings, mates] = await Promise.all([
    readHome(tx, person),
    readBookingsOf(tx, person, { from: now.subtract({ hours: 24 * 8 }), to: now.add({ hours: 24 * 15 }) }),
    teamId === null ? [] : people.visiblePeople(tx, keys, principal, {}).then((seen) => seen.people.filter(({ team }) => team?.id === teamId)),
  ])
  const seated = (await withPlaces(tx, mates, null)).filter(({ place }) => place !== null)
  if (home === null) {
    const date = places.dayAt(now, 'UTC').toString()
    return { now: now.toString(), location: null, date, current: null, week: [], people: seated }
  }
  const rules = rulesOf(home)
  const kept = bookings.filter(({ status }) => status !== 'cancelled')
  const today = places.dayAt(now, rules.timeZone)
  const current = currentOf(touching(kept, today, rules.timeZone), now)
  return {
    now: now.toString(),
    location: { id: home.location_id, name: rules.name, timeZone: rules.timeZone },
    date: today.toString(),
    current: current === null ? null : shownBooking(current, now),
    week: weekOf(rules, today).map((day) => ({
      date: day.toString(),
      open: places.isWorkingDay(rules, day),
      bookings: touching(kept, day, rules.timeZone).map((row) => shownBooking(row, now)),
    })),
    people: seated,
  }
}
