import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Marks accounts as switched off; who was already keeps the first moment. Purpose `administration`. @returns who was not yet */
export const markDeactivated = async (tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  const { rows } = await sql<{ id: PersonId }>`
    UPDATE people SET deactivated_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND id = ANY (${people}::uuid[]) AND deactivated_at IS NULL RETURNING id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** @returns who was switched off until now. Purpose `administration`. */
export const unmarkDeactivated = async (tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  const { rows } = await sql<{ id: PersonId }>`
    UPDATE people SET deactivated_at = NULL
    WHERE organisation_id = ${tx.organisation} AND id = ANY (${people}::uuid[]) AND deactivated_at IS NOT NULL RETURNING id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** Sessions end now; links that were given out open nothing any more. Purpose `administration`. */
export const endWaysIn = async (tx: Tx, people: readonly PersonId[]): Promise<void> => {
  await sql`DELETE FROM sessions WHERE organisation_id = ${tx.organisation} AND person_id = ANY (${people}::uuid[])`.execute(tx.db)
  await sql`DELETE FROM invitations WHERE organisation_id = ${tx.organisation} AND person_id = ANY (${people}::uuid[])`.execute(tx.db)
}
