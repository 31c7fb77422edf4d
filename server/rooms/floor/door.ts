import type { DoorView } from '#contract/endpoints/door.ts'
import type { z } from 'zod'
import { earliestCheckInMinutes } from '../bookings/index.ts'
import { closesAt, openingsOn } from '../places/index.ts'
import type { BookingFact, PersonFact } from './facts.ts'
import type { NameOf } from './picture.ts'
import { instantText, runningAndNext, spotAt } from './spot.ts'
import type { DisplayFacts } from './store-times.ts'

type View = z.infer<typeof DoorView>

const minuteMs = 60_000
/** What a display offers besides "until the next booking or closing time". */
const offeredMinutes = [15, 30, 60]
/** As the endpoint takes it. */
const bounds = { least: 5, most: 480 }

/** A display is read by whoever passes: only names of people whom the whole organisation may see stand on it. */
export const shownName = (person: PersonFact | null, nameOf: NameOf): string | null =>
  person !== null && person.visibility === 'organisation' ? nameOf(person) : null

/** Minutes from now that can be booked at once, shortest first; none while a booking runs, when closed, or when nothing may be booked here. */
export const bookableMinutes = ({ workspace, times, nowMs }: DisplayFacts): number[] => {
  const { running, next } = runningAndNext(workspace.bookings, nowMs)
  const closes = closesAt(times, Temporal.Instant.fromEpochMilliseconds(nowMs))
  if (!workspace.bookable || running !== null || closes === null) return []
  const untilMs = Math.min(closes.epochMilliseconds, next?.fromMs ?? Number.POSITIVE_INFINITY)
  const untilNext = Math.min(Math.floor((untilMs - nowMs) / minuteMs), bounds.most)
  if (untilNext < bounds.least) return []
  return [...offeredMinutes.filter((minutes) => minutes < untilNext), untilNext]
}

/** Whether a booking is due here that nobody has checked in yet: the running one, else one that starts soon. As `checkInAt` of bookings takes it. */
export const canCheckIn = (bookings: readonly BookingFact[], nowMs: number): boolean => {
  const due = bookings.find(({ fromMs, toMs }) => fromMs - earliestCheckInMinutes * minuteMs <= nowMs && nowMs < toMs)
  return due?.status === 'booked'
}

/** What the display at a door shows, in the organisation's language. */
export const doorView = (facts: DisplayFacts, language: 'nl' | 'en', nameOf: NameOf): View => {
  const { workspace, times, nowMs } = facts
  const shown = (booking: BookingFact) => ({
    from: instantText(booking.fromMs),
    to: instantText(booking.toMs),
    checkedIn: booking.status === 'checked_in',
    name: shownName(booking.person, nameOf),
  })
  const { running, next } = runningAndNext(workspace.bookings, nowMs)
  const { state, until } = spotAt(workspace, nowMs).shared
  return {
    at: instantText(nowMs),
    workspace: {
      id: workspace.id,
      name: facts.name,
      seats: facts.seats,
      equipment: [...facts.equipment],
      timeZone: times.timeZone,
      language,
    },
    state,
    until,
    open: openingsOn(times, Temporal.PlainDate.from(facts.date)).map(({ from, to }) => ({ from: from.toString(), to: to.toString() })),
    today: workspace.bookings.map(shown),
    current: running === null ? null : shown(running),
    next: next === null ? null : shown(next),
    canCheckIn: canCheckIn(workspace.bookings, nowMs),
    canBookMinutes: bookableMinutes(facts),
  }
}
