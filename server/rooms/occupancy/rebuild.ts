/**
 * Late readings. Whatever the order of delivery, the stored intervals end up as if every reading had come in order: the
 * window a late reading touches is forgotten and folded again.
 *
 * For the store: on `late`, find the last interval of the sensor that begins at or before the reading, walk back while
 * intervals abut, take `rebuildFrom`, delete the intervals that begin at or after it, fetch the readings from it on,
 * and insert what `rebuild` gives. Several late readings of one batch need one rebuild, from the earliest. Sensors that
 * count people take their window from `countRebuildFrom` instead, for both records.
 */
import { foldWord, nothingHeard, wordOf } from './presence.ts'
import type { PresenceInterval, PresenceState, PresenceTransition } from './presence.ts'
import type { SensorProfile } from './profiles.ts'
import { inOrderOfMeasuring } from './reading.ts'
import type { Reading } from './reading.ts'

/**
 * The instant from which a reading measured at `lateAtMs` can change the record. Before it, nothing changes.
 * `intervals` are the sensor's intervals, or at least the unbroken chain that ends with the last one beginning at or
 * before the reading, in order of time.
 */
export function rebuildFrom(intervals: readonly PresenceInterval[], lateAtMs: number, profile: SensorProfile): number {
  const reachMs = lateAtMs - Math.max(profile.occupied.holdMs, profile.vacant.holdMs)
  const index = intervals.findLastIndex((interval) => interval.fromMs <= lateAtMs)
  let first = intervals[index]
  if (first === undefined || (first.toMs !== null && first.toMs < reachMs)) return reachMs
  // What hangs together hangs on its first word: how long a run of occupied words is decides whether the sensor is
  // stuck.
  for (const before of intervals.slice(0, index).toReversed()) {
    if (before.toMs !== first.fromMs) break
    first = before
  }
  // An unknown stretch that begins a chain follows a vacant word, one period earlier.
  return first.what === 'unknown' ? first.fromMs - profile.vacant.everyMs : first.fromMs
}

/**
 * Fold readings, given in any order. With all readings from `rebuildFrom` on: the record from there, and the state of
 * now. `vacantSinceMs` is the end of the last interval that stays, null or left out: there is none.
 */
export function rebuild(
  readings: readonly Reading[],
  profile: SensorProfile,
  vacantSinceMs: number | null = null,
): { state: PresenceState; intervals: PresenceInterval[] } {
  let state: PresenceState = { ...nothingHeard, sinceMs: vacantSinceMs }
  const intervals: PresenceInterval[] = []
  for (const reading of readings.toSorted(inOrderOfMeasuring)) {
    const word = wordOf(reading.measurement, profile)
    if (word === null) continue
    const folded = foldWord(state, word, reading.atMs, profile)
    state = folded.state
    applyTransitions(intervals, folded.transitions)
  }
  return { state, intervals }
}

/** Carry transitions out on a list of intervals in order of time; changes the list. The store does the same in SQL. */
export function applyTransitions(intervals: PresenceInterval[], transitions: readonly PresenceTransition[]): void {
  for (const transition of transitions) {
    if (transition.do === 'open') {
      const { what, fromMs, stuck } = transition
      intervals.push({ what, fromMs, toMs: null, stuck })
    } else if (transition.do === 'close') {
      const open = intervals.at(-1)
      if (open !== undefined) open.toMs = transition.toMs
      // Two words of the same millisecond leave an interval without length.
      if (open !== undefined && open.fromMs === open.toMs) intervals.pop()
    } else {
      for (let index = intervals.length - 1; index >= 0; index--) {
        const interval = intervals[index]
        if (interval === undefined || interval.fromMs < transition.fromMs) break
        if (interval.what === 'occupied') interval.stuck = true
      }
    }
  }
}
