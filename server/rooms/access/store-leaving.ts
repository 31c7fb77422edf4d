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

/**
 * Whether somebody manages the whole organisation and can come in to do so, these people not counted: the role in force without an end, the account on
 * without an end, and a password, a passkey or the organisation's own sign-in to come in with. Purpose `administration`.
 */
export const isManagedWithout = async (tx: Tx, people: readonly PersonId[]): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND r.role = 'organisation_manager' AND r.person_id <> ALL (${people}::uuid[])
      AND r.starts_at <= ${tx.now.toString()}::timestamptz AND r.ends_at IS NULL
      AND p.deactivated_at IS NULL AND p.access_until IS NULL
      AND (EXISTS (SELECT FROM credentials c WHERE c.organisation_id = r.organisation_id AND c.person_id = r.person_id)
        OR EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = r.organisation_id AND k.person_id = r.person_id)
        OR EXISTS (SELECT FROM sessions s WHERE s.organisation_id = r.organisation_id AND s.person_id = r.person_id AND s.method IN ('oidc', 'saml')))
    LIMIT 1`.execute(tx.db)
  return rows.length > 0
}
