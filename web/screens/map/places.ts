import type { z } from 'zod'
import type { findAvailable, LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { Floor } from '#contract/endpoints/places.ts'
import type { Result } from '#contract/endpoint.ts'
import type { PlanWorkspace } from '../../plan/workspace.ts'
import { openingsOn, type Rules } from '../book/day-parts.ts'
import { wallClockAt } from '../workspace/wall-clock.ts'
import type { Known } from './live-floor.ts'

export type FloorData = z.infer<typeof Floor>
export type Place = PlanWorkspace & {
  readonly id: FloorData['workspaces'][number]['id']
  readonly type: FloorData['workspaces'][number]['type']
  readonly zoneName: string | null
  readonly personId: string | null
}
type Availability = Result<typeof findAvailable>

/** Every workspace of a floor as it is now. Free without an end known today lasts until the location closes. */
export function placesNow(floor: FloorData, known: Known | null, closesAt: string | null): Place[] {
  const zones = zoneNames(floor)
  return floor.workspaces.map((one) => {
    const live = known?.byId.get(one.id)
    return {
      ...one,
      zoneName: zones.get(one.zoneId ?? '') ?? null,
      state: live?.state ?? 'unknown',
      until: live?.until ?? (live?.state === 'free' ? closesAt : null),
      from: live === undefined || known === null ? null : startsAt(live, known.at),
      personName: live?.person?.name ?? null,
      personId: live?.person?.id ?? null,
    }
  })
}

/** The same for a period to come: free or not in all of it. */
export function placesThen(floor: FloorData, availability: Availability, line: (available: boolean) => string): Place[] {
  const zones = zoneNames(floor)
  const free = new Set<string>(availability.workspaces.filter((one) => one.available).map((one) => one.id))
  return floor.workspaces.map((one) => {
    const state = free.has(one.id) ? 'free' as const : one.bookable ? 'booked' as const : 'not_bookable' as const
    return {
      ...one,
      zoneName: zones.get(one.zoneId ?? '') ?? null,
      state, until: null, from: null, personName: null, personId: null,
      ...(state === 'not_bookable' ? {} : { line: line(state === 'free') }),
    }
  })
}

/** When the location closes today, an instant; null when it is not open. */
export function closingAt(rules: Rules, nowMs: number): string | null {
  const { day } = wallClockAt(nowMs, rules.timeZone)
  const open = openingsOn(rules, day).find((span) => span.fromMs <= nowMs && nowMs < span.toMs)
  return open === undefined ? null : new Date(open.toMs).toISOString()
}

/** Of what shows as booked: when that booking starts; null when it runs already. */
export function startsAt({ state, nextFrom, until }: LiveWorkspace, at: string): string | null {
  if (state !== 'booked' || nextFrom === null || until === null) return null
  return Date.parse(nextFrom) > Date.parse(at) && Date.parse(nextFrom) < Date.parse(until) ? nextFrom : null
}

const zoneNames = (floor: FloorData) => new Map<string, string>(floor.zones.map((zone) => [zone.id, zone.name]))

/** How many places stand in each state. */
export function countStates(places: readonly Pick<Place, 'state'>[]): Readonly<Record<Place['state'], number>> {
  const counts = { free: 0, booked: 0, in_use: 0, away: 0, not_bookable: 0, unknown: 0 }
  for (const { state } of places) counts[state] += 1
  return counts
}
