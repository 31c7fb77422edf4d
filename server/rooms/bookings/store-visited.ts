import type { BookingId, PersonId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type VisitedBooking = {
  readonly id: BookingId
  readonly workspace_name: string
  readonly from_at: Temporal.Instant
  readonly to_at: Temporal.Instant
  readonly status: string
}

/** Support sees so far back and ahead: about a day, wherever the place is. */
const hoursAround = 12

/** One person's bookings around now. Purpose `support`. */
export const visitedBookings = (tx: Tx, person: PersonId): Promise<VisitedBooking[]> =>
  statement<VisitedBooking>(
    tx,
    `SELECT b.id, w.name AS workspace_name, b.from_at, b.to_at, b.status
     FROM bookings b JOIN workspaces w ON w.organisation_id = b.organisation_id AND w.id = b.workspace_id
     WHERE b.organisation_id = $1 AND b.person_id = $2 AND b.to_at > $3::timestamptz - make_interval(hours => ${hoursAround})
       AND b.from_at < $3::timestamptz + make_interval(hours => ${hoursAround})
     ORDER BY b.from_at, b.id`,
    [tx.organisation, person, tx.now.toString()],
  )
