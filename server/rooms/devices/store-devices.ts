import { sql } from 'kysely'
import type { LocationId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type DeviceRow = {
  readonly id: string
  readonly dev_eui: string
  readonly model: string
  readonly kind: string
  readonly name: string | null
  readonly links: readonly LinkRow[]
  /** Where it stands now; none when it is linked to nothing. */
  readonly locations: readonly LocationId[]
  readonly last_seen_at: Temporal.Instant | null
  readonly battery_pct: number | null
  readonly battery_low: boolean | null
  readonly silent_after: Temporal.Instant | null
  readonly stuck: boolean | null
}
type LinkRow = {
  readonly id: string
  readonly workspaceId: string | null
  readonly zoneId: string | null
  readonly region: number | null
  /** RFC 3339. */
  readonly from: string
  readonly to: string | null
}

const linkedLocations = sql`w.location_id FROM device_links l JOIN place_locations w
  ON w.organisation_id = l.organisation_id AND w.place_id = coalesce(l.workspace_id, l.zone_id) WHERE upper_inf(l.during)`

/** At which one location a device in use stands; null when it stands nowhere, or at several. Purpose `administration`. */
export const readLocationOf = async (tx: Tx, id: string): Promise<LocationId | null> => {
  const { rows } = await sql<{ location_id: LocationId }>`
    SELECT DISTINCT ${linkedLocations} AND l.organisation_id = ${tx.organisation} AND l.device_id = ${id}`.execute(tx.db)
  return rows.length === 1 ? (rows[0]?.location_id ?? null) : null
}

/** Devices in use with their links and what is known of their health; all, or the one with this id. */
export const readDevices = async (tx: Tx, id: string | null = null): Promise<readonly DeviceRow[]> => {
  const { rows } = await sql<DeviceRow>`
    SELECT d.id, d.dev_eui, d.model, d.kind, d.name, f.last_seen_at, f.battery_pct, f.battery_low, f.silent_after, f.stuck,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', l.id, 'workspaceId', l.workspace_id, 'zoneId', l.zone_id, 'region', nullif(l.region, 0),
          'from', lower(l.during), 'to', upper(l.during)) ORDER BY lower(l.during), l.region)
        FROM device_links l WHERE l.organisation_id = d.organisation_id AND l.device_id = d.id), '[]') AS links,
      ARRAY(SELECT DISTINCT ${linkedLocations} AND l.organisation_id = d.organisation_id AND l.device_id = d.id) AS locations
    FROM devices d LEFT JOIN device_frames f ON f.organisation_id = d.organisation_id AND f.device_id = d.id
    WHERE d.organisation_id = ${tx.organisation} AND d.retired_at IS NULL AND (${id}::uuid IS NULL OR d.id = ${id}::uuid)
    ORDER BY d.name NULLS LAST, d.dev_eui`.execute(tx.db)
  return rows
}

/** @returns false when a device with this DevEUI is in use already */
export const addDevice = async (
  tx: Tx,
  device: { readonly id: string; readonly devEui: string; readonly model: string; readonly kind: string; readonly name: string | null },
): Promise<boolean> => {
  const added = await sql`
    INSERT INTO devices (organisation_id, id, dev_eui, model, kind, name, created_at)
    VALUES (${tx.organisation}, ${device.id}, ${device.devEui}, ${device.model}, ${device.kind}, ${device.name}, ${tx.now.toString()})
    ON CONFLICT (organisation_id, dev_eui) WHERE retired_at IS NULL DO NOTHING RETURNING id`.execute(tx.db)
  if (added.rows.length === 0) return false
  await tx.db.insertInto('device_frames').values({ organisation_id: tx.organisation, device_id: device.id }).execute()
  return true
}

/** Retires a device and ends its links now. @returns false when there is none in use */
export const retireDevice = async (tx: Tx, id: string): Promise<boolean> => {
  const retired = await tx.db
    .updateTable('devices')
    .set({ retired_at: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (retired === undefined) return false
  await endLinks(tx, id, { at: tx.now })
  return true
}

/**
 * Ends links of a device that go on until further notice: all, the one with this id, or the one of a region. A link that would end before it began
 * never was, and goes.
 * @returns how many ended
 */
export const endLinks = async (
  tx: Tx,
  device: string,
  options: { readonly at: Temporal.Instant; readonly link?: string; readonly region?: number },
): Promise<number> => {
  const at = options.at.toString()
  const which = sql`organisation_id = ${tx.organisation} AND device_id = ${device} AND upper_inf(during)
    AND (${options.link ?? null}::uuid IS NULL OR id = ${options.link ?? null}::uuid)
    AND (${options.region ?? null}::int IS NULL OR region = ${options.region ?? null}::int)`
  const [gone, ended] = await Promise.all([
    sql`DELETE FROM device_links WHERE ${which} AND lower(during) = ${at}::timestamptz RETURNING id`.execute(tx.db),
    sql`UPDATE device_links SET during = tstzrange(lower(during), ${at}::timestamptz) WHERE ${which} AND lower(during) < ${at}::timestamptz
      RETURNING id`.execute(tx.db),
  ])
  return gone.rows.length + ended.rows.length
}

/** @returns false when the device, or this region of it, is linked elsewhere at some time from then on */
export const addLink = async (
  tx: Tx,
  link: {
    readonly id: string
    readonly deviceId: string
    readonly region: number
    readonly workspaceId: string | null
    readonly zoneId: string | null
    readonly from: Temporal.Instant
  },
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO device_links (organisation_id, id, device_id, region, workspace_id, zone_id, during)
    VALUES (${tx.organisation}, ${link.id}, ${link.deviceId}, ${link.region}, ${link.workspaceId}, ${link.zoneId},
      tstzrange(${link.from.toString()}::timestamptz, NULL))
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx.db)
  return rows.length === 1
}
