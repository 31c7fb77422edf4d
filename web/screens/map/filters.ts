import type { PlanWorkspace } from '../../plan/workspace.ts'

/** A place as the filters look at it. */
export type Filtered = Pick<PlanWorkspace, 'id' | 'kind' | 'x' | 'y' | 'equipment' | 'state'> & { readonly type: string }
export type Spot = { readonly x: number; readonly y: number }

export const filterNames = ['free', 'window', 'twoScreens', 'quiet', 'sitStand', 'team', 'rooms'] as const
export type FilterName = (typeof filterNames)[number]

/** Eight metres: a row of desks further on still hears you. */
const nearUnits = 80

const fits: Readonly<Record<FilterName, (place: Filtered, team: readonly Spot[]) => boolean>> = {
  free: (place) => place.state === 'free',
  window: (place) => place.equipment.includes('window'),
  twoScreens: (place) => place.equipment.includes('two_screens'),
  quiet: (place) => place.type === 'quiet',
  sitStand: (place) => place.type === 'sit_stand' || place.equipment.includes('sit_stand'),
  team: (place, team) => distanceTo(place, team) <= nearUnits,
  rooms: (place) => place.kind === 'room',
}

/** Ids of the places that fit every chosen filter; null when none is chosen. */
export function matching(places: readonly Filtered[], chosen: ReadonlySet<FilterName>, team: readonly Spot[]): ReadonlySet<string> | null {
  if (chosen.size === 0) return null
  const names = [...chosen]
  return new Set(places.filter((place) => names.every((name) => fits[name](place, team))).map((place) => place.id))
}

/** Filters that make sense on a floor: nobody needs a chip for what is not there. */
export function filtersOf(places: readonly Filtered[], team: readonly Spot[]): FilterName[] {
  return filterNames.filter((name) => name === 'free' || places.some((place) => fits[name](place, team)))
}

/** Plan units to the nearest of some spots; Infinity when there is none. */
export function distanceTo(place: Spot, spots: readonly Spot[]): number {
  return Math.min(Infinity, ...spots.map((spot) => Math.hypot(place.x - spot.x, place.y - spot.y)))
}

/** Nearest to the spots first; without spots, by name as people count (2.9 before 2.10). */
export function inOrder<Place extends Spot & { readonly name: string }>(places: readonly Place[], spots: readonly Spot[]): Place[] {
  const byName = (a: Place, b: Place) => a.name.localeCompare(b.name, 'nl', { numeric: true })
  if (spots.length === 0) return [...places].sort(byName)
  const far = new Map(places.map((place) => [place, distanceTo(place, spots)]))
  return [...places].sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0) || byName(a, b))
}
