import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Who gives roles by other hands than a manager's: a list, the organisation's sign-in, its directory. */
export type GrantSource = 'import' | 'sso' | 'scim'
/** `by`: whoever said that it is to be so. */
export type SourcedGrant = { readonly person: PersonId; readonly role: Role; readonly by: PersonId | null }

const columns = (grants: readonly SourcedGrant[]) => sql`
  unnest(${grants.map(({ person }) => person)}::uuid[], ${grants.map(({ role }) => role)}::text[], ${grants.map(({ by }) => by)}::uuid[]) AS g (person, role, by)`

/** Gives roles for the whole organisation; who has one already keeps it as it was given. Purpose `administration`. @returns what was given */
export const addSourcedRoles = async (tx: Tx, source: GrantSource, grants: readonly SourcedGrant[]): Promise<{ person: PersonId; role: Role }[]> => {
  if (grants.length === 0) return []
  const { rows } = await sql<{ person: PersonId; role: Role }>`
    INSERT INTO role_grants (organisation_id, person_id, role, granted_at, starts_at, granted_by, source)
    SELECT DISTINCT ON (g.person, g.role) ${tx.organisation}::uuid, g.person, g.role, ${tx.now.toString()}::timestamptz, ${tx.now.toString()}::timestamptz, g.by, ${source}
    FROM ${columns(grants)}
    ON CONFLICT DO NOTHING RETURNING person_id AS person, role`.execute(tx.db)
  return rows
}

/**
 * Makes these the roles that these people have from one source: what it gave before and gives no more goes, what is missing comes; what others gave stays.
 * Purpose `administration`. @returns what came and what went
 */
export const alignRoles = async (
  tx: Tx,
  source: GrantSource,
  people: readonly PersonId[],
  wanted: readonly SourcedGrant[],
): Promise<{ readonly added: readonly { person: PersonId; role: Role }[]; readonly removed: readonly { person: PersonId; role: Role }[] }> => {
  const { rows: removed } = await sql<{ person: PersonId; role: Role }>`
    DELETE FROM role_grants r
    WHERE r.organisation_id = ${tx.organisation} AND r.person_id = ANY (${people}::uuid[]) AND r.source = ${source}
      AND NOT EXISTS (SELECT FROM ${columns(wanted)} WHERE g.person = r.person_id AND g.role = r.role)
    RETURNING r.person_id AS person, r.role`.execute(tx.db)
  return { removed, added: await addSourcedRoles(tx, source, wanted) }
}

/** Whether somebody holds a role that came otherwise than from this source, everybody's own apart. Purpose `administration`. */
export const hasRolesBesides = async (tx: Tx, source: GrantSource, person: PersonId): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM role_grants
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND role <> 'employee' AND source <> ${source} LIMIT 1`.execute(tx.db)
  return rows.length > 0
}
