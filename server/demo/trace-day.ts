/**
 * Lays the recorded day over the present one. Between 08:00 and 18:00 local time each recorded uplink is due at its
 * own time of day. Outside these hours the building would be empty, so the busy hour from 10:00 is played instead,
 * over and over, each time from the full hour on; the moment says so (`shifted`), and the screen must.
 *
 * One unbroken stretch of the recording is a leg. Where a leg begins, and where the demo is started, every sensor
 * first says its last known word (the catch-up): otherwise a desk would keep for up to an hour what the leg before
 * said.
 */
import { gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'

const HOUR_MS = 3_600_000
const FIRST_HOUR = 8
const LAST_HOUR = 18
const BUSY_HOUR = 10
/** Vacant desks speak hourly, some a little later. */
const CATCH_UP_WINDOW_MS = 70 * 60_000
const CATCH_UP_SPACING_MS = 20
const CATCH_UP_LENGTH_MS = 5_000
/**
 * A sensor that speaks by itself this soon after a catch-up is left out of it: two frames in one second would share a
 * counter.
 */
const SPEAKS_BY_ITSELF_MS = 3_000
/** After a longer pause (a laptop that slept) nobody wants the missed hours one by one. */
const LONGEST_GAP_MS = 10 * 60_000
const COUNTER_EPOCH_MS = Date.UTC(2025, 0, 1)

type TraceFrame = {
  devEui: string
  model: string
  fPort: number
  /** Payload bytes, hexadecimal. */
  hex: string
  gateway: string
  /** Milliseconds since the recorded day's midnight: heard by this gateway, and handed over by the network server. */
  heardMs: number
  deliveredMs: number
  /**
   * When the sensor sent it, in whole seconds since midnight: equal for the copies of a frame, different for all other
   * frames of the device.
   */
  sentSecond: number
}

/** In order of delivery. */
export type Trace = readonly TraceFrame[]

export type DueUplink = {
  /** When to publish it. */
  publishAt: Temporal.Instant
  /** When the gateway heard it: earlier than `publishAt` for a late one. */
  heardAt: Temporal.Instant
  devEui: string
  model: string
  fPort: number
  hex: string
  /**
   * Seconds since 2025 at the moment of sending. It rises per device from day to day, over every jump in the recording
   * and over restarts of the demo, without anything to remember; and it stays below 2³¹ until 2093.
   */
  fCnt: number
  gateway: string
}

export type TraceMoment =
  | { shifted: false; wallTime: Temporal.PlainTime }
  /** `fromHour`: the recorded hour that is played in place of the present one. */
  | { shifted: true; fromHour: number; wallTime: Temporal.PlainTime }

type Leg = { startMs: number; endMs: number; traceStartMs: number; shifted: boolean }
type Line = {
  at: string
  devEui: string
  model: string
  fPort: number
  hex: string
  fCnt: number
  gw: string
  deliveredAt?: string
}

/** @param ndjson one uplink a line. @param midnight the instant at which the recorded local day began. */
function parseTrace(ndjson: string, midnight: Temporal.Instant): Trace {
  const lines = ndjson
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Line)
  const sinceMidnight = (at: string) => Temporal.Instant.from(at).epochMilliseconds - midnight.epochMilliseconds
  const sent = sentSeconds(lines, sinceMidnight)
  return lines.map((line) => ({
    devEui: line.devEui,
    model: line.model,
    fPort: line.fPort,
    hex: line.hex,
    gateway: line.gw,
    heardMs: sinceMidnight(line.at),
    deliveredMs: sinceMidnight(line.deliveredAt ?? line.at),
    sentSecond: sent.get(frameKey(line)) ?? 0,
  }))
}

/** The file beside this one: 11 March 2025 in Europe/Berlin. */
export const readDemoTrace = (): Trace =>
  parseTrace(
    gunzipSync(readFileSync(new URL('trace-24h.ndjson.gz', import.meta.url))).toString('utf8'),
    Temporal.Instant.from('2025-03-10T23:00:00Z'),
  )

const frameKey = ({ devEui, fCnt }: Line): string => `${devEui} ${fCnt}`

/**
 * The recording has frames of one sensor 0.1 s apart; each gets a second of its own, so that its counter is its own.
 */
function sentSeconds(lines: readonly Line[], sinceMidnight: (at: string) => number): Map<string, number> {
  const firstHeard = new Map<string, number>()
  for (const line of lines)
    firstHeard.set(frameKey(line), Math.min(firstHeard.get(frameKey(line)) ?? Infinity, sinceMidnight(line.at)))
  const last = new Map<string, number>()
  const seconds = new Map<string, number>()
  for (const [key, heardMs] of [...firstHeard].toSorted((a, b) => a[1] - b[1])) {
    const devEui = key.slice(0, key.indexOf(' '))
    const second = Math.max(Math.floor(heardMs / 1000), (last.get(devEui) ?? -1) + 1)
    last.set(devEui, second)
    seconds.set(key, second)
  }
  return seconds
}

function legAt(atMs: number, timeZone: string): Leg {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)
  const onTheHour = { minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 }
  if (local.hour >= FIRST_HOUR && local.hour < LAST_HOUR) {
    const startMs = local.with({ hour: FIRST_HOUR, ...onTheHour }).epochMilliseconds
    return {
      startMs,
      endMs: startMs + (LAST_HOUR - FIRST_HOUR) * HOUR_MS,
      traceStartMs: FIRST_HOUR * HOUR_MS,
      shifted: false,
    }
  }
  const startMs = local.with(onTheHour).epochMilliseconds
  return { startMs, endMs: startMs + HOUR_MS, traceStartMs: BUSY_HOUR * HOUR_MS, shifted: true }
}

/** What the demo shows at an instant, for the sentence on the screen. */
export function traceMoment(now: Temporal.Instant, timeZone: string): TraceMoment {
  const leg = legAt(now.epochMilliseconds, timeZone)
  const wallTime = Temporal.PlainTime.from('00:00').add({
    milliseconds: leg.traceStartMs + now.epochMilliseconds - leg.startMs,
  })
  return leg.shifted ? { shifted: true, fromHour: BUSY_HOUR, wallTime } : { shifted: false, wallTime }
}

const uplink = (frame: TraceFrame, publishMs: number, heardMs: number, sentMs: number): DueUplink => ({
  publishAt: Temporal.Instant.fromEpochMilliseconds(publishMs),
  heardAt: Temporal.Instant.fromEpochMilliseconds(heardMs),
  devEui: frame.devEui,
  model: frame.model,
  fPort: frame.fPort,
  hex: frame.hex,
  gateway: frame.gateway,
  fCnt: Math.floor((sentMs - COUNTER_EPOCH_MS) / 1000),
})

/**
 * Each sensor's last word of the 70 minutes before, all within two seconds, in the order in which they were sent. They
 * count as sent now: a desk does not look back on an hour that another leg has already told.
 */
function catchUpAt(trace: Trace, atMs: number, leg: Leg): DueUplink[] {
  const traceMs = leg.traceStartMs + atMs - leg.startMs
  const lastWord = new Map<string, TraceFrame>()
  const speaksSoon = new Set<string>()
  for (const frame of trace) {
    if (frame.heardMs >= traceMs && frame.deliveredMs < traceMs + SPEAKS_BY_ITSELF_MS) speaksSoon.add(frame.devEui)
    if (frame.deliveredMs >= traceMs || frame.heardMs < traceMs - CATCH_UP_WINDOW_MS) continue
    const known = lastWord.get(frame.devEui)
    if (known === undefined || frame.sentSecond > known.sentSecond) lastWord.set(frame.devEui, frame)
  }
  return [...lastWord.values()]
    .filter(({ devEui }) => !speaksSoon.has(devEui))
    .toSorted((a, b) => a.sentSecond - b.sentSecond)
    .map((frame, i) => uplink(frame, atMs + i * CATCH_UP_SPACING_MS, atMs + i * CATCH_UP_SPACING_MS, atMs))
    .filter(({ publishAt }) => publishAt.epochMilliseconds < leg.endMs)
}

/**
 * What to publish when the demo starts at `now`, so that the floor is alive at once; cut off where the next leg has
 * its own.
 */
export const catchUp = (trace: Trace, now: Temporal.Instant, timeZone: string): DueUplink[] =>
  catchUpAt(trace, now.epochMilliseconds, legAt(now.epochMilliseconds, timeZone))

/**
 * What is due from `from` (included) to `to` (excluded), in the order of publishing. Two calls that meet give what one
 * call over both gives. Over more than ten minutes it is the catch-up at `to` instead.
 */
export function dueBetween(trace: Trace, from: Temporal.Instant, to: Temporal.Instant, timeZone: string): DueUplink[] {
  const [fromMs, toMs] = [from.epochMilliseconds, to.epochMilliseconds]
  if (toMs - fromMs > LONGEST_GAP_MS) return catchUp(trace, to, timeZone)
  const due: DueUplink[] = []
  const isDue = (ms: number) => ms >= fromMs && ms < toMs
  for (let leg = legAt(fromMs, timeZone); leg.startMs < toMs; leg = legAt(leg.endMs, timeZone)) {
    if (fromMs < leg.startMs + CATCH_UP_LENGTH_MS)
      due.push(...catchUpAt(trace, leg.startMs, leg).filter(({ publishAt }) => isDue(publishAt.epochMilliseconds)))
    const shiftMs = leg.startMs - leg.traceStartMs
    for (const frame of trace) {
      const publishMs = frame.deliveredMs + shiftMs
      const sentMs = frame.sentSecond * 1000 + shiftMs
      // A frame from before the leg that is delivered within it belongs to a time that this building did not have.
      if (isDue(publishMs) && publishMs < leg.endMs && sentMs >= leg.startMs)
        due.push(uplink(frame, publishMs, frame.heardMs + shiftMs, sentMs))
    }
  }
  return due.toSorted((a, b) => a.publishAt.epochMilliseconds - b.publishAt.epochMilliseconds)
}
