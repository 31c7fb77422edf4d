/**
 * The shape of `vrijplek-location/1`, as far as the demo fills it: what the import of a whole location takes.
 * Lengths are plan units: ten to the metre.
 */
import { readFileSync } from 'node:fs'

export type Equipment = 'screen' | 'two_screens' | 'dock' | 'sit_stand' | 'window' | 'display' | 'camera' | 'whiteboard'

export type DemoWorkspace = {
  code: string
  kind: 'desk' | 'room'
  name: string
  type: 'standard' | 'sit_stand' | 'quiet' | 'meeting' | 'phone_booth' | 'lounge'
  zone: string
  seats: number
  equipment: Equipment[]
  bookable: boolean
  /** The centre on the plan. */
  x: number
  y: number
  /** Degrees clockwise; at 0 the chair stands on the +y side. */
  turn: number
  width: number
  depth: number
}

export type DemoZone = { name: string; polygon: [x: number, y: number][]; teamName?: string }

export type DemoFloor = {
  name: string
  level: number
  plan: { kind: 'svg'; svg: string; width: number; height: number; viewBox: string }
  zones: DemoZone[]
  workspaces: DemoWorkspace[]
}

type Hours = { from: string; to: string }[]

export type DemoLocation = {
  format: 'vrijplek-location/1'
  location: {
    name: string
    address: string
    latitude: number
    longitude: number
    timeZone: string
    language: 'nl'
    openingHours: Record<'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday', Hours>
    closedDays: { date: string; reason: string }[]
    deskWindowDays: number
    roomWindowDays: number
    checkInGraceMinutes: number
    sensorChecksIn: boolean
  }
  floors: DemoFloor[]
}

/** A drawn plan, read from `server/demo/plans/`. */
export function plan(file: string): DemoFloor['plan'] {
  const svg = readFileSync(new URL(`../plans/${file}`, import.meta.url), 'utf8')
  const viewBox = /viewBox="([^"]+)"/.exec(svg)?.[1]
  const [, , width, height] = (viewBox ?? '').split(' ').map(Number)
  if (viewBox === undefined || width === undefined || height === undefined) throw new Error(`${file} has no viewBox`)
  return { kind: 'svg', svg, width, height, viewBox }
}

/** The demo is open every day, so that it lives on whatever day somebody starts it. */
export function everyDay(from: string, to: string): DemoLocation['location']['openingHours'] {
  const hours = (): Hours => [{ from, to }]
  return { monday: hours(), tuesday: hours(), wednesday: hours(), thursday: hours(), friday: hours(), saturday: hours(), sunday: hours() }
}

export const box = (x: number, y: number, width: number, height: number): [number, number][] =>
  [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]

/** A desk of 1.60 by 0.80 m. */
export const desk = (code: string, zone: string, x: number, y: number, turn: number, equipment: Equipment[], type: DemoWorkspace['type'] = 'standard'): DemoWorkspace =>
  ({ code, kind: 'desk', name: code, type, zone, seats: 1, equipment, bookable: true, x, y, turn, width: 16, depth: 8 })

/** A room whose rectangle starts at (x, y), which is its corner towards the top left of the plan. */
export const room = (code: string, name: string, zone: string, seats: number, [x, y, width, depth]: readonly [number, number, number, number], equipment: Equipment[], type: DemoWorkspace['type'] = 'meeting'): DemoWorkspace =>
  ({ code, kind: 'room', name, type, zone, seats, equipment, bookable: true, x: x + width / 2, y: y + depth / 2, turn: 0, width, depth })

/** Turns positions into desks with running codes: `numbered('2.', 1, …)` gives 2.01, 2.02, … */
export const numbered = <T>(prefix: string, first: number, items: readonly T[], make: (code: string, item: T, index: number) => DemoWorkspace): DemoWorkspace[] =>
  items.map((item, i) => make(`${prefix}${String(first + i).padStart(2, '0')}`, item, i))
