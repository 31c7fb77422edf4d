import { sql } from 'kysely'
import type { BookingId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { earliestCheckInMinutes } from './shapes.ts'
import type { rulesOf } from './store-book.ts'

type Here = Parameters<typeof rulesOf>[0] & {
  readonly kind: 'desk' | 'room'
  /** A booking of one's own that one may check in to now. */
  readonly mine: BookingId | null
  /** Start of the next booking here, and of one's own next desk booking. */
  readonly next_here: Temporal.Instant | null
  readonly next_desk: Temporal.Instant | null
}

/** A workspace as somebody who stands there finds it. @throws Refusal not_found */
export const readHere = async (tx: Tx, person: PersonId, workspace: WorkspaceId): Promise<Here> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  const latest = sql`${tx.now.add({ minutes: earliestCheckInMinutes }).toString()}::timestamptz`
  const { rows } = await sql<Here>`
    SELECT c.kind, c.location_name, c.time_zone, c.opening_hours, c.closed_days, c.desk_window_days, c.room_window_days,
      (SELECT b.booking_id FROM current_bookings b
        WHERE b.organisation_id = ${tx.organisation} AND b.workspace_id = c.workspace_id AND b.person_id = ${person}
          AND b.to_at > ${now} AND b.from_at <= ${latest} ORDER BY b.from_at LIMIT 1) AS mine,
      (SELECT min(b.from_at) FROM current_bookings b
        WHERE b.organisation_id = ${tx.organisation} AND b.workspace_id = c.workspace_id AND b.from_at > ${now}) AS next_here,
      (SELECT min(b.from_at) FROM current_bookings b
        WHERE b.organisation_id = ${tx.organisation} AND b.person_id = ${person} AND b.kind = 'desk' AND b.from_at > ${now}) AS next_desk
    FROM workspace_cards c WHERE c.organisation_id = ${tx.organisation} AND c.workspace_id = ${workspace}`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found')
  return row
}
