/**
 * The store's part played in memory, for tests: keeps the readings, states, intervals and counts of one sensor exactly
 * as the store does in SQL.
 */
import { countRebuildFrom, foldCount, nobodyCounted, rebuildCount, withCount } from './people-count.ts'
import type { CountPoint, CountState } from './people-count.ts'
import { foldReading, nothingHeard, settle } from './presence.ts'
import type { PresenceInterval, PresenceState } from './presence.ts'
import type { SensorProfile } from './profiles.ts'
import type { Reading } from './reading.ts'
import { applyTransitions, rebuild, rebuildFrom } from './rebuild.ts'

export type SensorRecord = {
  readings: Reading[]
  presence: PresenceState
  intervals: PresenceInterval[]
  count: CountState
  points: CountPoint[]
  /** How often a late reading made a window be folded again. */
  rebuilds: number
}

export const emptyRecord = (): SensorRecord => ({
  readings: [], presence: nothingHeard, intervals: [], count: nobodyCounted, points: [], rebuilds: 0,
})

/** Take one reading as it is delivered, late or not. */
export function deliver(record: SensorRecord, reading: Reading, profile: SensorProfile): void {
  record.readings.push(reading)
  const counted = foldCount(record.count, reading, profile)
  const countedState = counted.late ? record.count : counted.state
  const folded = foldReading(record.presence, withCount(reading, countedState, profile), profile)
  if (counted.late || folded.late) {
    const fromMs = profile.counter === null
      ? rebuildFrom(record.intervals, reading.atMs, profile)
      : countRebuildFrom(record.points, reading.atMs) ?? Number.NEGATIVE_INFINITY
    redoFrom(record, fromMs, profile)
    return
  }
  record.count = counted.state
  record.points.push(...counted.points)
  record.presence = folded.state
  applyTransitions(record.intervals, folded.transitions)
}

function redoFrom(record: SensorRecord, fromMs: number, profile: SensorProfile): void {
  const affected = record.readings.filter((reading) => reading.atMs >= fromMs)
  const counts = rebuildCount(affected, profile)
  const before = record.intervals.findLast((interval) => interval.fromMs < fromMs)
  const presence = rebuild(counts.readings, profile, before?.toMs)
  record.count = counts.state
  record.points = [...record.points.filter((point) => point.atMs < fromMs), ...counts.points]
  record.presence = presence.state
  record.intervals = [...record.intervals.filter((interval) => interval.fromMs < fromMs), ...presence.intervals]
  record.rebuilds += 1
}

/** What the clock's job does. */
export function passTime(record: SensorRecord, nowMs: number, profile: SensorProfile): void {
  const settled = settle(record.presence, nowMs, profile)
  record.presence = settled.state
  applyTransitions(record.intervals, settled.transitions)
}

/** The record as it would be had every reading come in order. */
export function recordInOrder(readings: readonly Reading[], nowMs: number, profile: SensorProfile): SensorRecord {
  const record = { ...emptyRecord(), readings: [...readings] }
  redoFrom(record, Number.NEGATIVE_INFINITY, profile)
  passTime(record, nowMs, profile)
  return record
}
