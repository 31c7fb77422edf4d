import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { DeviceLink } from '../devices/index.ts'
import { refoldLink } from './channel.ts'
import type { ChannelMemory } from './channel.ts'
import { profileOf } from './memory.ts'
import { countRebuildFrom } from './people-count.ts'
import { rebuildFrom } from './rebuild.ts'
import { forgetRecord, readAround, readReadings } from './store-refold.ts'
import type { Window } from './store-refold.ts'
import { writeIntervals, writePoints } from './store.ts'

/** Part of a link's record that has to be folded again, because of a reading at `atMs` (epoch milliseconds). */
export type LateLink = { readonly deviceId: string; readonly model: string; readonly link: DeviceLink; readonly atMs: number }

/**
 * Folds windows again from the readings that are kept, whatever the order they came in: the record ends up as if all had come in order. A number of
 * statements that does not depend on how many there are.
 * @returns the memory after each, in their order
 */
export const refoldWindows = async (tx: Tx, late: readonly LateLink[]): Promise<ChannelMemory[]> => {
  if (late.length === 0) return []
  const asked = late.map(({ deviceId, link, atMs }): Window => ({ deviceId, region: link.region, link, atMs }))
  const around = await readAround(tx, asked)
  const windows = late.map(({ deviceId, model, link, atMs }, place) => {
    const { intervals = [], emptyFromMs = null } = around[place] ?? {}
    const profile = profileOf(model, link.region)
    const fromMs =
      profile.counter === null
        ? rebuildFrom(intervals, atMs, profile)
        : countRebuildFrom(emptyFromMs === null ? [] : [{ atMs: emptyFromMs, count: 0 }], atMs)
    const windowFromMs = Math.max(link.fromMs, fromMs ?? link.fromMs)
    const stays = intervals.findLast((interval) => interval.fromMs < windowFromMs)
    return { deviceId, region: link.region, link, profile, atMs: windowFromMs, vacantSinceMs: stays?.toMs ?? null }
  })
  const earliest = new Map<string, number>()
  for (const { deviceId, atMs } of windows) earliest.set(deviceId, Math.min(atMs, earliest.get(deviceId) ?? atMs))
  const [readings] = await Promise.all([readReadings(tx, earliest), forgetRecord(tx, windows)])
  const refolded = windows.map(({ deviceId, link, profile, atMs, vacantSinceMs }) =>
    refoldLink(link, (readings.get(deviceId) ?? []).filter((reading) => reading.atMs >= atMs), profile, vacantSinceMs),
  )
  await Promise.all([
    writeIntervals(
      tx,
      refolded.flatMap(({ intervals }, place) => intervals.map((interval) => ({ ...channelOf(windows[place]), interval }))),
    ),
    writePoints(
      tx,
      refolded.flatMap(({ points }, place) => points.map((point) => ({ ...channelOf(windows[place]), point }))),
    ),
  ])
  return refolded.map(({ memory }) => memory)
}

const channelOf = (window: { deviceId: string; region: number } | undefined) => {
  if (window === undefined) throw new Error('each result has its window')
  return { deviceId: window.deviceId, region: window.region }
}
