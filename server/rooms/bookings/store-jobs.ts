import { sql } from 'kysely'
import type { BookingId, FloorId, WorkspaceId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { SensorWords } from '../occupancy/index.ts'
import * as trail from '../trail/index.ts'
import { floorsOfChanged } from './store-check-in.ts'

const nowOf = (tx: Tx) => sql`${tx.now.toString()}::timestamptz`

/** Running bookings that nobody has checked in, where a sensor's word would, with that word. */
export const readAwaitingSensor = async (tx: Tx): Promise<{ workspaceId: WorkspaceId; sensors: SensorWords }[]> => {
  const { rows } = await sql<{ workspaceId: WorkspaceId; sensors: SensorWords }>`
    SELECT c.workspace_id AS "workspaceId", p.sensors
    FROM bookings b
    JOIN workspace_cards c ON c.organisation_id = b.organisation_id AND c.workspace_id = b.workspace_id AND c.sensor_checks_in
    JOIN workspace_presence p ON p.organisation_id = b.organisation_id AND p.workspace_id = b.workspace_id
    WHERE b.organisation_id = ${tx.organisation} AND b.status = 'booked'
      AND b.from_at <= ${nowOf(tx)} AND b.to_at > ${nowOf(tx)}`.execute(tx.db)
  return rows
}

/** Half of the grace has passed without a check-in: whoever booked is told, once. Who is frozen has no card, and waits. */
export const remind = async (tx: Tx): Promise<BookingId[]> => {
  const { rows } = await sql<{ id: BookingId }>`
    WITH changed AS (
      UPDATE bookings SET reminded_at = ${nowOf(tx)}
      WHERE organisation_id = ${tx.organisation} AND status = 'booked' AND reminded_at IS NULL AND person_id IS NOT NULL
        AND EXISTS (SELECT FROM person_cards c WHERE c.organisation_id = ${tx.organisation} AND c.person_id = bookings.person_id)
        AND held_until > ${nowOf(tx)}
        AND held_until - (held_until - greatest(from_at, created_at)) / 2 <= ${nowOf(tx)}
      RETURNING id, person_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.reminded', 'booking')})
    SELECT id FROM changed`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** No longer held and nobody came: released, and cut to the time it was held, so that the place is free from now on. */
export const release = async (tx: Tx): Promise<{ id: BookingId; floor_id: FloorId }[]> => {
  const { rows } = await sql<{ id: BookingId; floor_id: FloorId }>`
    WITH changed AS (
      UPDATE bookings SET status = 'released', ended_at = ${nowOf(tx)},
        during = tstzrange(from_at, least(to_at, greatest(${nowOf(tx)}, from_at + interval '1 second')))
      WHERE organisation_id = ${tx.organisation} AND status = 'booked'
        AND CASE status WHEN 'booked' THEN held_until ELSE to_at END <= ${nowOf(tx)}
      RETURNING id, person_id, workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.released', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return rows
}

/** Checked in, and the time is up. */
export const end = async (tx: Tx): Promise<{ id: BookingId; floor_id: FloorId }[]> => {
  const { rows } = await sql<{ id: BookingId; floor_id: FloorId }>`
    WITH changed AS (
      UPDATE bookings SET status = 'ended', ended_at = to_at
      WHERE organisation_id = ${tx.organisation} AND status = 'checked_in'
        AND CASE status WHEN 'booked' THEN held_until ELSE to_at END <= ${nowOf(tx)}
      RETURNING id, person_id, workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.ended', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return rows
}
