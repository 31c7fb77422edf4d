import { at, circle, d, num, path, rect, upTo } from './pen.ts'

export const wave = (x: number, y: number): string => path('wave', d`M${x} ${y}q4 -2.4 8 0t8 0`)

/** Water with small waves in staggered rows. */
export function water(x: number, y: number, width: number, height: number): string {
  const rows = Math.floor((height - 4) / 9.5)
  const waves = upTo(rows).flatMap((row) => {
    const first = x + 8 + (row % 2) * 27
    return upTo(Math.max(0, Math.floor((x + width - 20 - first) / 54) + 1)).map((i) =>
      wave(first + i * 54, y + 6 + row * 9.5),
    )
  })
  return rect('water', x, y, width, height) + waves.join('')
}

export const tree = (x: number, y: number, r: number): string =>
  at(
    'tree',
    x,
    y,
    0,
    `<circle r="${num(r)}"/>`,
    `<path d="${d`M${-r * 0.5} ${-r * 0.2}q${r * 0.3} ${-r * 0.5} ${r * 0.7} ${-r * 0.3}`}` +
      `${d`M${r * 0.1} ${r * 0.6}q${r * 0.5} 0 ${r * 0.6} ${-r * 0.5}`}"/>`,
    '<circle class="dot" r=".9"/>',
  )

/** A clipped hedge: a row of round tops. */
export const hedge = (x: number, y: number, count: number, dx = 5, dy = 0): string =>
  `<g class="tree">${upTo(count)
    .map((i) => `<circle cx="${num(x + dx * i)}" cy="${num(y + dy * i)}" r="2.8"/>`)
    .join('')}</g>`

/** A barge or a launch with its bow towards +x before it is turned. */
export const boat = (x: number, y: number, turn: number, length: number, beam: number): string =>
  at(
    'boat',
    x,
    y,
    turn,
    `<path d="${d`M${-length / 2} ${-beam / 2}h${length * 0.74}q${length * 0.18} 0 ${length * 0.26} ${beam / 2}`}` +
      d`q${-length * 0.08} ${beam / 2} ${-length * 0.26} ${beam / 2}h${-length * 0.74}` +
      `${d`q${-beam * 0.3} ${-beam / 2} 0 ${-beam}z`}"/>`,
    `<rect x="${num(-length * 0.36)}" y="${num(-beam * 0.28)}" width="${num(length * 0.52)}" ` +
      `height="${num(beam * 0.56)}" rx="1"/>`,
  )

/** Bicycles side by side in a rack along x. */
export const bicycles = (x: number, y: number, count: number): string =>
  upTo(count)
    .map((i) => {
      const cx = x + i * 5.4
      return (
        circle('quay', cx, y - 3.6, 2.1) +
        circle('quay', cx, y + 3.6, 2.1) +
        path('quay', d`M${cx} ${y - 3.6}V${y + 3.6}M${cx - 1.7} ${y - 1.6}h3.4`)
      )
    })
    .join('')

export const bollards = (x: number, y: number, count: number, dx: number, dy: number): string =>
  upTo(count)
    .map((i) => circle('quay', x + dx * i, y + dy * i, 1.3))
    .join('')

export const bench = (x: number, y: number, turn: number): string =>
  at('', x, y, turn, rect('quay', -9, -2, 18, 4, 0.8), path('quay', 'M-9 -.6h18M-9 .7h18'))

/** A path of loose slabs. */
export const slabs = (x: number, y: number, count: number, dx: number, dy: number): string =>
  upTo(count)
    .map((i) => rect('quay', x + dx * i, y + dy * i, Math.abs(dx) > 0 ? 7 : 12, Math.abs(dx) > 0 ? 12 : 7, 1))
    .join('')

/** A parasol over a garden table with four stools. */
export const parasol = (x: number, y: number): string =>
  circle('quay', x, y, 7.5) +
  path('quay', d`M${x - 5.3} ${y - 5.3}l10.6 10.6m0 -10.6l-10.6 10.6M${x - 7.5} ${y}h15M${x} ${y - 7.5}v15`) +
  [
    [-9, -9],
    [9, -9],
    [-9, 9],
    [9, 9],
  ]
    .map(([dx = 0, dy = 0]) => circle('quay', x + dx, y + dy, 1.8))
    .join('')

/** Solar panels lying on a flat roof. */
export const solarPanels = (x: number, y: number, columns: number, rows: number): string =>
  upTo(rows)
    .flatMap((row) =>
      upTo(columns).map((column) => {
        const [px, py] = [x + column * 10.6, y + row * 13]
        return rect('quay', px, py, 10, 10) + path('quay', d`M${px + 5} ${py}v10M${px} ${py + 5}h10`)
      }),
    )
    .join('')
