import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { DeviceLink, Measurement } from '../devices/index.ts'
import type { ChannelMemory } from './channel.ts'
import { unpackChannel } from './memory.ts'
import type { PresenceInterval } from './presence.ts'
import type { Reading } from './reading.ts'
import type { ChannelKey } from './store.ts'

/** A link whose record of one channel is to be looked at around or from an instant, epoch milliseconds. */
export type Window = ChannelKey & { readonly link: DeviceLink; readonly atMs: number }

const around = `
  SELECT q.place, i.what, i.stuck, (extract(epoch FROM i.from_at) * 1000)::float8 AS from_ms, (extract(epoch FROM i.to_at) * 1000)::float8 AS to_ms
  FROM unnest($2::int[], $3::uuid[], $4::int[], $5::uuid[], $6::float8[]) AS q (place, device_id, region, link_id, at)
  JOIN occupied_intervals i ON i.organisation_id = $1 AND i.device_id = q.device_id AND i.region = q.region AND i.link_id = q.link_id
    AND (i.to_at IS NULL OR i.to_at >= to_timestamp(q.at / 1000) - interval '8 days')
  ORDER BY q.place, i.from_at`

const emptied = `
  SELECT q.place, (extract(epoch FROM max(p.from_at)) * 1000)::float8 AS at_ms
  FROM unnest($2::int[], $3::uuid[], $4::uuid[], $5::float8[]) AS q (place, device_id, link_id, at)
  JOIN people_counts p ON p.organisation_id = $1 AND p.device_id = q.device_id AND p.link_id = q.link_id AND p.people = 0
    AND p.from_at < to_timestamp(q.at / 1000)
  GROUP BY q.place`

/** What is recorded around each window: its intervals in order of time, and when its count was last zero before the instant (null: never). */
export const readAround = async (
  tx: Tx,
  windows: readonly Window[],
): Promise<{ intervals: PresenceInterval[]; emptyFromMs: number | null }[]> => {
  const places = windows.map((_, place) => place)
  const devices = windows.map(({ deviceId }) => deviceId)
  const links = windows.map(({ link }) => link.id)
  const instants = windows.map(({ atMs }) => atMs)
  const [intervals, empties] = await Promise.all([
    statement<{ place: number; what: PresenceInterval['what']; stuck: boolean; from_ms: number; to_ms: number | null }>(tx, around, [
      tx.organisation,
      places,
      devices,
      windows.map(({ region }) => region),
      links,
      instants,
    ]),
    statement<{ place: number; at_ms: number }>(tx, emptied, [tx.organisation, places, devices, links, instants]),
  ])
  const byPlace = Map.groupBy(intervals, ({ place }) => place)
  const emptyAt = new Map(empties.map((row) => [row.place, row.at_ms]))
  return places.map((place) => ({
    intervals: (byPlace.get(place) ?? []).map(({ what, stuck, from_ms, to_ms }) => ({ what, stuck, fromMs: from_ms, toMs: to_ms })),
    emptyFromMs: emptyAt.get(place) ?? null,
  }))
}

const since = `
  SELECT q.device_id, r.f_cnt, r.measurement, (extract(epoch FROM r.at) * 1000)::float8 AS at_ms,
    (extract(epoch FROM r.received_at) * 1000)::float8 AS received_ms
  FROM unnest($2::uuid[], $3::float8[]) AS q (device_id, at)
  JOIN readings r ON r.organisation_id = $1 AND r.device_id = q.device_id AND r.at >= to_timestamp(q.at / 1000)
    AND r.at >= to_timestamp($4::float8 / 1000)`

/** Readings of devices from an instant of each on, by device. */
export const readReadings = async (tx: Tx, fromMs: ReadonlyMap<string, number>): Promise<Map<string, Reading[]>> => {
  if (fromMs.size === 0) return new Map()
  const rows = await statement<{ device_id: string; f_cnt: number; measurement: Measurement | null; at_ms: number; received_ms: number }>(
    tx,
    since,
    // the earliest of all stands by itself, so that older partitions are left alone
    [tx.organisation, [...fromMs.keys()], [...fromMs.values()], Math.min(...fromMs.values())],
  )
  const readings = rows.map((row): Reading => ({
    deviceId: row.device_id,
    atMs: row.at_ms,
    receivedAtMs: row.received_ms,
    fCnt: row.f_cnt < 0 ? null : row.f_cnt,
    measurement: row.measurement,
  }))
  return Map.groupBy(readings, ({ deviceId }) => deviceId)
}

const forgetIntervals = `
  DELETE FROM occupied_intervals i USING unnest($2::uuid[], $3::int[], $4::uuid[], $5::float8[]) AS q (device_id, region, link_id, at)
  WHERE i.organisation_id = $1 AND i.device_id = q.device_id AND i.region = q.region AND i.link_id = q.link_id AND i.from_at >= to_timestamp(q.at / 1000)`

const forgetPoints = `
  DELETE FROM people_counts p USING unnest($2::uuid[], $3::uuid[], $4::float8[]) AS q (device_id, link_id, at)
  WHERE p.organisation_id = $1 AND p.device_id = q.device_id AND p.link_id = q.link_id AND p.from_at >= to_timestamp(q.at / 1000)`

/** Forgets the record of the windows from their instant on, to be folded again from the readings, which stay. */
export const forgetRecord = async (tx: Tx, windows: readonly Window[]): Promise<void> => {
  const counting = windows.filter(({ region }) => region === 0)
  await Promise.all([
    statement(tx, forgetIntervals, [
      tx.organisation,
      windows.map(({ deviceId }) => deviceId),
      windows.map(({ region }) => region),
      windows.map(({ link }) => link.id),
      windows.map(({ atMs }) => atMs),
    ]),
    statement(tx, forgetPoints, [
      tx.organisation,
      counting.map(({ deviceId }) => deviceId),
      counting.map(({ link }) => link.id),
      counting.map(({ atMs }) => atMs),
    ]),
  ])
}

const forgetChannelsText = `
  DELETE FROM presence p USING unnest($2::uuid[], $3::int[]) AS q (device_id, region)
  WHERE p.organisation_id = $1 AND p.device_id = q.device_id AND p.region = q.region`

/** Forgets what channels say now: they stand nowhere any more. */
export const forgetChannels = async (tx: Tx, channels: readonly ChannelKey[]): Promise<void> => {
  if (channels.length === 0) return
  await statement(tx, forgetChannelsText, [
    tx.organisation,
    channels.map(({ deviceId }) => deviceId),
    channels.map(({ region }) => region),
  ])
}


/** Locked in the ingest's order, by device. */
const silent = `
  SELECT p.device_id, p.region, p.link_id, p.state FROM device_frames f
  JOIN presence p ON p.organisation_id = f.organisation_id AND p.device_id = f.device_id
  WHERE f.organisation_id = $1 AND p.occupied IS NOT NULL AND p.holds_until < $2 AND p.state LIKE '%"expired":false%'
  ORDER BY f.device_id LIMIT $3 FOR UPDATE OF f`

/** Channels whose last word no longer holds, while the record does not say so yet; held until the end of the transaction. */
export const readSilent = async (tx: Tx, most: number): Promise<(ChannelKey & { memory: ChannelMemory })[]> => {
  const rows = await statement<{ device_id: string; region: number; link_id: string; state: string }>(tx, silent, [
    tx.organisation,
    tx.now.toString(),
    most,
  ])
  return rows.map((row) => ({ deviceId: row.device_id, region: row.region, memory: unpackChannel(row.link_id, row.state) }))
}
