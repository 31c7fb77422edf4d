import { sql } from 'kysely'
import type { LocationId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { rulesOf } from './store-book.ts'

type Home = Parameters<typeof rulesOf>[0] & { readonly location_id: LocationId }

/** The location of the booking nearest to now, one that has begun before one to come; null when there is none yet. */
export const readHome = async (tx: Tx, person: PersonId): Promise<Home | null> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  const { rows } = await sql<Home>`
    SELECT c.location_id, c.location_name, c.time_zone, c.opening_hours, c.closed_days, c.desk_window_days, c.room_window_days
    FROM (
      SELECT workspace_id FROM bookings
      WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND status <> 'cancelled'
      ORDER BY from_at <= ${now} DESC, abs(extract(epoch FROM from_at - ${now})) LIMIT 1
    ) b JOIN workspace_cards c ON c.organisation_id = ${tx.organisation} AND c.workspace_id = b.workspace_id`.execute(tx.db)
  return rows[0] ?? null
}
