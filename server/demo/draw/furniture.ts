import { at, circle, d, ellipse, num, path, rect, upTo } from './pen.ts'

/** Sits facing away from its back; turn 0 has the back towards +y. */
export const chair = (x: number, y: number, turn: number): string =>
  at(
    'chair',
    x,
    y,
    turn,
    '<rect x="-2.3" y="-2.2" width="4.6" height="4.3" rx="1.5"/>',
    '<path d="M-2.3 2.6Q0 3.9 2.3 2.6"/>',
  )

/** A table with chairs along both long sides and, when asked, one at each end. */
export function meetingTable(
  cx: number,
  cy: number,
  width: number,
  depth: number,
  perSide: number,
  ends: boolean,
): string {
  const chairs = upTo(perSide).flatMap((i) => {
    const x = cx + (i - (perSide - 1) / 2) * (width / perSide)
    return [chair(x, cy - depth / 2 - 2.6, 180), chair(x, cy + depth / 2 + 2.6, 0)]
  })
  if (ends) chairs.push(chair(cx - width / 2 - 2.6, cy, 90), chair(cx + width / 2 + 2.6, cy, -90))
  return chairs.join('') + rect('table', cx - width / 2, cy - depth / 2, width, depth, 2.2)
}

/** A round table; its chairs stand in a ring, the first at `firstAngle` degrees clockwise from the top. */
export function roundTable(cx: number, cy: number, radius: number, seats: number, firstAngle = 0): string {
  const chairs = upTo(seats).map((i) => {
    const angle = firstAngle + (360 / seats) * i
    const radians = (angle * Math.PI) / 180
    const reach = radius + 2.6
    return chair(cx + reach * Math.sin(radians), cy - reach * Math.cos(radians), angle + 180)
  })
  return chairs.join('') + circle('table', cx, cy, radius)
}

/** A high table with stools on both sides, lying along x before it is turned. */
export function standingTable(x: number, y: number, turn: number, length: number, perSide: number): string {
  const stools = upTo(perSide).flatMap((i) => {
    const along = (i - (perSide - 1) / 2) * (length / perSide)
    return [circle('fix', along, -5.4, 1.7), circle('fix', along, 5.4, 1.7)]
  })
  return at('', x, y, turn, ...stools, rect('table', -length / 2, -3, length, 6, 1))
}

/** A sofa whose back is towards −y before it is turned. */
export function sofa(x: number, y: number, turn: number, seats: number): string {
  const width = seats * 7 + 3
  const cushions = upTo(seats - 1)
    .map((i) => d`M${-width / 2 + 1.5 + 7 * (i + 1)} -1.6v5.8`)
    .join('')
  return at(
    '',
    x,
    y,
    turn,
    rect('table', -width / 2, -4.2, width, 8.4, 1.8),
    path('fix', d`M${-width / 2 + 1.5} 4.2v-5.8h${width - 3}v5.8` + cushions),
  )
}

export const armchair = (x: number, y: number, turn: number): string =>
  at('', x, y, turn, rect('table', -4, -3.8, 8, 7.6, 2.4), path('fix', 'M-2.4 3.8v-4.4q0 -1 1 -1h2.8q1 0 1 1v4.4'))

export const lowTable = (cx: number, cy: number, radius: number): string => circle('table', cx, cy, radius)

/** A carpet: a wash and a fine inner border. */
export const rug = (x: number, y: number, width: number, height: number): string =>
  rect('room', x, y, width, height, 1.5) + rect('fix', x + 1.4, y + 1.4, width - 2.8, height - 2.8, 0.8)

export const plant = (x: number, y: number, radius = 3.2): string =>
  at(
    'plant',
    x,
    y,
    0,
    `<circle r="${num(radius)}"/>`,
    ...[0, 60, 120].map(
      (turn) => `<ellipse rx="${num(radius * 0.86)}" ry="${num(radius * 0.26)}" transform="rotate(${turn})"/>`,
    ),
  )

/** A long box of greenery that parts two groups of desks. */
export function planter(x: number, y: number, width: number, height: number): string {
  const lying = width > height
  const count = Math.max(1, Math.round((lying ? width : height) / 5.5))
  const step = (lying ? width : height) / count
  return (
    rect('fix', x, y, width, height, 1) +
    upTo(count)
      .map((i) =>
        lying
          ? plant(x + step * (i + 0.5), y + height / 2, Math.min(2.3, height * 0.46))
          : plant(x + width / 2, y + step * (i + 0.5), Math.min(2.3, width * 0.46)),
      )
      .join('')
  )
}

/** A bookcase or a row of lockers: a box in equal parts, with a line for its back. */
export function shelves(x: number, y: number, width: number, height: number, parts: number): string {
  const lying = width > height
  const cuts = upTo(parts - 1)
    .map((i) =>
      lying ? d`M${x + (width / parts) * (i + 1)} ${y}v${height}` : d`M${x} ${y + (height / parts) * (i + 1)}h${width}`,
    )
    .join('')
  return rect('fix', x, y, width, height) + path('fix', cuts)
}

/** Lockers seen from above: doors with a small diagonal for the hinge side. */
export function lockers(x: number, y: number, width: number, height: number, count: number): string {
  const lying = width > height
  const step = (lying ? width : height) / count
  const hinges = upTo(count)
    .map((i) =>
      lying ? d`M${x + step * i} ${y + height}l${step} ${-height}` : d`M${x + width} ${y + step * i}l${-width} ${step}`,
    )
    .join('')
  return shelves(x, y, width, height, count) + path('fix', hinges)
}

export const printer = (x: number, y: number, turn = 0): string =>
  at(
    '',
    x,
    y,
    turn,
    rect('fix', -5, -3.2, 10, 6.4, 0.8),
    path('fix', 'M-5 -1h10M-2.6 3.2v1.8h5.2v-1.8'),
    circle('fix', 3, -2.1, 0.5),
  )

/** Two open recycling bins. */
export const bins = (x: number, y: number): string =>
  rect('fix', x, y, 4, 4, 0.6) +
  rect('fix', x + 4.6, y, 4, 4, 0.6) +
  circle('fix', x + 2, y + 2, 1.1) +
  circle('fix', x + 6.6, y + 2, 1.1)

/** A screen on a wall, lying along x before it is turned; the wall is at −y. */
export const wallScreen = (x: number, y: number, turn: number, width = 14): string =>
  at(
    '',
    x,
    y,
    turn,
    path('leaf', d`M${-width / 2} 1.3h${width}`),
    path('fix', d`M${-width / 2} 2.1h${width}M-1.6 0v1.3M1.6 0v1.3`),
  )

export const whiteboard = (x: number, y: number, turn: number, width = 16): string =>
  at('', x, y, turn, rect('fix', -width / 2, 0.5, width, 0.9), path('fix', d`M${-width / 2 + 2} 2.1h${width - 4}`))

/** A whiteboard on wheels. */
export const easel = (x: number, y: number, turn: number): string =>
  at('', x, y, turn, path('leaf', 'M-6 0h12'), path('fix', 'M-4.5 -2v4M4.5 -2v4'))

/** A kitchen block with a sink, a hob or coffee machines, lying along x before it is turned. */
export function kitchenBlock(
  x: number,
  y: number,
  turn: number,
  length: number,
  kit: readonly ('sink' | 'hob' | 'coffee' | 'fridge')[],
): string {
  const step = length / kit.length
  const parts = kit.map((piece, i) => {
    const cx = -length / 2 + step * (i + 0.5)
    if (piece === 'sink')
      return rect('fix', cx - 4, -3.2, 8, 6.4, 1) + path('fix', d`M${cx} -5v3`) + circle('fix', cx, 0, 0.5)
    if (piece === 'hob')
      return [
        [-2.4, -1.8],
        [2.4, -1.8],
        [-2.4, 2.4],
        [2.4, 2.4],
      ]
        .map(([px = 0, py = 0]) => circle('fix', cx + px, py, 1.6))
        .join('')
    if (piece === 'coffee')
      return rect('fix', cx - 3.4, -4, 6.8, 6, 0.8) + circle('fix', cx - 1.4, -1, 1) + circle('fix', cx + 1.6, -1, 1)
    return path('fix', d`M${cx - step / 2} -6v12M${cx + step / 2} -6v12M${cx - step / 2} -6l${step} 12`)
  })
  return at('', x, y, turn, rect('table', -length / 2, -6, length, 12), ...parts)
}

export const toilet = (x: number, y: number, turn: number): string =>
  at('', x, y, turn, rect('fix', -3, -4.6, 6, 2, 0.5), ellipse('fix', 0, 0.6, 2.4, 3.1))

export const basin = (x: number, y: number, turn: number): string =>
  at('', x, y, turn, rect('fix', -3, -2, 6, 4, 1), circle('fix', 0, 0.3, 1.1), path('fix', 'M0 -2v1.2'))
