import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Held } from './grantable.ts'
import { inForce } from './store-grants.ts'

/** Who reviews rights now, with what they hold, and who are privacy officers. Purpose `administration`. */
export const reviewersNow = async (tx: Tx): Promise<{ reviewers: { person: PersonId; held: Held[] }[]; officers: PersonId[] }> => {
  const { rows } = await sql<Held & { person: PersonId }>`
    SELECT r.person_id AS person, r.role, r.location_id AS "locationId"
    FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND r.role IN ('organisation_manager', 'location_manager', 'privacy_officer') AND ${inForce(tx)}
      AND p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > ${tx.now.toString()}::timestamptz)`.execute(tx.db)
  const people = Map.groupBy(rows, ({ person }) => person)
  return {
    reviewers: [...people].map(([person, held]) => ({ person, held })),
    officers: rows.filter(({ role, locationId }) => role === 'privacy_officer' && locationId === null).map(({ person }) => person),
  }
}
