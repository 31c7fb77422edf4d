/**
 * Reads from a drawn plan what stands in the way, and tells what ground a desk takes up. For the tests of the places.
 */

export type Box = { left: number; top: number; right: number; bottom: number }
type Ground = { outline: [x: number, y: number][]; obstacles: Box[]; rooms: Box[] }

const box = (x: number, y: number, width: number, height: number): Box => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
})

const number = (attributes: string, name: string): number =>
  Number(new RegExp(`(?:^| )${name}="([^"]+)"`).exec(attributes)?.[1] ?? 0)

/** The straight pieces of path data, absolute or relative. */
function pieces(data: string): [x: number, y: number][][] {
  const lines: [number, number][][] = []
  let at: [number, number] = [0, 0]
  for (const [, command = '', rest = ''] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    const [a = 0, b = 0] = numbers
    const from = at
    if (command === 'M' || command === 'L') at = [a, b]
    else if (command === 'l' || command === 'm') at = [at[0] + a, at[1] + b]
    else if (command === 'H') at = [a, at[1]]
    else if (command === 'h') at = [at[0] + a, at[1]]
    else if (command === 'V') at = [at[0], a]
    else if (command === 'v') at = [at[0], at[1] + a]
    if (!['M', 'm', 'Z'].includes(command)) lines.push([from, at])
  }
  return lines
}

export function groundOf(svg: string): Ground {
  const inside = svg.slice(svg.indexOf('class="floor"') - 10)
  const floor = /<path class="floor" d="([^"]+)"/.exec(inside)?.[1] ?? ''
  // Transformed furniture (plants, chairs, sofas) is drawn in groups; here count the things that are drawn in place.
  const flat = inside.replace(/<g [^>]*transform=.*?<\/g>/g, '')
  const obstacles: Box[] = []
  const rooms: Box[] = []
  for (const [, name, attributes = ''] of flat.matchAll(/<(path|rect|circle) ([^>]*)\/>/g)) {
    const className = /class="([^"]+)"/.exec(attributes)?.[1] ?? ''
    if (name === 'path' && ['wall', 'glasswall'].includes(className))
      for (const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] of pieces(/ d="([^"]+)"/.exec(attributes)?.[1] ?? ''))
        obstacles.push(
          box(Math.min(ax, bx) - 0.4, Math.min(ay, by) - 0.4, Math.abs(ax - bx) + 0.8, Math.abs(ay - by) + 0.8),
        )
    if (name === 'rect') {
      const shape = box(
        number(attributes, 'x'),
        number(attributes, 'y'),
        number(attributes, 'width'),
        number(attributes, 'height'),
      )
      if (className === 'room') rooms.push(shape)
      if (['fix', 'table', 'col', 'core', 'wall-fill'].includes(className)) obstacles.push(shape)
    }
    if (name === 'circle') {
      const [cx, cy, r] = [number(attributes, 'cx'), number(attributes, 'cy'), number(attributes, 'r')]
      obstacles.push(box(cx - r, cy - r, 2 * r, 2 * r))
    }
  }
  return {
    outline: [...floor.matchAll(/[ML](\S+) ([^MLZ]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    obstacles,
    rooms,
  }
}

/** The desk top and the chair pushed out in front of it, at a right angle to the plan. */
export function footprint({ x, y, turn, width, depth }: Record<'x' | 'y' | 'turn' | 'width' | 'depth', number>): Box[] {
  const turned = (left: number, top: number, right: number, bottom: number): Box => {
    const [cos, sin] = [Math.round(Math.cos((turn * Math.PI) / 180)), Math.round(Math.sin((turn * Math.PI) / 180))]
    const [xs, ys] = [
      [left * cos - top * sin, right * cos - bottom * sin],
      [left * sin + top * cos, right * sin + bottom * cos],
    ]
    return {
      left: x + Math.min(...xs),
      right: x + Math.max(...xs),
      top: y + Math.min(...ys),
      bottom: y + Math.max(...ys),
    }
  }
  return [turned(-width / 2, -depth / 2, width / 2, depth / 2), turned(-2.4, depth / 2, 2.4, 12.1)]
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Even-odd rule (a ray to the right). */
export const contains = (polygon: readonly (readonly [number, number])[], x: number, y: number): boolean =>
  polygon.filter(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length] ?? [ax, ay]
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)
  }).length %
    2 ===
  1
