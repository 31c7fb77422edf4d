import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { DeviceLink, RegisteredDevice } from './registered.ts'

/** A maker's decoder that is live for its model. */
export type LiveDecoder = { readonly id: string; readonly model: string; readonly version: number; readonly source: string }

type LinkRow = {
  id: string
  device_id: string
  region: number
  workspace_id: string | null
  zone_id: string | null
  floor_id: string | null
  sensor_checks_in: boolean | null
  from_ms: number
  to_ms: number | null
}

const linkOf = (row: LinkRow): DeviceLink => ({
  id: row.id,
  region: row.region,
  workspaceId: row.workspace_id,
  zoneId: row.zone_id,
  floorId: row.floor_id,
  sensorChecksIn: row.sensor_checks_in ?? false,
  fromMs: row.from_ms,
  toMs: row.to_ms,
})

/** A reading may be seven days late; a day more for what follows from it. */
const linkHistory = { hours: 8 * 24 }

/** Links of devices in order of time; of all devices in use those of the last eight days, of one device its whole history. */
const readLinks = async (tx: Tx, device: string | null): Promise<LinkRow[]> => {
  const { rows } = await sql<LinkRow>`
    SELECT l.id, l.device_id, l.region, l.workspace_id, l.zone_id, w.floor_id, w.sensor_checks_in,
      (extract(epoch FROM lower(l.during)) * 1000)::float8 AS from_ms, (extract(epoch FROM upper(l.during)) * 1000)::float8 AS to_ms
    FROM device_links l
    LEFT JOIN workspace_cards w ON w.organisation_id = l.organisation_id AND w.workspace_id = l.workspace_id
    WHERE l.organisation_id = ${tx.organisation}
      AND (l.device_id = ${device}::uuid
        OR ${device}::uuid IS NULL AND (upper_inf(l.during) OR upper(l.during) > ${tx.now.subtract(linkHistory).toString()}::timestamptz))
    ORDER BY l.device_id, l.region, lower(l.during)`.execute(tx.db)
  return rows
}

type DeviceRow = { id: string; dev_eui: string; model: string; kind: string }
const deviceOf = (row: DeviceRow, links: readonly LinkRow[] | undefined): RegisteredDevice => ({
  id: row.id,
  devEui: row.dev_eui,
  model: row.model,
  kind: row.kind,
  links: (links ?? []).map(linkOf),
})

/** All devices in use and all live decoders of the organisation. */
export const readRegistry = async (tx: Tx): Promise<{ devices: RegisteredDevice[]; decoders: LiveDecoder[] }> => {
  const [devices, links, decoders] = await Promise.all([
    tx.db
      .selectFrom('devices')
      .select(['id', 'dev_eui', 'model', 'kind'])
      .where('organisation_id', '=', tx.organisation)
      .where('retired_at', 'is', null)
      .execute(),
    readLinks(tx, null),
    tx.db
      .selectFrom('decoders')
      .select(['id', 'model', 'version', 'source'])
      .where('organisation_id', '=', tx.organisation)
      .where('state', '=', 'live')
      .execute(),
  ])
  const byDevice = Map.groupBy(links, (link) => link.device_id)
  return { devices: devices.map((row) => deviceOf(row, byDevice.get(row.id))), decoders }
}

/** One device with all its links, also when it is retired; locked against the ingest until the end of the transaction. Null: there is none. */
export const holdDevice = async (tx: Tx, id: string): Promise<RegisteredDevice | null> => {
  const [row, links] = await Promise.all([
    tx.db
      .selectFrom('devices as d')
      .innerJoin('device_frames as f', (join) =>
        join.onRef('f.organisation_id', '=', 'd.organisation_id').onRef('f.device_id', '=', 'd.id'),
      )
      .select(['d.id', 'd.dev_eui', 'd.model', 'd.kind'])
      .where('d.organisation_id', '=', tx.organisation)
      .where('d.id', '=', id)
      .forUpdate('f')
      .executeTakeFirst(),
    readLinks(tx, id),
  ])
  return row === undefined ? null : deviceOf(row, links)
}
