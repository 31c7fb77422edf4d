import { sql } from 'kysely'
import type { HoldId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type HoldRow = {
  readonly id: HoldId
  /** Null: everybody of the organisation. */
  readonly person: PersonId | null
  readonly ground: string
  /** The law that demands it; the only kind that stands after the end of the agreement. */
  readonly statute: string | null
  readonly placedAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly liftedAt: Temporal.Instant | null
}

const columns = sql`id, person_id AS person, ground, statute, placed_at AS "placedAt", ends_at AS "endsAt", lifted_at AS "liftedAt"`

/** All holds that are still kept, the latest first. Purposes `rights`, `retention`, `administration`. */
export const readHolds = async (tx: Tx): Promise<HoldRow[]> => {
  const { rows } = await sql<HoldRow>`
    SELECT ${columns} FROM holds WHERE organisation_id = ${tx.organisation} ORDER BY placed_at DESC, id`.execute(tx.db)
  return rows
}

/** Holds that stand at `at` (now when not given). */
export const holdsInForce = async (tx: Tx, at: Temporal.Instant = tx.now): Promise<HoldRow[]> => {
  const { rows } = await sql<HoldRow>`
    SELECT ${columns} FROM holds WHERE organisation_id = ${tx.organisation} AND placed_at <= ${at.toString()}::timestamptz
      AND ends_at > ${at.toString()}::timestamptz AND (lifted_at IS NULL OR lifted_at > ${at.toString()}::timestamptz)
    ORDER BY ends_at DESC, id`.execute(tx.db)
  return rows
}

/** Holds that stood at any time since `since`. */
export const holdsSince = async (tx: Tx, since: Temporal.Instant): Promise<HoldRow[]> => {
  const { rows } = await sql<HoldRow>`
    SELECT ${columns} FROM holds WHERE organisation_id = ${tx.organisation}
      AND ends_at > ${since.toString()}::timestamptz AND (lifted_at IS NULL OR lifted_at > ${since.toString()}::timestamptz)`.execute(tx.db)
  return rows
}

/** Purpose `rights`. */
export const insertHold = async (
  tx: Tx,
  hold: Pick<HoldRow, 'id' | 'person' | 'ground' | 'statute' | 'endsAt'> & { readonly placedBy: PersonId },
): Promise<void> => {
  await tx.db
    .insertInto('holds')
    .values({
      organisation_id: tx.organisation,
      id: hold.id,
      person_id: hold.person,
      ground: hold.ground,
      statute: hold.statute,
      placed_by: hold.placedBy,
      placed_at: tx.now.toString(),
      ends_at: hold.endsAt.toString(),
    })
    .execute()
}

/** Purpose `rights`. @returns false when there is none such that still stands */
export const markLifted = async (tx: Tx, id: HoldId): Promise<{ person: PersonId | null } | null> => {
  const { rows } = await sql<{ person: PersonId | null }>`
    UPDATE holds SET lifted_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND lifted_at IS NULL AND ends_at > ${tx.now.toString()}::timestamptz
    RETURNING person_id AS person`.execute(tx.db)
  return rows[0] ?? null
}
