import type { z } from 'zod'
import type { Location as LocationShape } from '#contract/endpoints/places.ts'
import { dayAfter, instantAt, wallClockAt } from '../workspace/wall-clock.ts'

export type Location = z.infer<typeof LocationShape>
export type Rules = Pick<Location, 'timeZone' | 'openingHours' | 'closedDays' | 'deskWindowDays' | 'roomWindowDays'>
/** Epoch milliseconds, from (inclusive) to (exclusive). */
export type Period = { readonly fromMs: number; readonly toMs: number }
export type Part = 'morning' | 'afternoon' | 'day'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Within one long opening: where the morning ends, and the hours that people call the whole day. */
const midday = '12:30'
/** When most meetings of a day to come begin. */
const usualStart = '09:00'
const workingDay = { from: '08:00', to: '18:00' }
/** The server takes no shorter booking. */
const shortestMs = 5 * 60_000

/** When the location is open on a day, in order, openings that touch joined; empty when it is closed. */
export function openingsOn(rules: Rules, day: string): Period[] {
  const weekday = weekdays[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7]
  if (weekday === undefined || closedReason(rules, day) !== null) return []
  const found: Period[] = []
  const hours = rules.openingHours[weekday].toSorted((a, b) => (a.from < b.from ? -1 : 1))
  for (const { from, to } of hours) {
    const period = { fromMs: instantAt(day, from, rules.timeZone), toMs: instantAt(day, to, rules.timeZone) }
    const last = found.at(-1)
    if (period.toMs <= period.fromMs) continue
    if (last !== undefined && last.toMs >= period.fromMs) found[found.length - 1] = { ...last, toMs: Math.max(last.toMs, period.toMs) }
    else found.push(period)
  }
  return found
}

/** Why a day is closed although its weekday may be open; null when it is not a closed day. */
export const closedReason = (rules: Pick<Rules, 'closedDays'>, day: string): string | null =>
  rules.closedDays.find(({ date }) => date === day)?.reason ?? null

/**
 * The parts of a day that can still be booked, cut off at now. A day with a gap in its opening hours has no whole day: a
 * booking lies within one opening. In the evening of a place that stays open, the whole day is what is left of it.
 */
export function dayParts(rules: Rules, day: string, nowMs: number): { readonly part: Part; readonly period: Period }[] {
  const openings = openingsOn(rules, day)
  const [first, last] = [openings[0], openings.at(-1)]
  if (first === undefined || last === undefined) return []
  const rest = (period: Period) => fromNowOn(period, nowMs)
  if (openings.length > 1) {
    const [morning, afternoon] = [rest(first), rest(last)]
    return [
      ...(morning === null ? [] : [{ part: 'morning' as const, period: morning }]),
      ...(afternoon === null ? [] : [{ part: 'afternoon' as const, period: afternoon }]),
    ]
  }
  const bounds = workingHours(rules, day, first)
  const turn = Math.min(Math.max(instantAt(day, midday, rules.timeZone), bounds.fromMs), bounds.toMs)
  const whole = rest(bounds) ?? rest(first)
  if (whole === null) return []
  const parts = [
    { part: 'morning' as const, period: rest({ fromMs: bounds.fromMs, toMs: turn }) },
    { part: 'afternoon' as const, period: rest({ fromMs: turn, toMs: bounds.toMs }) },
  ]
  // In the afternoon the rest of the day is the afternoon: one name for it is enough.
  const others = parts.flatMap(({ part, period }) =>
    period === null || (period.fromMs === whole.fromMs && period.toMs === whole.toMs) ? [] : [{ part, period }])
  return [{ part: 'day', period: whole }, ...others]
}

/** Of a long opening the working day; of a short or odd one all of it. */
function workingHours(rules: Rules, day: string, opening: Period): Period {
  const fromMs = Math.max(opening.fromMs, instantAt(day, workingDay.from, rules.timeZone))
  const toMs = Math.min(opening.toMs, instantAt(day, workingDay.to, rules.timeZone))
  return toMs - fromMs < 4 * 3_600_000 ? opening : { fromMs, toMs }
}

/** What is left of a period from this minute on; null when it is over, or nearly. */
function fromNowOn({ fromMs, toMs }: Period, nowMs: number): Period | null {
  const rest = { fromMs: Math.max(fromMs, Math.floor(nowMs / 60_000) * 60_000), toMs }
  return rest.toMs - rest.fromMs < shortestMs ? null : rest
}

export type BookableDay = { readonly day: string; readonly open: boolean; readonly reason: string | null }

/** No window is longer than this many days on the calendar, however many of them are closed. */
const mostDays = 366

/** The days from today to the last one that may be booked: as many working days ahead as the window says. */
export function bookableDays(rules: Rules, kind: 'desk' | 'room', nowMs: number): BookableDay[] {
  const today = wallClockAt(nowMs, rules.timeZone).day
  const days = [about(rules, today)]
  let waiting: BookableDay[] = []
  let left = kind === 'desk' ? rules.deskWindowDays : rules.roomWindowDays
  for (let ahead = 1; left > 0 && ahead <= mostDays; ahead++) {
    const next = about(rules, dayAfter(today, ahead))
    waiting.push(next)
    if (!next.open) continue
    days.push(...waiting)
    waiting = []
    left--
  }
  return days
}

const about = (rules: Rules, day: string): BookableDay =>
  ({ day, open: openingsOn(rules, day).length > 0, reason: closedReason(rules, day) })

/** The first day, from today on, of which there is something left to book. */
export const firstDay = (days: readonly BookableDay[], rules: Rules, nowMs: number): string | null =>
  days.find(({ day }) => dayParts(rules, day, nowMs).length > 0)?.day ?? null

/** A period of wall-clock times; null when its end does not lie after its start. */
export function hours(rules: Rules, day: string, from: string, to: string): Period | null {
  if (!/^\d\d:\d\d$/.test(from) || !/^\d\d:\d\d$/.test(to)) return null
  const period = { fromMs: instantAt(day, from, rules.timeZone), toMs: instantAt(day, to, rules.timeZone) }
  return period.toMs - period.fromMs < shortestMs ? null : period
}

/** Times to begin with when one chooses hours: from the next quarter, or nine o'clock on a day to come, for an hour. */
export function firstHours(rules: Rules, day: string, nowMs: number): { readonly from: string; readonly to: string } {
  const opening = openingsOn(rules, day).find(({ toMs }) => toMs - nowMs > shortestMs)
  const quarter = 15 * 60_000
  const usual = instantAt(day, usualStart, rules.timeZone)
  const opens = opening === undefined ? usual : usual < opening.toMs - 3_600_000 ? Math.max(opening.fromMs, usual) : opening.fromMs
  const start = Math.max(opens, Math.ceil(nowMs / quarter) * quarter)
  const end = Math.min(start + 3_600_000, opening?.toMs ?? start + 3_600_000)
  return { from: wallClockAt(start, rules.timeZone).time, to: wallClockAt(end, rules.timeZone).time }
}
