import { sql } from 'kysely'
import type { LocationId, PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type DirectoryGrant = { readonly role: Role; readonly locationId: LocationId | null; readonly by: PersonId | null }

/**
 * Makes these the roles that a person has by the word of their organisation's own directory: gives what is missing, takes away what that source gave before
 * and gives no more. What was given by hand stays as it is; and the last organisation manager keeps that role. Purpose `administration`.
 * @returns what was given and taken
 */
export const syncDirectoryGrants = async (
  tx: Tx,
  person: PersonId,
  source: 'sso' | 'scim',
  wanted: readonly DirectoryGrant[],
): Promise<{ readonly given: Role[]; readonly taken: Role[] }> => {
  const now = tx.now.toString()
  const [roles, locations] = [wanted.map(({ role }) => role), wanted.map(({ locationId }) => locationId)]
  const { rows: taken } = await sql<{ role: Role }>`
    DELETE FROM role_grants r
    WHERE r.organisation_id = ${tx.organisation} AND r.person_id = ${person} AND r.source = ${source}
      AND NOT EXISTS (SELECT FROM unnest(${roles}::text[], ${locations}::uuid[]) AS w (role, location_id)
        WHERE w.role = r.role AND w.location_id IS NOT DISTINCT FROM r.location_id)
      AND (r.role <> 'organisation_manager' OR EXISTS (
        SELECT FROM role_grants m WHERE m.organisation_id = r.organisation_id AND m.role = r.role AND m.person_id <> r.person_id
          AND m.starts_at <= ${now}::timestamptz AND (m.ends_at IS NULL OR m.ends_at > ${now}::timestamptz)))
    RETURNING r.role`.execute(tx.db)
  const missing = sql`unnest(${roles}::text[], ${locations}::uuid[], ${wanted.map(({ by }) => by)}::uuid[]) AS w (role, location_id, granted_by)`
  await sql`
    DELETE FROM role_grants r USING ${missing} WHERE r.organisation_id = ${tx.organisation} AND r.person_id = ${person} AND r.role = w.role
      AND r.location_id IS NOT DISTINCT FROM w.location_id AND r.ends_at <= ${now}::timestamptz`.execute(tx.db)
  const { rows: given } = await sql<{ role: Role }>`
    INSERT INTO role_grants (organisation_id, person_id, role, location_id, granted_at, starts_at, granted_by, source)
    SELECT ${tx.organisation}::uuid, ${person}::uuid, role, location_id, ${now}::timestamptz, ${now}::timestamptz, granted_by, ${source} FROM ${missing}
    ON CONFLICT DO NOTHING RETURNING role`.execute(tx.db)
  return { given: given.map(({ role }) => role), taken: taken.map(({ role }) => role) }
}
