/** A workspace with its place on the plan (units of a tenth of a metre). */
export type Spot = { readonly id: string; readonly name: string; readonly x: number; readonly y: number; readonly zoneId: string | null }
export type Neighbour = { readonly workspaceId: string; readonly name: string }
/** Why a place stands where it does in the list. */
export type Why = { readonly kind: 'earlier' } | { readonly kind: 'beside' | 'near'; readonly name: string }
export type Ranked<T> = T & { readonly why: Why | null }

/** Two metres from middle to middle: the next desk, at the side or across. */
const besideUnits = 20
const nearUnits = 80

/**
 * Orders what is free for one person: where they sat earlier first, most often first; then by the distance to the nearest
 * colleague whom they may see; then by name.
 */
export function rankFree<T extends Spot>(
  free: readonly T[],
  spots: readonly Spot[],
  earlier: ReadonlyMap<string, number>,
  neighbours: readonly Neighbour[],
): Ranked<T>[] {
  const byId = new Map(spots.map((spot) => [spot.id, spot]))
  const seated = neighbours.flatMap(({ workspaceId, name }) => {
    const spot = byId.get(workspaceId)
    return spot === undefined ? [] : [{ spot, name }]
  })
  const judged = free.map((one) => {
    const times = earlier.get(one.id) ?? 0
    const nearest = nearestOf(one, seated)
    return { one, times, away: nearest?.away ?? Infinity, why: whyOf(times, nearest) }
  })
  return judged
    .sort((a, b) => b.times - a.times || compare(a.away, b.away) || byName(a.one, b.one))
    .map(({ one, why }) => ({ ...one, why }))
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
const byName = (a: Spot, b: Spot) => a.name.localeCompare(b.name, 'nl', { numeric: true })

function nearestOf(one: Spot, seated: readonly { readonly spot: Spot; readonly name: string }[]) {
  let nearest: { readonly name: string; readonly away: number } | null = null
  for (const { spot, name } of seated) {
    const away = distance(one, spot)
    if (nearest === null || away < nearest.away) nearest = { name, away }
  }
  return nearest
}

function whyOf(times: number, nearest: { readonly name: string; readonly away: number } | null): Why | null {
  if (times > 0) return { kind: 'earlier' }
  if (nearest === null || nearest.away > nearUnits) return null
  return { kind: nearest.away <= besideUnits ? 'beside' : 'near', name: nearest.name }
}

type Point = { readonly x: number; readonly y: number }
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

/** How near two places of one floor are, in words that people use. */
export function nearness(a: Point, b: Point): 'beside' | 'near' | 'away' {
  const away = distance(a, b)
  if (away <= besideUnits) return 'beside'
  return away <= nearUnits ? 'near' : 'away'
}
