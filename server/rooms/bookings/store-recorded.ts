import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

type RecordedBooking = {
  readonly workspaceId: WorkspaceId
  readonly kind: 'desk' | 'room'
  readonly personId: PersonId
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly checkedInAt: Temporal.Instant | null
  readonly releasedAt: Temporal.Instant | null
}

const graceMinutes = 30

/**
 * Bookings that were made elsewhere, of days gone by too, which the API rightly refuses to make: brought over in one statement. What overlaps a booking
 * that is here already is left out by the database's own constraint. Purpose `booking`.
 */
export const recordBookings = async (tx: Tx, bookings: readonly RecordedBooking[]): Promise<void> => {
  const rows = bookings.map((booking) => {
    const over = Temporal.Instant.compare(booking.to, tx.now) <= 0
    const status =
      booking.releasedAt !== null ? 'released' : over ? 'ended' : booking.checkedInAt !== null ? 'checked_in' : 'booked'
    return {
      ...booking,
      status,
      end: booking.releasedAt ?? booking.to,
      held: booking.from.add({ minutes: graceMinutes }),
    }
  })
  const text = (instant: Temporal.Instant | null) => instant?.toString() ?? null
  await sql`
    INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, created_at)
    SELECT ${tx.organisation}::uuid, b.id, b.workspace_id, b.kind, b.person_id, tstzrange(b.from_at, b.to_at), b.status, b.held_until,
      b.checked_in_at, CASE WHEN b.checked_in_at IS NULL THEN NULL ELSE 'person' END,
      CASE WHEN b.status IN ('ended', 'released') THEN b.to_at END, b.created_at
    FROM unnest(
      ${rows.map(() => randomUUID())}::uuid[], ${rows.map((row) => row.workspaceId)}::uuid[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => text(row.from))}::timestamptz[], ${rows.map((row) => text(row.end))}::timestamptz[],
      ${rows.map((row) => row.status)}::text[], ${rows.map((row) => text(row.held))}::timestamptz[],
      ${rows.map((row) => text(row.checkedInAt))}::timestamptz[], ${rows.map((row) => text(row.from.subtract({ hours: 24 })))}::timestamptz[]
    ) AS b (id, workspace_id, kind, person_id, from_at, to_at, status, held_until, checked_in_at, created_at)
    ON CONFLICT DO NOTHING`.execute(tx.db)
}
