import type { Booking } from '#contract/endpoints/bookings.ts'
import { bookableDays, dayParts, firstDay, firstHours, hours, openingsOn, type BookableDay, type Location, type Part, type Period } from './day-parts.ts'

export type PartChoice = Part | 'hours'
export type Wanted = {
  readonly kind: 'desk' | 'room'
  readonly floorId: string | null
  readonly day: string | null
  readonly part: PartChoice
  readonly from: string
  readonly to: string
}

/** What is being asked for, and what the location's rules say about it. */
export type BookingPlan = {
  readonly locations: readonly Location[]
  readonly location: Location
  readonly floorId: string
  readonly kind: 'desk' | 'room'
  readonly days: readonly BookableDay[]
  readonly day: string
  readonly openings: readonly Period[]
  readonly parts: readonly { readonly part: Part; readonly period: Period }[]
  readonly part: PartChoice
  /** Times of the choice of hours, HH:MM. */
  readonly from: string
  readonly to: string
  /** Null when the hours make no period, or it is over. */
  readonly period: Period | null
}

/** The plan for what is wanted; null when there is no floor at all. */
export function planOf(
  locations: readonly Location[], bookings: readonly Booking[], wanted: Partial<Wanted>, nowMs: number,
): BookingPlan | null {
  const kind = wanted.kind ?? 'desk'
  const withFloors = locations.filter(({ floors }) => floors.length > 0)
  const floorIds = new Set(withFloors.flatMap(({ floors }) => floors.map(({ id }) => id as string)))
  const usual = bookings
    .filter((one) => floorIds.has(one.floorId) && one.kind === kind)
    .sort((a, b) => Math.abs(Date.parse(a.from) - nowMs) - Math.abs(Date.parse(b.from) - nowMs))[0]
  const asked = wanted.floorId ?? null
  const floorId = asked !== null && floorIds.has(asked) ? asked : usual?.floorId ?? floorWith(withFloors, kind)
  const location = withFloors.find(({ floors }) => floors.some(({ id }) => id === floorId))
  if (floorId === null || location === undefined) return null

  const days = bookableDays(location, kind, nowMs)
  const isOffered = (day: string) => days.some((one) => one.day === day && one.open)
  const day = wanted.day != null && isOffered(wanted.day) ? wanted.day : firstDay(days, location, nowMs) ?? days[0]?.day
  if (day === undefined) return null
  const openings = openingsOn(location, day)
  const parts = kind === 'room' ? [] : dayParts(location, day, nowMs)
  const chosen = wanted.part ?? 'day'
  const part: PartChoice = parts.some((one) => one.part === chosen) ? chosen : chosen === 'hours' ? 'hours' : parts[0]?.part ?? 'hours'
  const first = firstHours(location, day, nowMs)
  const [from, to] = [wanted.from ?? first.from, wanted.to ?? first.to]
  const own = part === 'hours' ? hours(location, day, from, to) : null
  const period = part === 'hours' ? (own !== null && own.toMs > nowMs ? own : null) : parts.find((one) => one.part === part)?.period ?? null
  return { locations: withFloors, location, floorId, kind, days, day, openings, parts, part, from, to, period }
}

const floorWith = (locations: readonly Location[], kind: 'desk' | 'room'): string | null => {
  const floors = locations.flatMap((location) => location.floors)
  return (floors.find((floor) => (kind === 'desk' ? floor.desks : floor.rooms) > 0) ?? floors[0])?.id ?? null
}
