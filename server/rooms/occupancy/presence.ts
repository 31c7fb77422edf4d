/**
 * Readings of one sensor (or of one region of it) → presence of one workspace, as a small state machine.
 *
 * A *word* is what a reading says about presence: occupied or vacant. A word counts until the next one, at most for its
 * hold time; after that the truth is unknown, and the record says "occupied" only as far as the word vouched for it
 * (one reporting period). Gaps between occupied words are not merged: on the recorded day that agrees less with what
 * happened, and the sensors hold for minutes by themselves.
 *
 * `foldReading` is constant work and takes readings in order of measuring; a late one is handed back as `late`, and
 * `rebuild.ts` redoes the window it touches. `settle` says what time alone has changed.
 */
import type { SensorProfile } from './profiles.ts'
import type { Measurement, Reading } from './reading.ts'

export type Word = 'occupied' | 'vacant'

/** JSON-able. All times epoch milliseconds. */
export type PresenceState = {
  word: Word | null
  /** Time of the newest word; null: none yet. */
  wordAtMs: number | null
  /** Until when that word counts. A due list is: every state with `expired` false and `validUntilMs` before now. */
  validUntilMs: number | null
  /** That word ran out and the record says so already. */
  expired: boolean
  /** Since when the present answer (occupied, vacant or unknown) holds. */
  sinceMs: number | null
  /** First occupied word since the last vacant one, without a long silence in between. */
  runFromMs: number | null
  stuck: boolean
}

/**
 * A stretch of time that is not plainly vacant, `[fromMs, toMs)`; `toMs` null: still going on. At most one per sensor
 * is open.
 */
export type PresenceInterval = { what: 'occupied' | 'unknown'; fromMs: number; toMs: number | null; stuck: boolean }

/**
 * What to do to the stored intervals, in this order. `close` ends the open one; `stuck` marks every occupied interval
 * from `fromMs` on. Closing where it began (two words of one millisecond, only in a rebuild) removes the interval.
 */
export type PresenceTransition =
  | { do: 'open'; what: 'occupied' | 'unknown'; fromMs: number; stuck: boolean }
  | { do: 'close'; toMs: number }
  | { do: 'stuck'; fromMs: number }

export type Folded = { late: false; state: PresenceState; transitions: PresenceTransition[] } | { late: true }

export const nothingHeard: PresenceState = {
  word: null, wordAtMs: null, validUntilMs: null, expired: false, sinceMs: null, runFromMs: null, stuck: false,
}

/** What a measurement says about presence for this profile; null when it says nothing about it. */
export function wordOf(measurement: Measurement | null, profile: SensorProfile): Word | null {
  const there = measurement === null ? undefined : somebodyThere(measurement, profile)
  return there === undefined ? null : there ? 'occupied' : 'vacant'
}

function somebodyThere(measurement: Measurement, profile: SensorProfile): boolean | undefined {
  if (profile.presence === null) return undefined
  if (profile.region !== null) {
    const region = measurement.regions?.find((candidate) => candidate.region === profile.region)
    return region?.occupied ?? (region?.peopleCount === undefined ? undefined : region.peopleCount > 0)
  }
  if (profile.presence === 'motion') return measurement.motion
  const counted = measurement.peopleCount === undefined ? undefined : measurement.peopleCount > 0
  return profile.presence === 'people' ? counted : measurement.occupied ?? counted
}

/**
 * Take the next reading. The first occupied word makes occupied at once. `late`: measured before the newest word, or
 * before a moment that was already recorded as unknown, and at odds with the record: nothing is changed, and the window
 * from `rebuildFrom` on has to be redone. A late word that only repeats what the record says of its time changes
 * nothing; that is most of what a gateway hands in after it was cut off.
 */
export function foldReading(state: PresenceState, reading: Reading, profile: SensorProfile): Folded {
  const word = wordOf(reading.measurement, profile)
  if (word === null) return { late: false, state, transitions: [] }
  const recordedUntilMs = state.expired ? state.validUntilMs : state.wordAtMs
  if (recordedUntilMs !== null && reading.atMs <= recordedUntilMs) {
    return repeatsRecord(state, word, reading.atMs) ? { late: false, state, transitions: [] } : { late: true }
  }
  return { late: false, ...foldWord(state, word, reading.atMs, profile) }
}

/** Between the first and the newest word of an answer that held without a break, all words were the same. */
const repeatsRecord = ({ word, expired, sinceMs, wordAtMs }: PresenceState, late: Word, atMs: number): boolean =>
  word === late && !expired && sinceMs !== null && wordAtMs !== null && sinceMs < atMs && atMs < wordAtMs

/** As `foldReading`, for a word that is known to come next. */
export function foldWord(
  before: PresenceState,
  word: Word,
  atMs: number,
  profile: SensorProfile,
): { state: PresenceState; transitions: PresenceTransition[] } {
  const { state, transitions } = settle(before, atMs, profile)
  const next: PresenceState = {
    word,
    wordAtMs: atMs,
    validUntilMs: atMs + (word === 'occupied' ? profile.occupied : profile.vacant).holdMs,
    expired: false,
    sinceMs: answersSince(state, word, atMs),
    runFromMs: null,
    stuck: false,
  }
  if (word === 'occupied') followRun(state, next, atMs, profile)
  const wasOpen = state.word !== null && (state.expired || state.word === 'occupied')
  const goesOn = wasOpen && !state.expired && word === 'occupied'
  if (wasOpen && !goesOn) transitions.push({ do: 'close', toMs: atMs })
  if (word === 'occupied' && !goesOn) transitions.push({ do: 'open', what: word, fromMs: atMs, stuck: next.stuck })
  if (next.stuck && !state.stuck) transitions.push({ do: 'stuck', fromMs: next.runFromMs ?? atMs })
  return { state: next, transitions }
}

/** The first word of a rebuilt window finds what is known of before it in `sinceMs`: since when the desk was vacant. */
function answersSince(state: PresenceState, word: Word, atMs: number): number {
  const goesOn = state.word === null ? word === 'vacant' : state.word === word && !state.expired
  return goesOn ? state.sinceMs ?? atMs : atMs
}

function followRun(state: PresenceState, next: PresenceState, atMs: number, profile: SensorProfile): void {
  const longestHoldMs = Math.max(profile.occupied.holdMs, profile.vacant.holdMs)
  const heardRecently = state.wordAtMs !== null && atMs - state.wordAtMs <= longestHoldMs
  next.runFromMs = state.runFromMs !== null && heardRecently ? state.runFromMs : atMs
  next.stuck = atMs - next.runFromMs >= profile.stuckAfterMs
}

/**
 * What the passing of time has done by `nowMs`: a word that ran out becomes unknown from where it no longer vouched.
 * Idempotent.
 */
export function settle(
  state: PresenceState,
  nowMs: number,
  profile: SensorProfile,
): { state: PresenceState; transitions: PresenceTransition[] } {
  const { word, wordAtMs, validUntilMs } = state
  if (word === null || wordAtMs === null || validUntilMs === null) return { state, transitions: [] }
  if (state.expired || nowMs <= validUntilMs) return { state, transitions: [] }
  const fromMs = wordAtMs + (word === 'occupied' ? profile.occupied : profile.vacant).everyMs
  const transitions: PresenceTransition[] = word === 'occupied' ? [{ do: 'close', toMs: fromMs }] : []
  transitions.push({ do: 'open', what: 'unknown', fromMs, stuck: false })
  return { state: { ...state, expired: true, sinceMs: fromMs }, transitions }
}

/** The answer for one sensor at one instant, without changing anything. `sinceMs` null: never heard. */
export type Presence = { occupied: boolean | null; silent: boolean; stuck: boolean; sinceMs: number | null }

export function presenceAt(state: PresenceState, nowMs: number, profile: SensorProfile): Presence {
  const { word, expired, sinceMs, stuck } = settle(state, nowMs, profile).state
  const known = word !== null && !expired
  return { occupied: known ? word === 'occupied' : null, silent: !known, stuck: stuck && known, sinceMs }
}
