import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { FrameState } from './frames.ts'
import { packFrames, unpackFrames } from './frame-memory.ts'
import type { DeviceHealth } from './registered.ts'

/** What was remembered of a device. */
export type DeviceMemory = { readonly frames: FrameState; readonly health: DeviceHealth | null }

const lock = `
  SELECT device_id, frames, (extract(epoch FROM last_seen_at) * 1000)::float8 AS last_seen, battery_pct, battery_v,
    (extract(epoch FROM battery_at) * 1000)::float8 AS battery_at, battery_low, (extract(epoch FROM silent_after) * 1000)::float8 AS silent_after, stuck
  FROM device_frames WHERE organisation_id = $1 AND device_id = ANY ($2::uuid[]) ORDER BY device_id FOR UPDATE`

type Locked = {
  device_id: string
  frames: string
  last_seen: number | null
  battery_pct: number | null
  battery_v: number | null
  battery_at: number | null
  battery_low: boolean
  silent_after: number | null
  stuck: boolean
}

/** Reads what is remembered of the devices and holds on to it until the end of the transaction: the same device is never taken in twice at once. */
export const lockDevices = async (tx: Tx, devices: readonly string[]): Promise<Map<string, DeviceMemory>> => {
  const rows = await statement<Locked>(tx, lock, [tx.organisation, devices])
  return new Map(
    rows.map((row) => [
      row.device_id,
      {
        frames: unpackFrames(row.frames),
        health:
          row.last_seen === null
            ? null
            : {
                lastSeenMs: row.last_seen,
                batteryPct: row.battery_pct,
                batteryV: row.battery_v,
                batteryAtMs: row.battery_at,
                batteryLow: row.battery_low,
                silentAfterMs: row.silent_after ?? row.last_seen,
                stuck: row.stuck,
              },
      },
    ]),
  )
}

/** For devices that were put there without their memory. */
export const addMissingMemory = async (tx: Tx, devices: readonly string[]): Promise<void> => {
  await statement(tx, 'INSERT INTO device_frames (organisation_id, device_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [
    tx.organisation,
    devices,
  ])
}

const remember = `
  UPDATE device_frames AS d SET frames = n.frames, last_seen_at = to_timestamp(n.last_seen / 1000), battery_pct = n.battery_pct,
    battery_v = n.battery_v, battery_at = to_timestamp(n.battery_at / 1000), battery_low = n.battery_low,
    silent_after = to_timestamp(n.silent_after / 1000), stuck = n.stuck
  FROM unnest($2::uuid[], $3::text[], $4::float8[], $5::real[], $6::real[], $7::float8[], $8::boolean[], $9::float8[], $10::boolean[])
    AS n (device_id, frames, last_seen, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck)
  WHERE d.organisation_id = $1 AND d.device_id = n.device_id`

/** @param devices each device once, and locked */
export const rememberDevices = async (
  tx: Tx,
  devices: readonly { readonly id: string; readonly frames: FrameState; readonly health: DeviceHealth }[],
): Promise<void> => {
  if (devices.length === 0) return
  await statement(tx, remember, [
    tx.organisation,
    devices.map(({ id }) => id),
    // Digits, commas and brackets only: nothing in it needs an escape.
    `{${devices.map(({ frames }) => `"${packFrames(frames)}"`).join()}}`,
    devices.map(({ health }) => health.lastSeenMs),
    devices.map(({ health }) => health.batteryPct),
    devices.map(({ health }) => health.batteryV),
    devices.map(({ health }) => health.batteryAtMs),
    devices.map(({ health }) => health.batteryLow),
    devices.map(({ health }) => health.silentAfterMs),
    devices.map(({ health }) => health.stuck),
  ])
}

const see = `
  WITH arrived AS MATERIALIZED (
    SELECT a.source_id, a.dev_eui, a.uplinks, o.dev_eui IS NULL AS is_new,
      row_number() OVER (PARTITION BY a.source_id, o.dev_eui IS NULL ORDER BY a.dev_eui) AS place
    FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS a (source_id, dev_eui, uplinks)
    JOIN sources k ON k.organisation_id = $1 AND k.id = a.source_id
    LEFT JOIN seen_devices o ON o.organisation_id = $1 AND o.source_id = a.source_id AND o.dev_eui = a.dev_eui
  ), remembered AS MATERIALIZED (
    SELECT a.source_id, (SELECT count(*) FROM seen_devices c WHERE c.organisation_id = $1 AND c.source_id = a.source_id) AS seen
    FROM arrived a WHERE a.is_new AND a.place = 1
  )
  INSERT INTO seen_devices AS s (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks)
  SELECT $1, n.source_id, n.dev_eui, $2, $2, n.uplinks
  FROM arrived n LEFT JOIN remembered f ON f.source_id = n.source_id
  WHERE NOT n.is_new OR n.place + f.seen <= $6
  ORDER BY n.source_id, n.dev_eui
  ON CONFLICT (organisation_id, source_id, dev_eui)
  DO UPDATE SET last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at), uplinks = s.uplinks + excluded.uplinks`

/** So many devices that are not known are remembered of one source: who sends made-up names fills no disk. */
const mostSeen = 1_000

/** Devices that are not known here: that they were seen, nothing of what they said. */
export const addSeen = async (
  tx: Tx,
  seen: readonly { readonly source: string; readonly devEui: string; readonly uplinks: number }[],
): Promise<void> => {
  if (seen.length === 0) return
  await statement(tx, see, [
    tx.organisation,
    tx.now.toString(),
    seen.map(({ source }) => source),
    seen.map(({ devEui }) => devEui),
    seen.map(({ uplinks }) => uplinks),
    mostSeen,
  ])
}

const refuse = `
  INSERT INTO uplink_refusals AS r (organisation_id, source_id, date, reason, uplinks)
  SELECT $1, n.source_id, $2, n.reason, n.uplinks
  FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS n (source_id, reason, uplinks)
  JOIN sources k ON k.organisation_id = $1 AND k.id = n.source_id
  ORDER BY n.source_id, n.reason
  ON CONFLICT (organisation_id, source_id, date, reason) DO UPDATE SET uplinks = r.uplinks + excluded.uplinks`

/** Why an uplink was refused. */
export type RefusalReason = 'agreement_not_in_force' | 'malformed' | 'too_late' | 'no_decoder' | 'decoder_failed' | 'not_allowed'

export type Refused = { readonly source: string; readonly reason: RefusalReason; readonly uplinks: number }

/** Counts refused uplinks per day (UTC), source and reason; nothing else of them is kept (G13.1). */
export const addRefused = async (tx: Tx, refused: readonly Refused[]): Promise<void> => {
  if (refused.length === 0) return
  await statement(tx, refuse, [
    tx.organisation,
    tx.now.toZonedDateTimeISO('UTC').toPlainDate().toString(),
    refused.map(({ source }) => source),
    refused.map(({ reason }) => reason),
    refused.map(({ uplinks }) => uplinks),
  ])
}

const touch = `
  UPDATE sources SET last_used_at = $2 WHERE organisation_id = $1 AND id = ANY ($3::uuid[])
    AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`

/** Notes that sources were used, to the minute. */
export const touchSources = async (tx: Tx, sources: readonly string[]): Promise<void> => {
  await statement(tx, touch, [tx.organisation, tx.now.toString(), sources])
}

export const isAgreementInForce = async (tx: Tx): Promise<boolean> => {
  const row = await tx.db
    .selectFrom('organisation_states')
    .select('agreement_in_force')
    .where('organisation_id', '=', tx.organisation)
    .executeTakeFirst()
  return row?.agreement_in_force === true
}
