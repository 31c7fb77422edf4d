import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/**
 * Who holds a role for good and can come in with it: the grant has begun and has no end, their access has none either, they are not switched off, and
 * they have a way in of their own (a password, a passkey) or come by the organisation's directory.
 */
const lasting = (tx: Tx, role: Role) => sql`
  SELECT r.person_id FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
  WHERE r.organisation_id = ${tx.organisation} AND r.role = ${role} AND r.location_id IS NULL
    AND r.starts_at <= ${tx.now.toString()}::timestamptz AND r.ends_at IS NULL AND p.deactivated_at IS NULL AND p.access_until IS NULL
    AND (EXISTS (SELECT FROM credentials c WHERE c.organisation_id = r.organisation_id AND c.person_id = r.person_id)
      OR EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = r.organisation_id AND k.person_id = r.person_id AND k.disabled_at IS NULL)
      OR EXISTS (SELECT FROM role_grants s WHERE s.organisation_id = r.organisation_id AND s.person_id = r.person_id AND s.source IN ('sso', 'scim')))`

/**
 * The last organisation manager cannot vanish. Asked after the change and before its commit, by whoever holds the organisation's turn (`lockOrganisation`,
 * `takeTurns`), so that of two changes at once the second sees the first. Purposes `sign_in`, `administration`, `rights`.
 * @throws Refusal last_organisation_manager, which undoes the change with its transaction
 */
export const keepManaged = async (tx: Tx): Promise<void> => {
  const { rows } = await sql`${lasting(tx, 'organisation_manager')} LIMIT 1`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('last_organisation_manager')
}

/** Of people, those without whom nobody would manage the organisation. Purpose `administration`. */
export const managersOf = async (tx: Tx): Promise<Set<PersonId>> => {
  const { rows } = await sql<{ person_id: PersonId }>`SELECT DISTINCT person_id FROM (${lasting(tx, 'organisation_manager')}) m`.execute(tx.db)
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Whether somebody holds the role of organisation manager, now or later. Purposes `sign_in`, `administration`, `rights`. */
export const manages = async (tx: Tx, person: PersonId): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM role_grants WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND role = 'organisation_manager' LIMIT 1`.execute(tx.db)
  return rows.length > 0
}

/**
 * Whether nobody else holds a role for good and can sign in with it; of those who are leaving none counts. False for who does not hold it. Purpose `rights`.
 */
export const isLastOf = async (tx: Tx, role: Role, person: PersonId, leaving: readonly PersonId[]): Promise<boolean> => {
  const { rows } = await sql<{ last: boolean }>`
    SELECT EXISTS (SELECT FROM role_grants WHERE organisation_id = ${tx.organisation} AND role = ${role} AND person_id = ${person})
      AND NOT EXISTS (
        SELECT FROM (${lasting(tx, role)}) m WHERE m.person_id <> ${person} AND m.person_id <> ALL (${leaving}::uuid[])) AS last`.execute(tx.db)
  return rows[0]?.last ?? false
}
