import type { OutboxEvent } from '#kernel/outbox.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { AdmittedReading, DeviceHealth, DeviceLink, Recording, RecordReadings, RegisteredDevice } from '../devices/index.ts'
import { foldChannel, linkAt } from './channel.ts'
import type { ChannelFold, ChannelMemory } from './channel.ts'
import { climateSamples } from './climate.ts'
import { followClimate, followHealth, profileOf } from './memory.ts'
import type { ClimateMemory } from './memory.ts'
import { personSensed } from './person-sensed.ts'
import type { PersonSensed } from './person-sensed.ts'
import type { Reading } from './reading.ts'
import { refoldWindows } from './refold.ts'
import type { LateLink } from './refold.ts'
import {
  channelKey,
  findKeptBefore,
  keepReadings,
  markStuck,
  readMemories,
  writeChannels,
  writeClimates,
  writeIntervals,
  writePoints,
} from './store.ts'
import type { ChannelRow, IntervalRow, PointRow } from './store.ts'

type Memories = Awaited<ReturnType<typeof readMemories>>

/** What a batch of readings comes to. */
type Batch = {
  readonly intervals: IntervalRow[]
  readonly points: PointRow[]
  readonly stuck: { deviceId: string; region: number; linkId: string; fromMs: number }[]
  readonly channels: ChannelRow[]
  readonly climates: { deviceId: string; climate: ClimateMemory }[]
  readonly late: LateLink[]
  readonly events: OutboxEvent[]
  /** Where something shows differently now. */
  readonly floors: Set<string>
}

/** The record of readings, as the ingest opens it for each batch. */
export const recordReadings =
  (kernel: Kernel): RecordReadings =>
  async (tx, devices): Promise<Recording> => {
    const memories = await readMemories(
      tx,
      devices.map(({ id }) => id),
    )
    return {
      take: async (admitted, healths) => {
        const known = await findKeptBefore(tx, admitted)
        const readings = known.size === 0 ? admitted : admitted.filter((_, place) => !known.has(place))
        const batch: Batch = {
          intervals: [],
          points: [],
          stuck: [],
          channels: [],
          climates: [],
          late: [],
          events: [],
          floors: new Set(),
        }
        const healthsAfter = new Map<string, DeviceHealth>()
        for (const [device, told] of byDevice(readings)) {
          const stuck = foldDevice(device, told, memories, batch, tx.now.epochMilliseconds)
          healthsAfter.set(device.id, followHealth(healths.get(device.id) ?? null, told, device.model, stuck))
        }
        return { known, healths: healthsAfter, written: write(kernel, tx, devices, readings, memories, batch) }
      },
    }
  }

const byDevice = (readings: readonly AdmittedReading[]): Map<RegisteredDevice, Reading[]> => {
  const grouped = new Map<RegisteredDevice, Reading[]>()
  for (const { device, atMs, receivedAtMs, fCnt, measurement } of readings) {
    const reading: Reading = { deviceId: device.id, atMs, receivedAtMs, fCnt, measurement }
    const told = grouped.get(device)
    if (told === undefined) grouped.set(device, [reading])
    else told.push(reading)
  }
  return grouped
}

/** @returns whether one of its channels is stuck */
const foldDevice = (device: RegisteredDevice, readings: readonly Reading[], memories: Memories, batch: Batch, nowMs: number): boolean => {
  let stuck = false
  for (const [region, links] of byRegion(device.links)) {
    const profile = profileOf(device.model, region)
    if (profile.presence === null && profile.counter === null) continue
    const before = memories.channels.get(channelKey(device.id, region)) ?? null
    const fold = foldChannel(before, links, readings, profile)
    gather(device, region, before, fold, batch, nowMs)
    stuck ||= fold.memory?.presence.stuck ?? false
  }
  const whole = device.links.filter(({ region }) => region === 0)
  const samples = readings.flatMap(climateSamples)
  const newestMs = Math.max(...samples.map(({ atMs }) => atMs))
  const link = samples.length === 0 ? undefined : linkAt(whole, newestMs)
  if (link !== undefined) {
    const before = memories.climates.get(device.id) ?? null
    const climate = followClimate(before, link, samples)
    if (climate.state !== before?.state && Object.keys(climate.state).length > 0) {
      batch.climates.push({ deviceId: device.id, climate })
      if (link.floorId !== null) batch.floors.add(link.floorId)
    }
  }
  return stuck
}

const wholeOnly = (links: readonly DeviceLink[]): boolean => links.every(({ region }) => region === 0)

const byRegion = (links: readonly DeviceLink[]): Iterable<readonly [number, readonly DeviceLink[]]> =>
  links.length === 0 ? [] : wholeOnly(links) ? [[0, links]] : Map.groupBy(links, ({ region }) => region)

const gather = (device: RegisteredDevice, region: number, before: ChannelMemory | null, fold: ChannelFold, batch: Batch, nowMs: number): void => {
  const channel = { deviceId: device.id, region }
  for (const interval of fold.intervals) batch.intervals.push({ ...channel, interval })
  for (const point of fold.points) batch.points.push({ deviceId: device.id, point })
  for (const { link, fromMs } of fold.stuck) batch.stuck.push({ ...channel, linkId: link.id, fromMs })
  for (const [link, atMs] of fold.late) batch.late.push({ deviceId: device.id, model: device.model, link, atMs })
  for (const { link, atMs } of fold.arrivals) batch.events.push(...arrival(link, atMs))
  if (fold.memory === null || sameMemory(before, fold.memory)) return
  batch.channels.push({ ...channel, memory: fold.memory, profile: profileOf(device.model, region) })
  if (!shows(before, fold.memory, nowMs)) return
  for (const { id, floorId } of device.links) {
    if (floorId !== null && (id === fold.memory.linkId || id === before?.linkId)) batch.floors.add(floorId)
  }
}

const arrival = (link: DeviceLink, atMs: number): OutboxEvent[] =>
  link.workspaceId !== null && link.sensorChecksIn && link.toMs === null
    ? [
        {
          kind: personSensed,
          payload: { workspaceId: link.workspaceId, at: Temporal.Instant.fromEpochMilliseconds(atMs).toString() } satisfies PersonSensed,
        },
      ]
    : []

const sameMemory = (before: ChannelMemory | null, after: ChannelMemory): boolean =>
  before === null
    ? after.presence.word === null && after.count.atMs === null
    : before.linkId === after.linkId && before.presence === after.presence && before.count === after.count

/** Whether people see a difference: a new answer, a silence that ended, another count. */
const shows = (before: ChannelMemory | null, after: ChannelMemory, nowMs: number): boolean =>
  before === null
  || before.linkId !== after.linkId
  || before.presence.word !== after.presence.word
  || before.presence.stuck !== after.presence.stuck
  || before.count.shown !== after.count.shown
  || (before.presence.validUntilMs ?? nowMs) < nowMs

const write = async (
  kernel: Kernel,
  tx: Tx,
  devices: readonly RegisteredDevice[],
  readings: readonly AdmittedReading[],
  memories: Memories,
  batch: Batch,
): Promise<void> => {
  const kept = keepReadings(tx, devices, readings)
  if (batch.late.length > 0) {
    await kept
    await takeLate(tx, memories, batch)
  }
  await Promise.all([
    kept,
    writeIntervals(tx, batch.intervals),
    markStuck(tx, batch.stuck),
    writePoints(tx, batch.points),
    writeChannels(tx, batch.channels),
    writeClimates(tx, batch.climates),
    kernel.outbox.emit(tx, batch.events),
  ])
  if (batch.floors.size === 0) return
  tx.afterCommit(() => {
    for (const floor of batch.floors) kernel.live.changed(tx.organisation, `floor:${floor}`)
  })
}

/** Folds again what late readings touch; the newest link's memory is the channel's. */
const takeLate = async (tx: Tx, memories: Memories, batch: Batch): Promise<void> => {
  const refolded = await refoldWindows(tx, batch.late)
  for (const [place, { deviceId, model, link }] of batch.late.entries()) {
    const memory = refolded[place]
    const held = batch.channels.find((row) => row.deviceId === deviceId && row.region === link.region)
    const before = memories.channels.get(channelKey(deviceId, link.region)) ?? null
    const current = held?.memory ?? before
    // A late word under an ended link leaves the present alone.
    if (memory === undefined || (link.toMs !== null && current !== null && current.linkId !== link.id)) continue
    if (held !== undefined) batch.channels.splice(batch.channels.indexOf(held), 1)
    batch.channels.push({ deviceId, region: link.region, memory, profile: profileOf(model, link.region) })
    if (link.floorId !== null) batch.floors.add(link.floorId)
    const { word, sinceMs } = memory.presence
    if (word === 'occupied' && before?.presence.word !== 'occupied' && sinceMs !== null) batch.events.push(...arrival(link, sinceMs))
  }
}
