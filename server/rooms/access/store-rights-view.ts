import { sql } from 'kysely'
import type { z } from 'zod'
import type { whyCan } from '#contract/endpoints/rights.ts'
import type { GrantId, LocationId, PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { inForce } from './store-grants.ts'

export type Reaching = { readonly id: GrantId; readonly person: PersonId; readonly role: Role; readonly locationId: LocationId | null; readonly endsAt: Temporal.Instant | null; readonly nameSealed: Buffer }

/**
 * What people hold now, of those who can use it: they may come in, have opted in and their data is not frozen. At a location also what is held for the
 * whole organisation. Purpose `administration`.
 */
export const readReaching = async (tx: Tx, location: LocationId | null): Promise<Reaching[]> => {
  const { rows } = await sql<Reaching>`
    SELECT r.id, r.person_id AS person, r.role, r.location_id AS "locationId", r.ends_at AS "endsAt", p.name_sealed AS "nameSealed"
    FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND ${inForce(tx)}
      AND (${location}::uuid IS NULL OR r.location_id IS NULL OR r.location_id = ${location}::uuid)
      AND p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > ${tx.now.toString()}::timestamptz)
      AND p.opted_in_at IS NOT NULL AND p.restricted_at IS NULL
    ORDER BY r.location_id NULLS FIRST, r.ends_at DESC NULLS FIRST, r.role`.execute(tx.db)
  return rows
}

export type Barred = z.output<typeof whyCan.success.body>['barred']

/** Why somebody can do nothing at all now, if so; undefined when there is no such person. Purpose `administration`. */
export const barredBy = async (tx: Tx, person: PersonId): Promise<Barred | undefined> => {
  const { rows } = await sql<{ barred: Barred }>`
    SELECT CASE WHEN deactivated_at IS NOT NULL THEN 'deactivated' WHEN access_until <= ${tx.now.toString()}::timestamptz THEN 'access_over'
      WHEN restricted_at IS NOT NULL THEN 'data_restricted' WHEN opted_in_at IS NULL THEN 'not_opted_in' END AS barred
    FROM people WHERE organisation_id = ${tx.organisation} AND id = ${person}`.execute(tx.db)
  return rows[0]?.barred
}
