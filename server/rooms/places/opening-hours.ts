import { Refusal } from '#kernel/errors.ts'
import { weekdays } from '#contract/endpoints/places.ts'
import type { OpeningHours } from '#contract/endpoints/places.ts'

/** What a location says about when one may be there and book. Wall clock in `timeZone`. */
export type LocationTimes = {
  readonly name: string
  readonly timeZone: string
  readonly openingHours: OpeningHours
  readonly closedDays: readonly { readonly date: string; readonly reason: string }[]
  readonly deskWindowDays: number
  readonly roomWindowDays: number
}

/** From (inclusive) to (exclusive). */
export type InstantRange = { readonly from: Temporal.Instant; readonly to: Temporal.Instant }

/** A booking that starts now was asked for a moment ago: this far back it still counts as now. */
const nowSlackMinutes = 5
export const shortestMinutes = 5
const longestHours = 24

const midnight = Temporal.PlainTime.from('00:00')
const disambiguation = 'compatible'

/**
 * The instant of a wall-clock time on a day. Times that a clock change skips move on by the gap, times that come twice mean the first (RFC 5545
 * §3.3.5); 24:00 is the start of the next day.
 */
const instantOf = (date: Temporal.PlainDate, wallTime: string, timeZone: string): Temporal.Instant => {
  const endsDay = wallTime === '24:00'
  const day = endsDay ? date.add({ days: 1 }) : date
  const time = endsDay ? midnight : Temporal.PlainTime.from(wallTime)
  return day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation }).toInstant()
}

const isClosedDay = (times: LocationTimes, date: Temporal.PlainDate): boolean => {
  const text = date.toString()
  return times.closedDays.some((closed) => closed.date === text)
}

const hoursOn = (times: LocationTimes, date: Temporal.PlainDate): OpeningHours['monday'] => {
  const weekday = weekdays[date.dayOfWeek - 1]
  return weekday === undefined || isClosedDay(times, date) ? [] : times.openingHours[weekday]
}

/** A day with opening hours that is not a closed day. */
export const isWorkingDay = (times: LocationTimes, date: Temporal.PlainDate): boolean => hoursOn(times, date).length > 0

/**
 * When the location is open on a day of its own calendar, in order; openings that touch are joined. Empty: closed. An opening that a clock change
 * swallows whole is left out.
 */
export const openingsOn = (times: LocationTimes, date: Temporal.PlainDate): InstantRange[] =>
  joined(
    hoursOn(times, date).map(({ from, to }) => ({
      from: instantOf(date, from, times.timeZone),
      to: instantOf(date, to, times.timeZone),
    })),
  )

const joined = (ranges: readonly InstantRange[]): InstantRange[] => {
  const real = ranges.filter(({ from, to }) => Temporal.Instant.compare(from, to) < 0)
  const result: InstantRange[] = []
  for (const range of real.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from))) {
    const last = result.at(-1)
    if (last !== undefined && Temporal.Instant.compare(last.to, range.from) >= 0) {
      const to = Temporal.Instant.compare(last.to, range.to) >= 0 ? last.to : range.to
      result[result.length - 1] = { from: last.from, to }
    } else result.push(range)
  }
  return result
}

/** The calendar day at the location. */
export const dayAt = (instant: Temporal.Instant, timeZone: string): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(timeZone).toPlainDate()

/** Start of a calendar day at the location, and of the next: 23, 24 or 25 hours, or what the zone does. */
export const boundsOf = (date: Temporal.PlainDate, timeZone: string): InstantRange => ({
  from: date.toZonedDateTime(timeZone).toInstant(),
  to: date.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
})

/** No calendar closes more days in a row than this; a location that is never open stops the search. */
const mostDaysSearched = 366 * 7 + 400

/** The last day one may book: as many working days after `today` as the window says; `today` itself when it is 0. */
export const lastBookableDay = (times: LocationTimes, kind: 'desk' | 'room', today: Temporal.PlainDate): Temporal.PlainDate => {
  let left = kind === 'desk' ? times.deskWindowDays : times.roomWindowDays
  let last = today
  let day = today
  for (let searched = 0; left > 0 && searched < mostDaysSearched; searched++) {
    day = day.add({ days: 1 })
    if (isWorkingDay(times, day)) {
      last = day
      left--
    }
  }
  return last
}

/** Whether `day` lies within the booking window, counting no further than needed. */
const isWithinWindow = (times: LocationTimes, kind: 'desk' | 'room', today: Temporal.PlainDate, day: Temporal.PlainDate): boolean => {
  const window = kind === 'desk' ? times.deskWindowDays : times.roomWindowDays
  const ahead = today.until(day).days
  return ahead <= window || (ahead < mostDaysSearched && Temporal.PlainDate.compare(day, lastBookableDay(times, kind, today)) <= 0)
}

/**
 * Where a period really starts: at `now` when it lies up to five minutes back.
 * @returns the period, or the refusal: period_invalid (shorter than 5 minutes or longer than 24 hours), in_the_past
 */
export const clipToNow = (from: Temporal.Instant, to: Temporal.Instant, now: Temporal.Instant): InstantRange | Refusal => {
  const minutes = to.since(from).total('minutes')
  if (minutes < shortestMinutes || minutes > longestHours * 60) return new Refusal('period_invalid')
  if (Temporal.Instant.compare(from, now) >= 0) return { from, to }
  const tooFarBack = now.since(from).total('minutes') > nowSlackMinutes
  return tooFarBack || Temporal.Instant.compare(to, now) <= 0 ? new Refusal('in_the_past') : { from: now, to }
}

const hoursText = (ranges: readonly InstantRange[], timeZone: string): string =>
  ranges
    .map((range) =>
      [range.from, range.to].map((end) => end.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })).join('–'),
    )
    .join(', ')

/** Openings of the day before `from` may reach into it, and a period may end on the day after it starts. */
const openingsAround = (times: LocationTimes, from: Temporal.Instant, to: Temporal.Instant): InstantRange[] => {
  const first = dayAt(from, times.timeZone)
  const last = dayAt(to.subtract({ nanoseconds: 1 }), times.timeZone)
  if (first.equals(last)) return openingsOn(times, first)
  const days = [first, first.add({ days: 1 }), last]
  return joined(days.flatMap((day) => openingsOn(times, day)))
}

/**
 * Whether the location's rules let one book a `kind` of workspace from `from` to `to`, seen at `now`.
 * @returns null, or the refusal: closed_day, outside_booking_window, outside_opening_hours
 */
export const checkPeriod = (
  times: LocationTimes,
  kind: 'desk' | 'room',
  { from, to }: InstantRange,
  now: Temporal.Instant,
): Refusal | null => {
  const { timeZone, name } = times
  const day = dayAt(from, timeZone)
  const openings = openingsAround(times, from, to)
  const within = openings.some(
    (range) => Temporal.Instant.compare(range.from, from) <= 0 && Temporal.Instant.compare(to, range.to) <= 0,
  )
  if (!within) {
    const ofDay = openingsOn(times, day)
    if (ofDay.length === 0) return new Refusal('closed_day', { location: name, date: day.toString() })
    return new Refusal('outside_opening_hours', { location: name, hours: hoursText(ofDay, timeZone) })
  }
  const today = dayAt(now, timeZone)
  return isWithinWindow(times, kind, today, day)
    ? null
    : new Refusal('outside_booking_window', { date: lastBookableDay(times, kind, today).toString() })
}

/** When the location closes, seen from an instant at which it is open; null when it is not. */
export const closesAt = (times: LocationTimes, at: Temporal.Instant): Temporal.Instant | null => {
  const openings = openingsAround(times, at, at.add({ hours: longestHours }))
  const open = openings.find(
    (range) => Temporal.Instant.compare(range.from, at) <= 0 && Temporal.Instant.compare(at, range.to) < 0,
  )
  return open?.to ?? null
}

/**
 * What is wrong with opening hours: the weekday, and which of its openings (an end at or before its start, or an overlap with one before it).
 * Openings may be given in any order.
 */
export const openingHourFaults = (hours: OpeningHours): { weekday: (typeof weekdays)[number]; index: number }[] =>
  weekdays.flatMap((weekday) => {
    const openings = hours[weekday]
    return openings.flatMap((opening, index) => {
      const overlaps = openings.slice(0, index).some((other) => opening.from < other.to && other.from < opening.to)
      return opening.from >= opening.to || overlaps ? [{ weekday, index }] : []
    })
  })

/** Whether the name is one of the IANA time zones that this program knows. An offset such as +01:00 is none. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name)
    return true
  } catch {
    return false
  }
}
