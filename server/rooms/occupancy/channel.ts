/**
 * One channel: a device, or one region of it, as it watches one place after another. A channel's memory belongs to the link its words were said under:
 * what a sensor saw at one desk says nothing about the next, so each link begins anew, and the record under an ended link is closed with it.
 */
import type { DeviceLink } from '../devices/index.ts'
import { foldCount, nobodyCounted, rebuildCount, withCount } from './people-count.ts'
import type { CountPoint, CountState } from './people-count.ts'
import { foldReading, nothingHeard, settle } from './presence.ts'
import type { PresenceInterval, PresenceState, PresenceTransition } from './presence.ts'
import type { SensorProfile } from './profiles.ts'
import { applyTransitions, rebuild } from './rebuild.ts'
import { inOrderOfMeasuring } from './reading.ts'
import type { Reading } from './reading.ts'

/** JSON-able. */
export type ChannelMemory = { readonly linkId: string; readonly presence: PresenceState; readonly count: CountState }

/** An interval or point with the link it was recorded under. */
export type Recorded<Entry> = Entry & { readonly link: DeviceLink }

export type ChannelFold = {
  memory: ChannelMemory | null
  /** New and changed intervals, keyed by their beginning. */
  intervals: Recorded<PresenceInterval>[]
  points: Recorded<CountPoint>[]
  /** Every occupied interval of this link from then on is a stuck sensor's. */
  stuck: { readonly link: DeviceLink; readonly fromMs: number }[]
  /** Links whose record has to be folded again, from the earliest reading of this batch on. */
  late: Map<DeviceLink, number>
  /** A place was seen to become occupied. */
  arrivals: { readonly link: DeviceLink; readonly atMs: number }[]
}

export const linkAt = (links: readonly DeviceLink[], atMs: number): DeviceLink | undefined =>
  links.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs))

/** The interval that is still open, as the memory knows it. */
const openInterval = ({ word, expired, sinceMs, stuck }: PresenceState): PresenceInterval[] => {
  if (sinceMs === null || word === null || (word === 'vacant' && !expired)) return []
  return [{ what: expired ? 'unknown' : 'occupied', fromMs: sinceMs, toMs: null, stuck: stuck && !expired }]
}

/** Takes what time has changed by the end of a link, and closes what is open there. */
const endLink = (memory: ChannelMemory, link: DeviceLink, endMs: number, profile: SensorProfile): Recorded<PresenceInterval>[] => {
  const intervals = openInterval(memory.presence)
  applyTransitions(intervals, settle(memory.presence, endMs, profile).transitions)
  const open = intervals.at(-1)
  if (open !== undefined && open.toMs === null) open.toMs = endMs
  return intervals.flatMap((interval) => (interval.toMs !== null && interval.toMs <= interval.fromMs ? [] : [{ ...interval, link }]))
}

/**
 * Takes the readings of one batch. Links are those of this channel, in order of time. Where a reading is late, the link it falls under is only named in
 * `late`, and nothing of it is in the other results.
 */
export const foldChannel = (
  before: ChannelMemory | null,
  links: readonly DeviceLink[],
  readings: readonly Reading[],
  profile: SensorProfile,
): ChannelFold => {
  const result: ChannelFold = { memory: before, intervals: [], points: [], stuck: [], late: new Map(), arrivals: [] }
  const byLink = Map.groupBy(readings.toSorted(inOrderOfMeasuring), (reading) => linkAt(links, reading.atMs))
  for (const link of links) {
    const told = byLink.get(link)
    const first = told?.[0]
    if (told === undefined || first === undefined) continue
    const current = result.memory
    const currentLink = current === null ? undefined : links.find(({ id }) => id === current.linkId)
    if (current !== null && currentLink !== undefined && currentLink !== link) {
      if (currentLink.fromMs > link.fromMs) {
        result.late.set(link, first.atMs)
        continue
      }
      result.intervals.push(...endLink(current, currentLink, currentLink.toMs ?? link.fromMs, profile))
    }
    const memory = current?.linkId === link.id ? current : { linkId: link.id, presence: nothingHeard, count: nobodyCounted }
    if (!foldLink(result, memory, link, told, profile)) result.late.set(link, first.atMs)
  }
  return result
}

/** @returns false when a reading is late: then nothing was taken */
const foldLink = (
  result: ChannelFold,
  memory: ChannelMemory,
  link: DeviceLink,
  readings: readonly Reading[],
  profile: SensorProfile,
): boolean => {
  let { presence, count } = memory
  const intervals = openInterval(presence)
  const points: CountPoint[] = []
  const stuck: PresenceTransition[] = []
  let arrivedAtMs: number | null = null
  for (const reading of readings) {
    const counted = foldCount(count, reading, profile)
    if (counted.late) return false
    const folded = foldReading(presence, withCount(reading, counted.state, profile), profile)
    if (folded.late) return false
    if (folded.transitions.some((each) => each.do === 'open' && each.what === 'occupied')) arrivedAtMs = reading.atMs
    presence = folded.state
    count = counted.state
    points.push(...counted.points)
    applyTransitions(intervals, folded.transitions)
    stuck.push(...folded.transitions.filter((transition) => transition.do === 'stuck'))
  }
  const wasOpen = openInterval(memory.presence)[0]
  const [first] = intervals
  const unchanged = wasOpen !== undefined && first !== undefined && first.toMs === null && first.stuck === wasOpen.stuck
  result.intervals.push(...(unchanged ? intervals.slice(1) : intervals).map((interval) => ({ ...interval, link })))
  result.points.push(...points.map((point) => ({ ...point, link })))
  result.stuck.push(...stuck.flatMap((transition) => (transition.do === 'stuck' ? [{ link, fromMs: transition.fromMs }] : [])))
  if (arrivedAtMs !== null) result.arrivals.push({ link, atMs: arrivedAtMs })
  result.memory = { linkId: link.id, presence, count }
  return true
}

/** What the passing of time has done to a channel by `nowMs`: a word that ran out becomes unknown from where it no longer vouched. Idempotent. */
export const settleChannel = (
  memory: ChannelMemory,
  link: DeviceLink,
  nowMs: number,
  profile: SensorProfile,
): { memory: ChannelMemory; intervals: Recorded<PresenceInterval>[] } => {
  const { state, transitions } = settle(memory.presence, nowMs, profile)
  if (transitions.length === 0) return { memory, intervals: [] }
  const intervals = openInterval(memory.presence)
  applyTransitions(intervals, transitions)
  return { memory: { ...memory, presence: state }, intervals: intervals.map((interval) => ({ ...interval, link })) }
}

/** The record of one link from `fromMs` on, folded again. */
export type Refolded = {
  readonly memory: ChannelMemory
  readonly intervals: Recorded<PresenceInterval>[]
  readonly points: Recorded<CountPoint>[]
}

/**
 * Folds a link's record again from `fromMs` on. `readings`: all of the device from then on, in any order; `vacantSinceMs`: the end of the last interval
 * that stays. What an ended link left open ends with it.
 */
export const refoldLink = (
  link: DeviceLink,
  readings: readonly Reading[],
  profile: SensorProfile,
  vacantSinceMs: number | null,
): Refolded => {
  const told = readings.filter((reading) => linkAt([link], reading.atMs) !== undefined)
  const counts = rebuildCount(told, profile)
  const { state, intervals } = rebuild(counts.readings, profile, vacantSinceMs)
  const memory: ChannelMemory = { linkId: link.id, presence: state, count: counts.state }
  const closed = intervals.filter((interval) => interval.toMs !== null).map((interval) => ({ ...interval, link }))
  const open = intervals.filter((interval) => interval.toMs === null).map((interval) => ({ ...interval, link }))
  return {
    memory,
    intervals: [...closed, ...(link.toMs === null ? open : endLink(memory, link, link.toMs, profile))],
    points: counts.points.map((point) => ({ ...point, link })),
  }
}
