/** Short hands for writing a location in the import format. Lengths are plan units: ten to the metre. */
import { readFileSync } from 'node:fs'
import type { LocationFile } from '#contract/endpoints/location-file.ts'

export type DemoLocation = LocationFile
export type DemoFloor = LocationFile['floors'][number]
export type DemoWorkspace = DemoFloor['workspaces'][number]
export type Equipment = DemoWorkspace['equipment'][number]

/** A drawn plan, read from `server/demo/plans/`. */
export function plan(file: string): NonNullable<DemoFloor['plan']> {
  const svg = readFileSync(new URL(`../plans/${file}`, import.meta.url), 'utf8')
  const [x, y, width, height] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
  if (x === undefined || y === undefined || width === undefined || height === undefined)
    throw new Error(`the plan ${file} has no viewBox of four numbers`)
  return { kind: 'svg', svg, viewBox: [x, y, width, height] }
}

/** The demo is open every day, so that it lives on whatever day somebody starts it. */
export function everyDay(from: string, to: string): DemoLocation['location']['openingHours'] {
  const hours = () => [{ from, to }]
  return {
    monday: hours(),
    tuesday: hours(),
    wednesday: hours(),
    thursday: hours(),
    friday: hours(),
    saturday: hours(),
    sunday: hours(),
  }
}

export const box = (x: number, y: number, width: number, height: number): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** A desk of 1.60 by 0.80 m. */
export const desk = (
  code: string,
  zone: string,
  x: number,
  y: number,
  turn: number,
  equipment: Equipment[],
  type: DemoWorkspace['type'] = 'standard',
): DemoWorkspace => ({
  code,
  kind: 'desk',
  name: code,
  type,
  zone,
  seats: 1,
  equipment,
  bookable: true,
  x,
  y,
  turn,
  width: 16,
  depth: 8,
})

/** A room whose rectangle starts at (x, y), which is its corner towards the top left of the plan. */
export const room = (
  code: string,
  name: string,
  zone: string,
  seats: number,
  [x, y, width, depth]: readonly [number, number, number, number],
  equipment: Equipment[],
  type: DemoWorkspace['type'] = 'meeting',
): DemoWorkspace => ({
  code,
  kind: 'room',
  name,
  type,
  zone,
  seats,
  equipment,
  bookable: true,
  x: x + width / 2,
  y: y + depth / 2,
  turn: 0,
  width,
  depth,
})

/** Turns positions into desks with running codes: `numbered('2.', 1, …)` gives 2.01, 2.02, … */
export const numbered = <T>(
  prefix: string,
  first: number,
  items: readonly T[],
  make: (code: string, item: T, index: number) => DemoWorkspace,
): DemoWorkspace[] => items.map((item, i) => make(`${prefix}${String(first + i).padStart(2, '0')}`, item, i))
