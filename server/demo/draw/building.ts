import { circle, d, num, path, polyline, rect, upTo, type Point } from './pen.ts'

/** A corner of the inside of the outer wall, and how thick the wall is from here to the next corner. */
export type Corner = { readonly x: number; readonly y: number; readonly thickness: number }

/** A stretch of one outer wall that is no wall: metres are tens of units, measured from the wall's first corner. */
type Opening = {
  readonly wall: number
  readonly from: number
  readonly length: number
  readonly kind: 'window' | 'doors'
}

const after = (corners: readonly Corner[], i: number): Corner => corners[(i + 1) % corners.length] as Corner

/** Unit vectors of wall `i`: along it, and out of the building. Corners go clockwise as seen on the screen. */
function directions(corners: readonly Corner[], i: number): { along: Point; out: Point; length: number } {
  const a = corners[i] as Corner
  const b = after(corners, i)
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  const along: Point = [(b.x - a.x) / length, (b.y - a.y) / length]
  return { along, out: [along[1], -along[0]], length }
}

/** The outside of corner `i`: where the outer faces of the two walls that meet there cross. */
function outerCorner(corners: readonly Corner[], i: number): Point {
  const before = (i + corners.length - 1) % corners.length
  const [ax, ay] = directions(corners, before).out
  const [bx, by] = directions(corners, i).out
  const a = (corners[before] as Corner).thickness
  const corner = corners[i] as Corner
  const b = corner.thickness
  const cross = ax * by - ay * bx
  if (Math.abs(cross) < 1e-9) return [corner.x + bx * b, corner.y + by * b]
  return [corner.x + (a * by - b * ay) / cross, corner.y + (ax * b - bx * a) / cross]
}

export const floorArea = (corners: readonly Corner[]): string =>
  polyline(
    'floor',
    corners.map(({ x, y }): Point => [x, y]),
    true,
  )

/** The outer wall as one filled ring with its windows and outer doors. */
export function shell(corners: readonly Corner[], openings: readonly Opening[]): string {
  const ring = (points: Point[]) =>
    points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${num(x)} ${num(y)}`).join('') + 'Z'
  const outer = ring(corners.map((_, i) => outerCorner(corners, i)))
  const inner = ring(corners.map(({ x, y }): Point => [x, y]))
  return [
    `<path class="wall-fill" fill-rule="evenodd" d="${outer}${inner}"/>`,
    ...openings.map((o) => opening(corners, o)),
  ].join('\n')
}

function opening(corners: readonly Corner[], { wall, from, length, kind }: Opening): string {
  const corner = corners[wall] as Corner
  const { along, out } = directions(corners, wall)
  const spot = (run: number, depth: number): Point => [
    corner.x + along[0] * run + out[0] * depth,
    corner.y + along[1] * run + out[1] * depth,
  ]
  const t = corner.thickness
  const hole = polyline('pane', [spot(from, 0), spot(from + length, 0), spot(from + length, t), spot(from, t)], true)
  if (kind === 'doors') {
    const leaf = length / 2
    const swing = (hinge: number, towards: number) => {
      const [hx, hy] = spot(hinge, t)
      const [ox, oy] = spot(hinge, t + leaf)
      const [cx, cy] = spot(hinge + towards * leaf, t)
      return (
        path('leaf', d`M${hx} ${hy}L${ox} ${oy}`) +
        path('swing', d`M${ox} ${oy}A${leaf} ${leaf} 0 0 ${towards > 0 ? 1 : 0} ${cx} ${cy}`)
      )
    }
    return hole + swing(from, 1) + swing(from + length, -1)
  }
  const line = (run: number, depth: number, endRun: number, endDepth: number) => {
    const [ax, ay] = spot(run, depth)
    const [bx, by] = spot(endRun, endDepth)
    return d`M${ax} ${ay}L${bx} ${by}`
  }
  const sashes = Math.max(1, Math.round(length / 13))
  return (
    hole +
    path(
      'glass',
      line(from, t * 0.15, from + length, t * 0.15) +
        line(from, t * 0.6, from + length, t * 0.6) +
        upTo(sashes + 1)
          .map((i) => line(from + (length / sashes) * i, 0, from + (length / sashes) * i, t))
          .join(''),
    )
  )
}

/** Equal windows along one wall. */
export const windows = (
  wall: number,
  first: number,
  pitch: number,
  length: number,
  count: number,
  skip: readonly number[] = [],
): Opening[] =>
  upTo(count)
    .filter((i) => !skip.includes(i))
    .map((i) => ({ wall, from: first + pitch * i, length, kind: 'window' }))

/**
 * An inner door: the hinge, the direction in which the closed leaf lies, the direction of the open leaf.
 * Both directions are along an axis.
 */
export function door(hinge: Point, closed: Point, open: Point, width = 9): string {
  const [hx, hy] = hinge
  const sweep = open[0] * closed[1] - open[1] * closed[0] > 0 ? 1 : 0
  const tip: Point = [hx + open[0] * width, hy + open[1] * width]
  return (
    path('gap', d`M${hx} ${hy}l${closed[0] * width} ${closed[1] * width}`) +
    path('leaf', d`M${hx} ${hy}L${tip[0]} ${tip[1]}`) +
    path(
      'swing',
      d`M${tip[0]} ${tip[1]}A${width} ${width} 0 0 ${sweep} ${hx + closed[0] * width} ${hy + closed[1] * width}`,
    )
  )
}

/** An opening without a door. */
export const passage = (from: Point, to: Point): string => path('gap', d`M${from[0]} ${from[1]}L${to[0]} ${to[1]}`)

/** A glass door that slides along its wall. */
export const slidingDoor = (from: Point, to: Point): string => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const [sx, sy] = [(-dy / length) * 0.9, (dx / length) * 0.9]
  return (
    passage(from, to) +
    path(
      'leaf',
      d`M${from[0] + sx - dx * 0.35} ${from[1] + sy - dy * 0.35}L${to[0] + sx - dx * 0.35} ${to[1] + sy - dy * 0.35}`,
    )
  )
}

export const column = (x: number, y: number): string => rect('col', x - 1.8, y - 1.8, 3.6, 3.6)
export const roundColumn = (x: number, y: number): string => circle('col', x, y, 1.8)

/** A straight flight along x, with an arrow that points up the stairs. */
export function flight(x: number, y: number, steps: number, tread: number, width: number, up: 1 | -1): string {
  const run = steps * tread
  const treads = upTo(steps + 1)
    .map((i) => d`M${x + tread * i} ${y}v${width}`)
    .join('')
  const [tail, head] = up === 1 ? [x + 1.5, x + run - 1.5] : [x + run - 1.5, x + 1.5]
  const barb = head - up * 2.6
  const middle = y + width / 2
  return path(
    'fix',
    treads + d`M${tail} ${middle}H${head}M${barb} ${middle - 1.6}L${head} ${middle}L${barb} ${middle + 1.6}`,
  )
}

export const lift = (x: number, y: number, width: number, height: number): string =>
  rect('fix', x, y, width, height) + path('fix', d`M${x} ${y}l${width} ${height}m0 ${-height}l${-width} ${height}`)

/** The sliding doors of a lift in a wall along x. */
export const liftDoor = (x: number, y: number, width: number): string =>
  passage([x, y], [x + width, y]) +
  path('glasswall', d`M${x} ${y - 0.5}h${width / 2}M${x + width / 2} ${y + 0.5}h${width / 2}`)
