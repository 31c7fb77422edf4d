/**
 * How many people are in a room.
 *
 * A camera in the room (VS121; VS133 with mapped regions) says how many it sees: its word stands. A counter in the door
 * (VS133 lines, VS350) only counts passages, and misses some, so the number inside drifts. Three things hold it down:
 * nobody can leave an empty room (never below zero); a room through whose door nobody passed for hours is empty; and
 * running totals repair what lost messages would have told. Totals wrap at 16 or 32 bits and start again at 0 with the
 * device.
 *
 * The result is a series of points: from `atMs` on there are `count` people, null: not known.
 */
import type { CounterKind, SensorProfile } from './profiles.ts'
import { inOrderOfMeasuring } from './reading.ts'
import type { Measurement, Reading } from './reading.ts'

type Passages = { in: number; out: number }

export type CountPoint = { atMs: number; count: number | null }

/** JSON-able. `count` goes on being kept while the sensor is silent; `shown` is what the series last said. */
export type CountState = {
  atMs: number | null
  count: number
  shown: number | null
  totals: Passages | null
  lastPassageAtMs: number | null
}

export type CountFolded = { late: false; state: CountState; points: CountPoint[] } | { late: true }

export const nobodyCounted: CountState = { atMs: null, count: 0, shown: null, totals: null, lastPassageAtMs: null }

/**
 * People in meetings leave for coffee: no passage at all for this long means an empty room, whatever the tally says.
 */
const emptyAfterMs = 4 * 3_600_000

/** A door lets one person a second through at most; a step beyond that is a counter that started again, not a crowd. */
const passagesPerMs = 1 / 1_000
const fewestBelievedPassages = 60

/** Take the next reading. `late`: measured before the newest; fold again from `countRebuildFrom`. Constant work. */
export function foldCount(state: CountState, reading: Reading, profile: SensorProfile): CountFolded {
  const { atMs, measurement } = reading
  const { counter } = profile
  if (counter === null || !tellsCount(measurement, counter)) return { late: false, state, points: [] }
  if (state.atMs !== null && atMs <= state.atMs) return { late: true }
  return { late: false, ...foldNext(state, atMs, measurement, profile, counter) }
}

function foldNext(
  state: CountState,
  atMs: number,
  measurement: Measurement,
  profile: SensorProfile,
  counter: CounterKind,
): { state: CountState; points: CountPoint[] } {
  const points: CountPoint[] = []
  const silent = state.atMs !== null && state.shown !== null && atMs - state.atMs > profile.occupied.holdMs
  if (silent && state.atMs !== null) points.push({ atMs: state.atMs + profile.occupied.everyMs, count: null })
  const seen = peopleSeen(measurement)
  const passed = counter.counts === 'door' ? throughTheDoor(state, atMs, measurement, counter.totalBits) : state
  const next = seen === undefined ? passed : { ...passed, count: seen }
  const shown = silent ? null : state.shown
  if (next.count !== shown) points.push({ atMs, count: next.count })
  return { state: { ...next, atMs, shown: next.count }, points }
}

function throughTheDoor(state: CountState, atMs: number, measurement: Measurement, totalBits: 16 | 32): CountState {
  const totals = totalsOf(measurement)
  const passed = totals === null ? periodOf(measurement) : since(state, atMs, totals, totalBits)
  const anyPassed = passed.in + passed.out > 0
  const lastPassageAtMs = anyPassed ? atMs : state.lastPassageAtMs
  const empty = lastPassageAtMs === null || atMs - lastPassageAtMs >= emptyAfterMs
  const count = empty ? 0 : Math.max(0, state.count + passed.in - passed.out)
  return { ...state, count, totals: totals ?? state.totals, lastPassageAtMs }
}

/** Passages since the totals last heard. The first reading tells none: what happened before it is not ours to guess. */
function since(state: CountState, atMs: number, totals: Passages, totalBits: 16 | 32): Passages {
  if (state.totals === null || state.atMs === null) return { in: 0, out: 0 }
  const believed = Math.max(fewestBelievedPassages, (atMs - state.atMs) * passagesPerMs)
  const before = state.totals
  const step = { in: wrapped(totals.in - before.in, totalBits), out: wrapped(totals.out - before.out, totalBits) }
  if (step.in <= believed && step.out <= believed) return step
  return totals.in <= believed && totals.out <= believed ? totals : { in: 0, out: 0 }
}

const wrapped = (difference: number, bits: 16 | 32): number => {
  const size = 2 ** bits
  return ((difference % size) + size) % size
}

function tellsCount(measurement: Measurement | null, counter: CounterKind): measurement is Measurement {
  if (measurement === null) return false
  if (peopleSeen(measurement) !== undefined) return true
  return counter.counts === 'door' && (totalsOf(measurement) !== null || measurement.periodIn !== undefined)
}

/** People a camera sees: its own total, else the sum of its regions. */
function peopleSeen({ peopleCount, regions }: Measurement): number | undefined {
  if (peopleCount !== undefined) return peopleCount
  const counted = regions?.filter((region) => region.peopleCount !== undefined) ?? []
  return counted.length === 0 ? undefined : counted.reduce((sum, region) => sum + (region.peopleCount ?? 0), 0)
}

function totalsOf({ totalIn, totalOut, lines }: Measurement): Passages | null {
  if (totalIn !== undefined && totalOut !== undefined) return { in: totalIn, out: totalOut }
  const counting = lines?.filter((line) => line.totalIn !== undefined && line.totalOut !== undefined) ?? []
  if (counting.length === 0) return null
  return {
    in: counting.reduce((sum, line) => sum + (line.totalIn ?? 0), 0),
    out: counting.reduce((sum, line) => sum + (line.totalOut ?? 0), 0),
  }
}

const periodOf = ({ periodIn, periodOut }: Measurement): Passages => ({ in: periodIn ?? 0, out: periodOut ?? 0 })

/** How many people now; null: the counter is silent, or never spoke. */
export function countAt(state: CountState, nowMs: number, profile: SensorProfile): number | null {
  return state.atMs === null || nowMs - state.atMs > profile.occupied.holdMs ? null : state.shown
}

/**
 * The reading as the presence fold wants it: a door counter's own messages say nothing about who is inside, so the
 * count goes in as if the device had said it.
 */
export function withCount(reading: Reading, state: CountState, profile: SensorProfile): Reading {
  const { measurement } = reading
  if (profile.counter === null || !tellsCount(measurement, profile.counter)) return reading
  if (measurement.peopleCount !== undefined) return reading
  return { ...reading, measurement: { ...measurement, peopleCount: state.count } }
}

/**
 * From which instant to fold again for a late reading: the last point with nobody inside (nothing of before matters
 * then). `points` in order of time, from at least there; null: from the first reading. Delete the points from it on,
 * and the presence intervals that begin at or after it, fetch the readings from it on, and insert what `rebuildCount`
 * gives, and `rebuild` of its `readings`.
 */
export function countRebuildFrom(points: readonly CountPoint[], lateAtMs: number): number | null {
  return points.findLast((point) => point.atMs < lateAtMs && point.count === 0)?.atMs ?? null
}

/**
 * Fold readings, given in any order, from an empty room. `readings`: the same in order of measuring, each with the
 * count after it.
 */
export function rebuildCount(
  readings: readonly Reading[],
  profile: SensorProfile,
): { state: CountState; points: CountPoint[]; readings: Reading[] } {
  let state = nobodyCounted
  const points: CountPoint[] = []
  const counted = readings.toSorted(inOrderOfMeasuring).map((reading) => {
    const folded = foldCount(state, reading, profile)
    if (!folded.late) {
      state = folded.state
      points.push(...folded.points)
    }
    return withCount(reading, state, profile)
  })
  return { state, points, readings: counted }
}
