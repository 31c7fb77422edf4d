import { sql } from 'kysely'
import type { BookingId, FloorId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { floorsOfChanged } from './store-check-in.ts'

/**
 * Gives back what is booked in the name of who may no longer come in: what is for later is cancelled, what runs ends now; who was let in again meanwhile keeps
 * what they have. Purpose `booking`. @returns the floors
 */
export const giveAllBack = async (tx: Tx): Promise<FloorId[]> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  const { rows } = await sql<{ id: BookingId; floor_id: FloorId }>`
    WITH changed AS (
      UPDATE bookings SET
        status = CASE WHEN from_at > ${now} THEN 'cancelled' WHEN status = 'checked_in' THEN 'ended' ELSE 'released' END,
        ended_at = ${now},
        during = CASE WHEN from_at > ${now} THEN during ELSE tstzrange(from_at, least(to_at, greatest(${now}, from_at + interval '1 second'))) END
      WHERE organisation_id = ${tx.organisation} AND status IN ('booked', 'checked_in') AND to_at > ${now}
        AND EXISTS (SELECT FROM people p WHERE p.organisation_id = bookings.organisation_id AND p.id = bookings.person_id AND p.deactivated_at IS NOT NULL)
      RETURNING id, person_id, workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.released', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return rows.map(({ floor_id }) => floor_id)
}
