import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** A right password that waits for its second factor; a link that was asked for. */
export type StepKind = 'second_factor' | 'recovery_link'

/** @param alone takes the place of those before of its kind. Purpose `sign_in`. */
export const addStep = async (
  tx: Tx,
  step: { readonly person: PersonId; readonly kind: StepKind; readonly hash: Buffer; readonly expiresAt: Temporal.Instant; readonly alone: boolean },
): Promise<void> => {
  if (step.alone) await removeSteps(tx, step.person, step.kind)
  await tx.db
    .insertInto('sign_in_steps')
    .values({
      organisation_id: tx.organisation, token_hash: step.hash, person_id: step.person, kind: step.kind, expires_at: step.expiresAt.toString(),
    })
    .execute()
}

/** Whose step it is; null: unknown, used, replaced or over. Purpose `sign_in`. */
export const stepBy = async (tx: Tx, kind: StepKind, hash: Buffer): Promise<PersonId | null> => {
  const { rows } = await sql<{ person_id: PersonId }>`
    SELECT person_id FROM sign_in_steps WHERE organisation_id = ${tx.organisation} AND token_hash = ${hash} AND kind = ${kind}
      AND expires_at > ${tx.now.toString()}::timestamptz`.execute(tx.db)
  return rows[0]?.person_id ?? null
}

/** Counts a try before it is made; null when the step is unknown, over, or was tried so often already. Purpose `sign_in`. */
export const tryStep = async (tx: Tx, kind: StepKind, hash: Buffer, most: number): Promise<{ person: PersonId; attempts: number } | null> => {
  const { rows } = await sql<{ person_id: PersonId; attempts: number }>`
    UPDATE sign_in_steps SET attempts = attempts + 1 WHERE organisation_id = ${tx.organisation} AND token_hash = ${hash} AND kind = ${kind}
      AND expires_at > ${tx.now.toString()}::timestamptz AND attempts < ${most} RETURNING person_id, attempts`.execute(tx.db)
  const [row] = rows
  return row === undefined ? null : { person: row.person_id, attempts: row.attempts }
}

/** Uses a step up. Of two at once only one gets true. Purpose `sign_in`. */
export const useStep = async (tx: Tx, kind: StepKind, hash: Buffer): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM sign_in_steps WHERE organisation_id = ${tx.organisation} AND token_hash = ${hash} AND kind = ${kind}
      AND expires_at > ${tx.now.toString()}::timestamptz RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Purpose `sign_in`. */
export const removeSteps = async (tx: Tx, person: PersonId, kind: StepKind): Promise<void> => {
  await tx.db
    .deleteFrom('sign_in_steps')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .where('kind', '=', kind)
    .execute()
}

/** Deletes steps and invitations that nobody took in time. Purpose `sign_in`. */
export const removeExpiredSteps = async (tx: Tx): Promise<void> => {
  const now = tx.now.toString()
  await sql`DELETE FROM sign_in_steps WHERE organisation_id = ${tx.organisation} AND expires_at <= ${now}::timestamptz`.execute(tx.db)
  await sql`DELETE FROM invitations WHERE organisation_id = ${tx.organisation} AND expires_at <= ${now}::timestamptz`.execute(tx.db)
}
