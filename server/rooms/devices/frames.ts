/**
 * Frame-counter thinking, one device at a time: is this frame new, or one we have already taken?
 *
 * What really happens on LoRaWAN (and on webhooks):
 * - two gateways hear one frame: same counter, reception times a fraction of a second apart, delivered together or an
 *   hour later (a gateway that lost its line flushes its buffer);
 * - a network server repeats a delivery: identical counter and time;
 * - frames come late and out of order, and counters jump forward by any amount (frames were lost);
 * - a device that joins again counts from 0 (LoRaWAN 1.0.4 §4.3.1.5: counters are reset by a join), twice within
 *   minutes while it is installed;
 * - a gateway's clock is wrong, slightly or by hours.
 *
 * The unique (device, at, counter) in the database is the second wall, for what is older than the ring kept here.
 */

/** Counter (null: the source gave none), reception time at the gateway, receipt here. */
export type Admitted = [fCnt: number | null, atMs: number, receivedAtMs: number]

/** JSON-able, at most `ringSize` frames, oldest admission first. */
export type FrameState = { recent: readonly Admitted[] }

export type FrameVerdict = 'fresh' | 'duplicate'

export const noFrames: FrameState = { recent: [] }

const ringSize = 32

/** Copies of one frame: gateways' clocks differ by less than this, or the copies reach us within this. */
const copyWindowMs = 2 * 60_000

/**
 * The first counters after a join come back when a device is started twice in a row, so for them only a tight window
 * means "the same frame". A join takes longer than this: its accept comes 5 s after the request (JOIN_ACCEPT_DELAY1,
 * LoRaWAN regional parameters).
 */
const firstCounters = 8
const firstCopyWindowMs = 5_000

/**
 * Whether to take a frame. `atMs` is the reception time after `readingTime`; `receivedAtMs` the receipt here (left out:
 * as `atMs`). Constant work. A duplicate leaves the state as it was.
 */
export function admitFrame(
  state: FrameState,
  frame: { fCnt: number | null; atMs: number; receivedAtMs?: number },
): { verdict: FrameVerdict; state: FrameState } {
  const { fCnt, atMs, receivedAtMs = atMs } = frame
  if (state.recent.some((earlier) => isCopy(earlier, fCnt, atMs, receivedAtMs))) return { verdict: 'duplicate', state }
  const kept = state.recent.length < ringSize ? state.recent : state.recent.slice(1 - ringSize)
  return { verdict: 'fresh', state: { recent: [...kept, [fCnt, atMs, receivedAtMs]] } }
}

function isCopy(earlier: Admitted, fCnt: number | null, atMs: number, receivedAtMs: number): boolean {
  const [earlierFCnt, earlierAtMs, earlierReceivedAtMs] = earlier
  if (earlierFCnt !== fCnt) return false
  if (earlierAtMs === atMs) return true
  if (fCnt === null) return false
  const apartMs = Math.abs(atMs - earlierAtMs)
  if (fCnt < firstCounters) return apartMs < firstCopyWindowMs
  // A gateway whose clock is hours off still delivers its copy when the others do.
  return apartMs <= copyWindowMs || Math.abs(receivedAtMs - earlierReceivedAtMs) <= copyWindowMs
}

/**
 * Whether a frame that `admitFrame` would let in may have been admitted and forgotten since: how far (milliseconds) a kept reading with the same counter
 * may be from it in time to be a copy of it; null: it is surely new. Judge before admitting it.
 */
export function forgottenWithinMs({ recent }: FrameState, frame: { fCnt: number | null; atMs: number }): number | null {
  if (recent.length < ringSize || recent.every(([, atMs]) => atMs < frame.atMs)) return null
  if (frame.fCnt === null) return 0
  return frame.fCnt < firstCounters ? firstCopyWindowMs - 1 : copyWindowMs
}

/** A gateway's clock may run this far ahead before its word is replaced by our own clock. */
const clockAheadMs = 2 * 60_000
/** Older than this is not taken: it cannot be told from a replay, and the roll-ups of that day are closed. */
export const oldestReadingMs = 7 * 24 * 3_600_000

export type ReadingTime = { atMs: number; clock: 'trusted' | 'ahead' } | { refused: 'too_late' }

/**
 * The time a reading counts for, epoch milliseconds: the source's own, unless it lies in the future; `too_late` when
 * older than seven days.
 */
export function readingTime(atMs: number, receivedAtMs: number): ReadingTime {
  if (atMs > receivedAtMs + clockAheadMs) return { atMs: receivedAtMs, clock: 'ahead' }
  if (atMs < receivedAtMs - oldestReadingMs) return { refused: 'too_late' }
  return { atMs, clock: 'trusted' }
}
