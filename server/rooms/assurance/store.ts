import { sql } from 'kysely'
import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import type { LocationId, PersonId, ReviewId, ReviewItemId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type ReviewRow = {
  readonly id: ReviewId
  readonly startedAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
  readonly startedBy: PersonId | null
  readonly told: 'start' | 'week' | 'day'
}

export type ItemRow = {
  readonly id: ReviewItemId
  readonly reviewId: ReviewId
  readonly kind: ReviewItem['kind']
  readonly subject: string | null
  readonly person: PersonId | null
  readonly role: Role | null
  readonly locationId: LocationId | null
  readonly label: string | null
  readonly since: Temporal.Instant
  readonly until: Temporal.Instant | null
  readonly by: PersonId | null
  readonly reviewer: ReviewItem['reviewer']
  readonly state: ReviewItem['state']
  readonly answeredBy: PersonId | null
  readonly answeredAt: Temporal.Instant | null
}

const review = sql`id, started_at AS "startedAt", due_at AS "dueAt", closed_at AS "closedAt", started_by AS "startedBy", told`
const item = sql`id, review_id AS "reviewId", kind, right_id AS subject, person_id AS person, role, location_id AS "locationId", label, since, until,
  granted_by AS by, reviewer, state, answered_by AS "answeredBy", answered_at AS "answeredAt"`
const now = (tx: Tx) => sql`${tx.now.toString()}::timestamptz`

/** Reviews, newest first. Purposes `administration`, `audit`. */
export const readReviews = async (tx: Tx): Promise<ReviewRow[]> => {
  const { rows } = await sql<ReviewRow>`
    SELECT ${review} FROM access_reviews WHERE organisation_id = ${tx.organisation} ORDER BY started_at DESC LIMIT 100`.execute(tx.db)
  return rows
}

/** One review; null when there is none such here. Purposes `administration`, `audit`. */
export const readReview = async (tx: Tx, id: ReviewId): Promise<ReviewRow | null> => {
  const { rows } = await sql<ReviewRow>`SELECT ${review} FROM access_reviews WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
  return rows[0] ?? null
}

/** The one that is open, if any. Purpose `administration`. */
export const readOpenReview = async (tx: Tx): Promise<ReviewRow | null> => {
  const { rows } = await sql<ReviewRow>`
    SELECT ${review} FROM access_reviews WHERE organisation_id = ${tx.organisation} AND closed_at IS NULL`.execute(tx.db)
  return rows[0] ?? null
}

/** Items of reviews, of one or of several. Purposes `administration`, `audit`. */
export const readItems = async (tx: Tx, reviews: readonly ReviewId[]): Promise<ItemRow[]> => {
  const { rows } = await sql<ItemRow>`
    SELECT ${item} FROM review_items WHERE organisation_id = ${tx.organisation} AND review_id = ANY (${reviews}::uuid[])`.execute(tx.db)
  return rows
}

export type NewItem = Pick<ItemRow, 'kind' | 'subject' | 'person' | 'role' | 'locationId' | 'label' | 'since' | 'until' | 'by' | 'reviewer'>

/** Starts a review with everything that it puts before somebody. Purpose `administration`. */
export const insertReview = async (tx: Tx, { id, dueAt, startedBy }: Pick<ReviewRow, 'id' | 'dueAt' | 'startedBy'>, items: readonly NewItem[]): Promise<void> => {
  await sql`
    INSERT INTO access_reviews (organisation_id, id, started_at, due_at, started_by)
    VALUES (${tx.organisation}, ${id}, ${now(tx)}, ${dueAt.toString()}::timestamptz, ${startedBy}::uuid)`.execute(tx.db)
  const column = <T>(of: (each: NewItem) => T): T[] => items.map(of)
  await sql`
    INSERT INTO review_items (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer)
    SELECT ${tx.organisation}::uuid, gen_random_uuid(), ${id}::uuid, n.* FROM unnest(${column(({ kind }) => kind)}::text[],
      ${column(({ subject }) => subject)}::uuid[], ${column(({ person }) => person)}::uuid[], ${column(({ role }) => role)}::text[],
      ${column(({ locationId }) => locationId)}::uuid[], ${column(({ label }) => label)}::text[], ${column(({ since }) => since.toString())}::timestamptz[],
      ${column(({ until }) => until?.toString() ?? null)}::timestamptz[], ${column(({ by }) => by)}::uuid[], ${column(({ reviewer }) => reviewer)}::text[]) AS n
  `.execute(tx.db)
}

/** What became of open items; of two answers at once the first counts. Purpose `administration`. @returns those that were open */
export const settleItems = async (tx: Tx, ids: readonly ReviewItemId[], state: ItemRow['state'], by: PersonId | null): Promise<ReviewItemId[]> => {
  const { rows } = await sql<{ id: ReviewItemId }>`
    UPDATE review_items SET state = ${state}, answered_by = ${by}::uuid, answered_at = ${now(tx)}
    WHERE organisation_id = ${tx.organisation} AND id = ANY (${ids}::uuid[]) AND state = 'open' RETURNING id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** Purpose `administration`. */
export const noteTold = async (tx: Tx, id: ReviewId, told: ReviewRow['told']): Promise<void> => {
  await sql`UPDATE access_reviews SET told = ${told} WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Purpose `administration`. */
export const closeReview = async (tx: Tx, id: ReviewId): Promise<void> => {
  await sql`UPDATE access_reviews SET closed_at = ${now(tx)} WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** How often this organisation wants it; null: as usual. Purposes `administration`, `audit`. */
export const readEveryMonths = async (tx: Tx): Promise<3 | 6 | 12 | null> => {
  const { rows } = await sql<{ every_months: 3 | 6 | 12 }>`
    SELECT every_months FROM review_settings WHERE organisation_id = ${tx.organisation}`.execute(tx.db)
  return rows[0]?.every_months ?? null
}

/** Purpose `administration`. */
export const setEveryMonths = async (tx: Tx, months: number): Promise<void> => {
  await sql`
    INSERT INTO review_settings (organisation_id, every_months, changed_at) VALUES (${tx.organisation}, ${months}, ${now(tx)})
    ON CONFLICT (organisation_id) DO UPDATE SET every_months = EXCLUDED.every_months, changed_at = EXCLUDED.changed_at`.execute(tx.db)
}
