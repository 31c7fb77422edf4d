/**
 * A believable set of bookings around now: five working days back, today, five working days ahead. Pure: the same seed
 * and the same moment always give the same bookings.
 *
 * Except around the present moment, nothing is planned after 18:30 local time: a later hour on a later day is free for
 * everyone.
 */
import type { DemoPerson } from './people.ts'
import type { DemoWorkspace } from './places/format.ts'

/** After its start, how long a place is held for somebody who does not come; as in the demo's locations. */
const GRACE_MINUTES = 30
const WORKING_DAYS = 5
/** How likely somebody comes in, Monday to Friday. */
const COMING_IN = [0.6, 0.75, 0.55, 0.75, 0.3] as const
const COMING_IN_TODAY = 0.85
const NO_SHOW = 0.1
/** Start and end of a stay at a desk, in minutes since local midnight. */
const STAYS: readonly (readonly (readonly [from: number, to: number])[])[] = [
  [[510, 1020]],
  [[510, 1020]],
  [[540, 1050]],
  [[480, 960]],
  [[510, 750]],
  [[780, 1050]],
  [
    [540, 735],
    [810, 1020],
  ],
]
const MEETING_STARTS = [540, 570, 600, 630, 660, 780, 810, 840, 900, 930, 960] as const
const MEETING_MINUTES = [30, 60, 60, 90] as const

export type PlannedBooking = {
  email: string
  workspaceCode: string
  from: Temporal.Instant
  to: Temporal.Instant
  /** Never later than now. */
  checkedInAt: Temporal.Instant | null
  /** When the place was given free again because nobody came. */
  releasedAt: Temporal.Instant | null
}

type Plan = {
  now: Temporal.Instant
  timeZone: string
  seed: number
  /** Of all locations; codes are unique among them. */
  workspaces: readonly Pick<DemoWorkspace, 'code' | 'kind' | 'bookable' | 'type'>[]
  people: readonly Pick<DemoPerson, 'email' | 'plansAhead'>[]
  /** Days without bookings, ISO dates. */
  closedDays?: readonly string[]
  /** Desks that are taken first, because the sensors there will bear the booking out. */
  preferredDesks?: readonly string[]
  /** Wall-clock opening hours of every day, in whole hours. */
  openFrom?: number
  openTo?: number
}

/** Mulberry32: 32 bits of state, well mixed, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The days that get bookings: today, even on a Sunday, and the nearest working days on both sides. */
function days(today: Temporal.PlainDate, closedDays: readonly string[]): Temporal.PlainDate[] {
  const isOpen = (day: Temporal.PlainDate) => !closedDays.includes(day.toString())
  const walk = (step: 1 | -1) => {
    const found: Temporal.PlainDate[] = []
    for (let day = today.add({ days: step }); found.length < WORKING_DAYS; day = day.add({ days: step }))
      if (day.dayOfWeek <= 5 && isOpen(day)) found.push(day)
    return found
  }
  return [...walk(-1).toReversed(), ...[today].filter(isOpen), ...walk(1)]
}

/** Keeps the two promises: nobody and no workspace is in two bookings at once. */
class Diary {
  readonly bookings: PlannedBooking[] = []
  readonly #taken = new Map<string, { from: number; to: number }[]>()

  isFree(key: string, from: Temporal.Instant, to: Temporal.Instant): boolean {
    const [a, b] = [from.epochMilliseconds, to.epochMilliseconds]
    return (this.#taken.get(key) ?? []).every((held) => b <= held.from || a >= held.to)
  }

  add(personKey: string, booking: PlannedBooking): void {
    for (const key of [personKey, booking.workspaceCode])
      this.#taken.set(key, [
        ...(this.#taken.get(key) ?? []),
        { from: booking.from.epochMilliseconds, to: booking.to.epochMilliseconds },
      ])
    this.bookings.push(booking)
  }
}

export function planBookings({
  now,
  timeZone,
  seed,
  workspaces,
  people,
  preferredDesks = [],
  closedDays = [],
  openFrom = 6,
  openTo = 23,
}: Plan): PlannedBooking[] {
  const random = randomFrom(seed)
  const diary = new Diary()
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  const bookable = workspaces.filter((w) => w.bookable)
  const desks = bookable.filter((w) => w.kind === 'desk').map((w) => w.code)
  const preferred = desks.filter((code) => preferredDesks.includes(code))
  const rooms = bookable.filter((w) => w.kind === 'room')
  const planners = people.filter((p) => p.plansAhead).map((p) => p.email)
  const local = now.toZonedDateTimeISO(timeZone)

  const at = (day: Temporal.PlainDate, minute: number): Temporal.Instant =>
    day
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
      })
      .toInstant()

  /** What became of a booking that has begun. */
  const outcome = (from: Temporal.Instant): Pick<PlannedBooking, 'checkedInAt' | 'releasedAt'> => {
    const comes = random() >= NO_SHOW
    const checkIn = from.add({ minutes: Math.floor(random() * 16) })
    const end = from.add({ minutes: GRACE_MINUTES })
    const past = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, now) <= 0
    return { checkedInAt: comes && past(checkIn) ? checkIn : null, releasedAt: !comes && past(end) ? end : null }
  }

  const book = (
    email: string,
    kind: 'desk' | 'room',
    code: string | undefined,
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): void => {
    const personKey = `${kind} of ${email}`
    if (code === undefined || !diary.isFree(personKey, from, to) || !diary.isFree(code, from, to)) return
    diary.add(personKey, { email, workspaceCode: code, from, to, ...outcome(from) })
  }

  /** Most people take a desk where sensors hang and somebody usually sits; some go elsewhere. */
  const deskFor = (from: Temporal.Instant, to: Temporal.Instant): string | undefined => {
    const free = (codes: readonly string[]) => codes.filter((code) => diary.isFree(code, from, to))
    return (random() < 0.75 ? pick(free(preferred)) : undefined) ?? pick(free(desks))
  }

  const today = local.toPlainDate()
  for (const day of days(today, closedDays)) {
    const isToday = day.equals(today)
    const chance = isToday ? COMING_IN_TODAY : (COMING_IN[day.dayOfWeek - 1] ?? 0)
    for (const email of planners) {
      if (random() >= chance) continue
      for (const [from, to] of pick(STAYS) ?? [])
        book(email, 'desk', deskFor(at(day, from), at(day, to)), at(day, from), at(day, to))
    }
    for (const room of rooms) {
      const meetings = room.type === 'lounge' ? 1 : 1 + Math.floor(random() * 3)
      for (let i = 0; i < meetings; i++) {
        const start = pick(MEETING_STARTS) ?? 0
        const minutes = room.type === 'phone_booth' ? 30 : (pick(MEETING_MINUTES) ?? 60)
        const host = pick(planners)
        if (host !== undefined) book(host, 'room', room.code, at(day, start), at(day, start + minutes))
      }
    }
  }

  // Whoever tries the demo in the evening sees bookings that run now, as in the hour that the sensors replay.
  const isEvening = local.hour < 8 || local.hour >= 18
  if (isEvening && local.hour >= openFrom && local.hour < openTo && !closedDays.includes(today.toString())) {
    const halfHour = Math.floor((local.hour * 60 + local.minute) / 30) * 30
    const from = at(today, Math.max(openFrom * 60, halfHour - 60))
    const to = at(today, Math.min(openTo * 60, halfHour + 90))
    for (const email of planners) if (random() < 0.5) book(email, 'desk', deskFor(from, to), from, to)
  }
  return diary.bookings
}
