import type { DeviceId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type VisitedDevice = {
  readonly id: DeviceId
  readonly name: string | null
  readonly model: string
  readonly last_seen_at: Temporal.Instant | null
  readonly battery_pct: number | null
  readonly stuck: boolean
}

/** Devices in use and when each was last heard. Purpose `support`. */
export const visitedDevices = (tx: Tx): Promise<VisitedDevice[]> =>
  statement<VisitedDevice>(
    tx,
    `SELECT d.id, d.name, d.model, f.last_seen_at, f.battery_pct::float8 AS battery_pct, coalesce(f.stuck, false) AS stuck
     FROM devices d LEFT JOIN device_frames f ON f.organisation_id = d.organisation_id AND f.device_id = d.id
     WHERE d.organisation_id = $1 AND d.retired_at IS NULL ORDER BY d.name NULLS LAST, d.dev_eui`,
    [tx.organisation],
  )
