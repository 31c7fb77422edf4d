import type { FloorId, PersonId } from '#contract/ids.ts'
import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/**
 * Marks all bookings of a person as frozen or not: frozen ones are not counted by anybody (row policy of `insight`). Purpose `rights`.
 * @returns the floors on which one of them is in force
 */
export const freezeBookings = async (tx: Tx, person: PersonId, frozen: boolean): Promise<FloorId[]> => {
  const { rows } = await sql<{ floor_id: FloorId }>`
    WITH changed AS (
      UPDATE bookings SET frozen = ${frozen}
      WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND frozen <> ${frozen}
      RETURNING workspace_id, status
    )
    SELECT DISTINCT c.floor_id FROM changed JOIN workspace_cards c ON c.organisation_id = ${tx.organisation} AND c.workspace_id = changed.workspace_id
    WHERE changed.status IN ('booked', 'checked_in')`.execute(tx.db)
  return rows.map((row) => row.floor_id)
}
