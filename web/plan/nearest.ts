export type Direction = 'left' | 'right' | 'up' | 'down'
type Place = { readonly id: string; readonly x: number; readonly y: number }

const along = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const

/**
 * The place one comes to from another by an arrow key: the nearest that lies that way, where being off the line counts
 * double. Null when nothing lies there.
 */
export function nextPlace(places: readonly Place[], from: Place, direction: Direction): Place | null {
  const [dx, dy] = along[direction]
  let best: Place | null = null
  let least = Infinity
  for (const place of places) {
    if (place.id === from.id) continue
    const ahead = (place.x - from.x) * dx + (place.y - from.y) * dy
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx)
    // Within 63 degrees of the arrow; what stands straight beside is never "up".
    if (ahead <= 0.5 || aside > ahead * 2) continue
    const cost = ahead + aside * 2
    if (cost < least) [best, least] = [place, cost]
  }
  return best ?? nextRow(places, from, direction)
}

/** Nothing near the line: the closest of what lies on that side at all, so that no place is out of the keyboard's reach. */
function nextRow(places: readonly Place[], from: Place, direction: Direction): Place | null {
  const [dx, dy] = along[direction]
  const beyond = places.filter((place) => (place.x - from.x) * dx + (place.y - from.y) * dy > 0.5)
  const distance = (place: Place) => Math.hypot(place.x - from.x, place.y - from.y)
  return beyond.reduce<Place | null>((best, one) => (best === null || distance(one) < distance(best) ? one : best), null)
}
