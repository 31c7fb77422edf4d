import { sql } from 'kysely'
import type { z } from 'zod'
import type { Notice } from '#contract/endpoints/notices.ts'
import type { BookingId, NoticeId, PersonId, RequestId, VisitId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type NoticeShape = z.infer<typeof Notice>

/** Notices about a booking, and those about one's data. */
export type BookingNotice = 'check_in_reminder' | 'booking_released'
export type SupportNotice = 'support_asked' | 'support_necessary' | 'support_looked'
export type ReviewNotice = Extract<NoticeShape['kind'], `review_${string}` | 'right_lapsed'>
export type DataNotice = Exclude<NoticeShape['kind'], BookingNotice | SupportNotice | ReviewNotice>

/** What a person was told, the latest first, with the booking as it is now. */
export const readNotices = async (tx: Tx, person: PersonId, most: number): Promise<NoticeShape[]> => {
  const { rows } = await sql<{
    id: NoticeId
    at: Temporal.Instant
    kind: NoticeShape['kind']
    booking_id: BookingId | null
    request_id: RequestId | null
    workspace_name: string | null
    from_at: Temporal.Instant | null
    to_at: Temporal.Instant | null
    time_zone: string | null
    read_at: Temporal.Instant | null
  }>`
    SELECT n.id, n.at, n.kind, n.booking_id, n.request_id, b.workspace_name, b.from_at, b.to_at, b.time_zone, n.read_at
    FROM notices n
    LEFT JOIN booking_cards b ON b.organisation_id = n.organisation_id AND b.booking_id = n.booking_id
    WHERE n.organisation_id = ${tx.organisation} AND n.person_id = ${person}
    ORDER BY n.at DESC, n.id LIMIT ${most}`.execute(tx.db)
  return rows.map((row) => {
    const zoned = (instant: Temporal.Instant) => instant.toString(row.time_zone === null ? {} : { timeZone: row.time_zone })
    return {
      id: row.id,
      at: zoned(row.at),
      kind: row.kind,
      bookingId: row.booking_id,
      workspaceName: row.workspace_name,
      from: row.from_at === null ? null : zoned(row.from_at),
      to: row.to_at === null ? null : zoned(row.to_at),
      timeZone: row.time_zone,
      requestId: row.request_id,
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
  kind: BookingNotice,
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

/**
 * Tells a person what was done with their data, once per request and kind. Purpose `rights`.
 * @returns null when they were told before
 */
export const tellOfData = async (tx: Tx, person: PersonId, kind: DataNotice, request: RequestId | null): Promise<NoticeId | null> => {
  const { rows } = await sql<{ id: NoticeId }>`
    INSERT INTO notices (organisation_id, id, person_id, at, kind, request_id)
    VALUES (${tx.organisation}, gen_random_uuid(), ${person}, ${tx.now.toString()}::timestamptz, ${kind}, ${request}::uuid)
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx.db)
  return rows[0]?.id ?? null
}

/** Tells people of a support visit, each once per visit and kind. Purpose `rights`. @returns whom */
export const tellOfVisit = async (
  tx: Tx,
  people: readonly PersonId[],
  kind: SupportNotice,
  visit: VisitId,
): Promise<{ readonly noticeId: NoticeId; readonly person: PersonId }[]> => {
  const { rows } = await sql<{ noticeId: NoticeId; person: PersonId }>`
    INSERT INTO notices (organisation_id, id, person_id, at, kind, visit_id)
    SELECT ${tx.organisation}, gen_random_uuid(), person, ${tx.now.toString()}::timestamptz, ${kind}, ${visit}::uuid FROM unnest(${[...people]}::uuid[]) AS p (person)
    ON CONFLICT DO NOTHING RETURNING id AS "noticeId", person_id AS person`.execute(tx.db)
  return rows
}

/** Tells people something that concerns the organisation, once for each moment that it happened. Purpose `rights`. @returns whom it was new to */
export const tellOf = async (
  tx: Tx,
  kind: DataNotice,
  people: readonly PersonId[],
  at: Temporal.Instant,
): Promise<{ readonly noticeId: NoticeId; readonly person: PersonId }[]> => {
  const { rows } = await sql<{ noticeId: NoticeId; person: PersonId }>`
    INSERT INTO notices (organisation_id, id, person_id, at, kind)
    SELECT ${tx.organisation}, gen_random_uuid(), p.id, ${at.toString()}::timestamptz, ${kind} FROM unnest(${people}::uuid[]) AS p (id)
    WHERE NOT EXISTS (SELECT FROM notices n WHERE n.organisation_id = ${tx.organisation} AND n.person_id = p.id AND n.kind = ${kind}
      AND n.at = ${at.toString()}::timestamptz)
    RETURNING id AS "noticeId", person_id AS person`.execute(tx.db)
  return rows
}

/** Tells everybody of the organisation, in one statement. Purpose `rights`. @returns how many */
export const tellAll = async (tx: Tx, kind: DataNotice): Promise<number> => {
  const { rows } = await sql`
    INSERT INTO notices (organisation_id, id, person_id, at, kind)
    SELECT organisation_id, gen_random_uuid(), id, ${tx.now.toString()}::timestamptz, ${kind} FROM people WHERE organisation_id = ${tx.organisation}
    RETURNING 1`.execute(tx.db)
  return rows.length
}

/** Tells people of a review of rights, once per review and kind. Purpose `rights`. @returns whom */
export const tellOfReview = async (
  tx: Tx,
  people: readonly PersonId[],
  kind: ReviewNotice,
  review: string,
): Promise<{ readonly noticeId: NoticeId; readonly person: PersonId }[]> => {
  const { rows } = await sql<{ noticeId: NoticeId; person: PersonId }>`
    INSERT INTO notices (organisation_id, id, person_id, at, kind, review_id)
    SELECT organisation_id, gen_random_uuid(), id, ${tx.now.toString()}::timestamptz, ${kind}, ${review}::uuid
    FROM people WHERE organisation_id = ${tx.organisation} AND id = ANY (${people}::uuid[])
    ON CONFLICT DO NOTHING RETURNING id AS "noticeId", person_id AS person`.execute(tx.db)
  return rows
}
