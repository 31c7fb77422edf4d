import { sql } from 'kysely'
import type { LocationId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Where a guest is expected, in place of the stay before. Purpose `administration`. */
export const setStay = async (tx: Tx, stay: { readonly person: PersonId; readonly locationId: LocationId; readonly from: Temporal.Instant; readonly by: PersonId }): Promise<void> => {
  await sql`
    INSERT INTO guest_stays (organisation_id, person_id, location_id, starts_at, registered_by)
    VALUES (${tx.organisation}, ${stay.person}, ${stay.locationId}, ${stay.from.toString()}::timestamptz, ${stay.by}::uuid)
    ON CONFLICT (organisation_id, person_id)
      DO UPDATE SET location_id = EXCLUDED.location_id, starts_at = EXCLUDED.starts_at, registered_by = EXCLUDED.registered_by`.execute(tx.db)
}

export type StayRow = {
  readonly person: PersonId
  readonly name: Buffer
  readonly email: Buffer
  readonly locationId: LocationId
  readonly startsAt: Temporal.Instant
  readonly until: Temporal.Instant
  readonly hasAccount: boolean
}

/** Guests whose stay touches a period, at these locations or anywhere (null); one of them by id. Purpose `administration`. */
export const readStays = async (
  tx: Tx,
  wanted: { readonly locations: readonly LocationId[] | null; readonly from: Temporal.Instant; readonly to: Temporal.Instant | null; readonly person?: PersonId },
): Promise<StayRow[]> => {
  const { locations, from, to, person = null } = wanted
  const { rows } = await sql<StayRow>`
    SELECT s.person_id AS person, p.name_sealed AS name, p.email_sealed AS email, s.location_id AS "locationId", s.starts_at AS "startsAt",
      p.access_until AS until, EXISTS (SELECT FROM credentials c WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id)
        OR EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = p.organisation_id AND k.person_id = p.id) AS "hasAccount"
    FROM guest_stays s JOIN people p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
    WHERE s.organisation_id = ${tx.organisation} AND p.kind = 'guest' AND p.restricted_at IS NULL AND p.deactivated_at IS NULL
      AND (${locations}::uuid[] IS NULL OR s.location_id = ANY (${locations}::uuid[]))
      AND (${person}::uuid IS NULL OR s.person_id = ${person}::uuid)
      AND p.access_until > ${from.toString()}::timestamptz AND (${to?.toString() ?? null}::timestamptz IS NULL OR s.starts_at < ${to?.toString() ?? null}::timestamptz)
    ORDER BY s.starts_at`.execute(tx.db)
  return rows
}
