import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { AdmittedReading, RegisteredDevice } from '../devices/index.ts'
import type { ChannelMemory, Recorded } from './channel.ts'
import type { ClimateQuantity } from './climate.ts'
import { packChannel, packClimate, unpackChannel, unpackClimate } from './memory.ts'
import type { ClimateMemory } from './memory.ts'
import type { CountPoint } from './people-count.ts'
import type { PresenceInterval } from './presence.ts'
import type { SensorProfile } from './profiles.ts'

/** One channel in a list or map. */
export type ChannelKey = { readonly deviceId: string; readonly region: number }
export const channelKey = (deviceId: string, region: number): string => `${region} ${deviceId}`

type PresenceRow = { device_id: string; region: number; link_id: string; state: string }
type ClimateRow = { device_id: string; link_id: string; state: string }

/** What is remembered of devices: their channels (by `channelKey`) and climate (by device). */
export const readMemories = async (
  tx: Tx,
  devices: readonly string[],
): Promise<{ channels: Map<string, ChannelMemory>; climates: Map<string, ClimateMemory> }> => {
  const [channels, climates] = await Promise.all([
    statement<PresenceRow>(
      tx,
      'SELECT device_id, region, link_id, state FROM presence WHERE organisation_id = $1 AND device_id = ANY ($2::uuid[])',
      [tx.organisation, devices],
    ),
    statement<ClimateRow>(
      tx,
      'SELECT device_id, link_id, state FROM climate_now WHERE organisation_id = $1 AND device_id = ANY ($2::uuid[])',
      [tx.organisation, devices],
    ),
  ])
  return {
    channels: new Map(channels.map((row) => [channelKey(row.device_id, row.region), unpackChannel(row.link_id, row.state)])),
    climates: new Map(climates.map((row) => [row.device_id, unpackClimate(row.link_id, row.state)])),
  }
}

/**
 * Without ON CONFLICT, which more than doubles its cost: readings that were kept before have been sorted out, and if one was missed after all, the
 * unique violation tells, and the ingest tries again with a look-up for every reading. Times go as offsets, which are short.
 */
const insertReadings = `
  INSERT INTO readings (organisation_id, device_id, at, f_cnt, received_at, measurement)
  SELECT $1::uuid, ($2::uuid[])[r.device], to_timestamp(($6::float8 + r.at) / 1000), r.f_cnt, to_timestamp($7::float8 / 1000), nullif(r.measurement, 'null')
  FROM ROWS FROM (unnest($3::int[]), unnest($4::int[]), unnest($5::bigint[]), jsonb_array_elements($8::jsonb)) AS r (device, at, f_cnt, measurement)`

/** Keeps readings that were received in this transaction. @throws the unique violation (23505) when one of them is kept already */
export const keepReadings = async (tx: Tx, devices: readonly RegisteredDevice[], readings: readonly AdmittedReading[]): Promise<void> => {
  const [first] = readings
  if (first === undefined) return
  const place = new Map(devices.map((device, index) => [device, index + 1]))
  await statement(tx, insertReadings, [
    tx.organisation,
    `{${devices.map(({ id }) => id).join()}}`,
    `{${readings.map(({ device }) => place.get(device)).join()}}`,
    `{${readings.map(({ atMs }) => atMs - first.atMs).join()}}`,
    `{${readings.map(({ fCnt }) => fCnt ?? -1).join()}}`,
    first.atMs,
    tx.now.epochMilliseconds,
    `[${readings.map(({ measurement }) => JSON.stringify(measurement)).join()}]`,
  ])
}

const findKept = `
  SELECT q.place FROM unnest($2::int[], $3::uuid[], $4::float8[], $5::bigint[], $6::float8[]) AS q (place, device_id, at, f_cnt, within)
  WHERE EXISTS (SELECT FROM readings r WHERE r.organisation_id = $1 AND r.device_id = q.device_id AND r.f_cnt = q.f_cnt
    AND r.at BETWEEN to_timestamp((q.at - q.within) / 1000) AND to_timestamp((q.at + q.within) / 1000))`

/** Which of these readings (by place in the list) have been kept before. Asks only about those that may have been. */
export const findKeptBefore = async (tx: Tx, readings: readonly AdmittedReading[]): Promise<Set<number>> => {
  const doubtful = [...readings.entries()].filter(([, { forgottenWithinMs }]) => forgottenWithinMs !== null)
  if (doubtful.length === 0) return new Set()
  const rows = await statement<{ place: number }>(tx, findKept, [
    tx.organisation,
    doubtful.map(([place]) => place),
    doubtful.map(([, { device }]) => device.id),
    doubtful.map(([, { atMs }]) => atMs),
    doubtful.map(([, { fCnt }]) => fCnt ?? -1),
    doubtful.map(([, { forgottenWithinMs }]) => forgottenWithinMs ?? 0),
  ])
  return new Set(rows.map(({ place }) => place))
}

const writeChannelsText = `
  INSERT INTO presence (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state)
  SELECT $1, n.device_id, n.region, n.link_id, n.occupied, to_timestamp(n.since_at / 1000), to_timestamp(n.holds_until / 1000),
    to_timestamp(n.unknown_from / 1000), n.stuck, n.people, to_timestamp(n.people_until / 1000), n.state
  FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::boolean[], $6::float8[], $7::float8[], $8::float8[], $9::boolean[], $10::int[], $11::float8[],
    $12::text[]) AS n (device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state)
  ON CONFLICT (organisation_id, device_id, region) DO UPDATE SET link_id = excluded.link_id, occupied = excluded.occupied,
    since_at = excluded.since_at, holds_until = excluded.holds_until, unknown_from = excluded.unknown_from, stuck = excluded.stuck,
    people = excluded.people, people_until = excluded.people_until, state = excluded.state`

export type ChannelRow = ChannelKey & { readonly memory: ChannelMemory; readonly profile: SensorProfile }

/** @param rows each channel once */
export const writeChannels = async (tx: Tx, rows: readonly ChannelRow[]): Promise<void> => {
  if (rows.length === 0) return
  await statement(tx, writeChannelsText, [
    tx.organisation,
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ region }) => region),
    rows.map(({ memory }) => memory.linkId),
    rows.map(({ memory: { presence } }) => (presence.word === null ? null : presence.word === 'occupied')),
    rows.map(({ memory: { presence } }) => presence.sinceMs),
    rows.map(({ memory: { presence } }) => presence.validUntilMs),
    rows.map(({ memory: { presence }, profile }) => unknownFromMs(presence, profile)),
    rows.map(({ memory: { presence } }) => presence.stuck),
    rows.map(({ memory: { count } }) => count.shown),
    rows.map(({ memory: { count }, profile }) => (count.atMs === null ? null : count.atMs + profile.occupied.holdMs)),
    rows.map(({ memory }) => packChannel(memory)),
  ])
}

const unknownFromMs = ({ word, wordAtMs }: ChannelMemory['presence'], profile: SensorProfile): number | null =>
  word === null || wordAtMs === null ? null : wordAtMs + (word === 'occupied' ? profile.occupied : profile.vacant).everyMs

const writeIntervalsText = `
  INSERT INTO occupied_intervals (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id)
  SELECT $1, n.device_id, n.region, to_timestamp(n.from_at / 1000), to_timestamp(n.to_at / 1000), n.what, n.stuck, n.link_id, n.workspace_id, n.zone_id
  FROM unnest($2::uuid[], $3::int[], $4::float8[], $5::float8[], $6::text[], $7::boolean[], $8::uuid[], $9::uuid[], $10::uuid[])
    AS n (device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id)
  ON CONFLICT (organisation_id, device_id, region, from_at) DO UPDATE SET to_at = excluded.to_at, what = excluded.what, stuck = excluded.stuck`

export type IntervalRow = ChannelKey & { readonly interval: Recorded<PresenceInterval> }

/** Opens and closes intervals: a row whose channel and beginning are there already gets its new end. */
export const writeIntervals = async (tx: Tx, rows: readonly IntervalRow[]): Promise<void> => {
  if (rows.length === 0) return
  await statement(tx, writeIntervalsText, [
    tx.organisation,
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ region }) => region),
    rows.map(({ interval }) => interval.fromMs),
    rows.map(({ interval }) => interval.toMs),
    rows.map(({ interval }) => interval.what),
    rows.map(({ interval }) => interval.stuck),
    rows.map(({ interval }) => interval.link.id),
    rows.map(({ interval }) => interval.link.workspaceId),
    rows.map(({ interval }) => interval.link.zoneId),
  ])
}

const markStuckText = `
  UPDATE occupied_intervals i SET stuck = true FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::float8[]) AS n (device_id, region, link_id, from_at)
  WHERE i.organisation_id = $1 AND i.device_id = n.device_id AND i.region = n.region AND i.link_id = n.link_id
    AND i.from_at >= to_timestamp(n.from_at / 1000) AND i.what = 'occupied'`

/** Every occupied interval of a link from a moment on is a stuck sensor's. */
export const markStuck = async (tx: Tx, rows: readonly (ChannelKey & { linkId: string; fromMs: number })[]): Promise<void> => {
  if (rows.length === 0) return
  await statement(tx, markStuckText, [
    tx.organisation,
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ region }) => region),
    rows.map(({ linkId }) => linkId),
    rows.map(({ fromMs }) => fromMs),
  ])
}

const writePointsText = `
  INSERT INTO people_counts (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id)
  SELECT $1, n.device_id, to_timestamp(n.from_at / 1000), n.people, n.link_id, n.workspace_id, n.zone_id
  FROM unnest($2::uuid[], $3::float8[], $4::int[], $5::uuid[], $6::uuid[], $7::uuid[]) AS n (device_id, from_at, people, link_id, workspace_id, zone_id)
  ON CONFLICT (organisation_id, device_id, from_at) DO UPDATE SET people = excluded.people`

export type PointRow = { readonly deviceId: string; readonly point: Recorded<CountPoint> }

export const writePoints = async (tx: Tx, rows: readonly PointRow[]): Promise<void> => {
  if (rows.length === 0) return
  await statement(tx, writePointsText, [
    tx.organisation,
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ point }) => point.atMs),
    rows.map(({ point }) => point.count),
    rows.map(({ point }) => point.link.id),
    rows.map(({ point }) => point.link.workspaceId),
    rows.map(({ point }) => point.link.zoneId),
  ])
}

const writeClimatesText = `
  INSERT INTO climate_now (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state)
  SELECT $1, n.device_id, n.link_id, to_timestamp(n.at / 1000), n.temperature_c, n.humidity_pct, n.co2_ppm, n.pressure_hpa, n.tvoc_iaq, n.state
  FROM unnest($2::uuid[], $3::uuid[], $4::float8[], $5::real[], $6::real[], $7::real[], $8::real[], $9::real[], $10::text[])
    AS n (device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state)
  ON CONFLICT (organisation_id, device_id) DO UPDATE SET link_id = excluded.link_id, at = excluded.at, temperature_c = excluded.temperature_c,
    humidity_pct = excluded.humidity_pct, co2_ppm = excluded.co2_ppm, pressure_hpa = excluded.pressure_hpa, tvoc_iaq = excluded.tvoc_iaq,
    state = excluded.state`

/** @param rows each device once, with at least one value */
export const writeClimates = async (tx: Tx, rows: readonly { readonly deviceId: string; readonly climate: ClimateMemory }[]): Promise<void> => {
  if (rows.length === 0) return
  const values = (quantity: ClimateQuantity) => rows.map(({ climate }) => climate.state[quantity]?.value ?? null)
  await statement(tx, writeClimatesText, [
    tx.organisation,
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ climate }) => climate.linkId),
    rows.map(({ climate }) => Math.max(...Object.values(climate.state).map(({ atMs }) => atMs))),
    values('temperatureC'),
    values('humidityPct'),
    values('co2Ppm'),
    values('pressureHpa'),
    values('tvocIaq'),
    rows.map(({ climate }) => packClimate(climate)),
  ])
}
