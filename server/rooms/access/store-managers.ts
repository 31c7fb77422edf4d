import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { takeTurns } from '../organisations/index.ts'

/**
 * Who holds a role for good and can come in with it: the grant has begun and has no end, their access has none either, they are not switched off, and they
 * have a way in that their organisation lets through: a password or passkey (where it wants its own sign-in service: as a break-glass account), or that service.
 */
const lasting = (tx: Tx, role: Role) => sql`
  SELECT r.person_id FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
  WHERE r.organisation_id = ${tx.organisation} AND r.role = ${role} AND r.location_id IS NULL
    AND r.starts_at <= ${tx.now.toString()}::timestamptz AND r.ends_at IS NULL AND p.deactivated_at IS NULL AND p.access_until IS NULL
    AND (EXISTS (SELECT FROM sessions s WHERE s.organisation_id = r.organisation_id AND s.person_id = r.person_id AND s.method IN ('oidc', 'saml'))
      OR (EXISTS (SELECT FROM credentials c WHERE c.organisation_id = r.organisation_id AND c.person_id = r.person_id)
          OR EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = r.organisation_id AND k.person_id = r.person_id AND k.disabled_at IS NULL))
        AND (NOT EXISTS (SELECT FROM sign_in_policies y WHERE y.organisation_id = r.organisation_id AND y.sso_required)
          OR EXISTS (SELECT FROM break_glass_accounts b WHERE b.organisation_id = r.organisation_id AND b.person_id = r.person_id)))`

/**
 * The last organisation manager cannot vanish. Asked after the change and before its commit, by whoever holds the organisation's turn (`lockOrganisation`,
 * `takeTurns`), so that of two changes at once the second sees the first. Purposes `sign_in`, `administration`, `rights`.
 * @throws Refusal last_organisation_manager, which undoes the change with its transaction
 */
export const assertManaged = async (tx: Tx): Promise<void> => {
  const { rows } = await sql`${lasting(tx, 'organisation_manager')} LIMIT 1`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('last_organisation_manager')
}

/**
 * The same before people leave. Two who do this at once are taken in turns. Purpose `administration`.
 * @throws Refusal last_organisation_manager
 */
export const keepManaged = async (tx: Tx, leaving: readonly PersonId[]): Promise<void> => {
  await takeTurns(tx)
  const { rows } = await sql<{ concerned: boolean; managed: boolean }>`
    SELECT EXISTS (SELECT FROM role_grants WHERE organisation_id = ${tx.organisation} AND role = 'organisation_manager'
        AND person_id = ANY (${leaving}::uuid[])) AS concerned,
      EXISTS (SELECT FROM (${lasting(tx, 'organisation_manager')}) m WHERE m.person_id <> ALL (${leaving}::uuid[])) AS managed`.execute(tx.db)
  if (rows[0]?.concerned === true && !rows[0].managed) throw new Refusal('last_organisation_manager')
}

/** Of people, those without whom nobody would manage the organisation. Purpose `administration`. */
export const managersOf = async (tx: Tx): Promise<Set<PersonId>> => {
  const { rows } = await sql<{ person_id: PersonId }>`SELECT DISTINCT person_id FROM (${lasting(tx, 'organisation_manager')}) m`.execute(tx.db)
  return new Set(rows.map(({ person_id }) => person_id))
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
