import { sql } from 'kysely'
import type { z } from 'zod'
import type { Notice } from '#contract/endpoints/notices.ts'
import type { BookingId, NoticeId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type NoticeShape = z.infer<typeof Notice>

/** What a person was told, the latest first, with the booking as it is now. */
export const readNotices = async (tx: Tx, person: PersonId, most: number): Promise<NoticeShape[]> => {
  const { rows } = await sql<{
    id: NoticeId
    at: Temporal.Instant
    kind: NoticeShape['kind']
    booking_id: BookingId
    workspace_name: string
    from_at: Temporal.Instant
    to_at: Temporal.Instant
    time_zone: string
    read_at: Temporal.Instant | null
  }>`
    SELECT n.id, n.at, n.kind, n.booking_id, b.workspace_name, b.from_at, b.to_at, b.time_zone, n.read_at
    FROM notices n
    JOIN booking_cards b ON b.organisation_id = n.organisation_id AND b.booking_id = n.booking_id
    WHERE n.organisation_id = ${tx.organisation} AND n.person_id = ${person}
    ORDER BY n.at DESC, n.id LIMIT ${most}`.execute(tx.db)
  return rows.map((row) => {
    const zoned = (instant: Temporal.Instant) => instant.toString({ timeZone: row.time_zone })
    return {
      id: row.id,
      at: zoned(row.at),
      kind: row.kind,
      bookingId: row.booking_id,
      workspaceName: row.workspace_name,
      from: zoned(row.from_at),
      to: zoned(row.to_at),
      timeZone: row.time_zone,
      readAt: row.read_at === null ? null : zoned(row.read_at),
    }
  })
}

/** Reading it again keeps the first time. @throws Refusal not_found */
export const markRead = async (tx: Tx, person: PersonId, id: NoticeId): Promise<void> => {
  const { rows } = await sql`
    UPDATE notices SET read_at = coalesce(read_at, ${tx.now.toString()}::timestamptz)
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND person_id = ${person} RETURNING id`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('not_found')
}

/**
 * Tells whoever booked these, once per booking and kind. A booking without a person has nobody to tell.
 * @returns whom
 */
export const tell = async (
  tx: Tx,
  kind: NoticeShape['kind'],
  bookings: readonly string[],
  at: Temporal.Instant,
): Promise<{ readonly noticeId: NoticeId; readonly person: PersonId }[]> => {
  const { rows } = await sql<{ noticeId: NoticeId; person: PersonId }>`
    INSERT INTO notices (organisation_id, id, person_id, at, kind, booking_id)
    SELECT ${tx.organisation}, gen_random_uuid(), b.person_id, ${at.toString()}::timestamptz, ${kind}, b.booking_id
    FROM booking_cards b
    WHERE b.organisation_id = ${tx.organisation} AND b.booking_id = ANY (${bookings}::uuid[]) AND b.person_id IS NOT NULL
    ON CONFLICT DO NOTHING
    RETURNING id AS "noticeId", person_id AS person`.execute(tx.db)
  return rows
}

/** Notices go with their booking's person, 90 days after. Purpose `retention`. @returns how many; fewer than `batch` when none are left */
export const forget = async (tx: Tx, keepDays: number, batch: number): Promise<number> => {
  const { rows } = await sql`
    DELETE FROM notices WHERE organisation_id = ${tx.organisation} AND id IN (
      SELECT id FROM notices WHERE organisation_id = ${tx.organisation}
        AND at < ${tx.now.subtract({ hours: 24 * keepDays }).toString()}::timestamptz LIMIT ${batch})
    RETURNING id`.execute(tx.db)
  return rows.length
}
