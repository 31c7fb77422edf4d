import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { grantSources } from '#contract/endpoints/rights.ts'
import type { GrantId, LocationId, PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Held } from './grantable.ts'

export type GrantSource = (typeof grantSources)[number]

export type GrantRow = Held & {
  readonly id: GrantId
  readonly person: PersonId
  readonly by: PersonId | null
  readonly why: Buffer | null
  readonly givenAt: Temporal.Instant
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant | null
  readonly source: GrantSource
  readonly confirmedAt: Temporal.Instant | null
}

const columns = sql`r.id, r.person_id AS person, r.role, r.location_id AS "locationId", r.granted_by AS by, r.reason_sealed AS why,
  r.granted_at AS "givenAt", r.starts_at AS "startsAt", r.ends_at AS "endsAt", r.source, r.confirmed_at AS "confirmedAt"`

const instant = (at: Temporal.Instant | null): RawBuilder<unknown> => sql`${at?.toString() ?? null}::timestamptz`
export const inForce = (tx: Tx): RawBuilder<unknown> => sql`(r.starts_at <= ${instant(tx.now)} AND (r.ends_at IS NULL OR r.ends_at > ${instant(tx.now)}))`

export type GrantFilter = {
  readonly person?: PersonId | undefined
  readonly role?: Role | undefined
  /** Also the role that everyone has. */
  readonly employees?: boolean
  /** Only at these locations. */
  readonly locations?: readonly LocationId[] | undefined
  /** Also what is over. */
  readonly over?: boolean
}

/** Grants that fit; of people whose data is frozen none. Purpose `administration`. */
export const readGrants = async (tx: Tx, { person, role, employees = false, locations, over = false }: GrantFilter): Promise<GrantRow[]> => {
  const { rows } = await sql<GrantRow>`
    SELECT ${columns} FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND p.restricted_at IS NULL
      AND (${person ?? null}::uuid IS NULL OR r.person_id = ${person ?? null}::uuid)
      AND (${role ?? null}::text IS NULL OR r.role = ${role ?? null}::text)
      AND (${employees} OR r.role <> 'employee')
      AND (${locations ?? null}::uuid[] IS NULL OR r.location_id = ANY (${locations ?? null}::uuid[]))
      AND (${over} OR r.ends_at IS NULL OR r.ends_at > ${instant(tx.now)})`.execute(tx.db)
  return rows
}

/** One grant, held until the end of the transaction; null when there is none. Purpose `administration`. */
export const lockGrant = async (tx: Tx, id: GrantId): Promise<GrantRow | null> => {
  const { rows } = await sql<GrantRow>`
    SELECT ${columns} FROM role_grants r WHERE r.organisation_id = ${tx.organisation} AND r.id = ${id} FOR UPDATE`.execute(tx.db)
  return rows[0] ?? null
}

/** What somebody holds now. Purposes `sign_in`, `administration`. */
export const heldBy = async (tx: Tx, person: PersonId): Promise<Held[]> => {
  const { rows } = await sql<Held>`
    SELECT r.role, r.location_id AS "locationId" FROM role_grants r
    WHERE r.organisation_id = ${tx.organisation} AND r.person_id = ${person} AND ${inForce(tx)}`.execute(tx.db)
  return rows
}

/** Whether anybody holds a role in the whole organisation, now or later. Purpose `administration`. */
export const isHeldByAnyone = async (tx: Tx, role: Role): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM role_grants r WHERE r.organisation_id = ${tx.organisation} AND r.role = ${role} AND r.location_id IS NULL
      AND (r.ends_at IS NULL OR r.ends_at > ${instant(tx.now)}) LIMIT 1`.execute(tx.db)
  return rows.length > 0
}

export type NewGrant = Held & {
  readonly id: GrantId
  readonly person: PersonId
  readonly by: PersonId | null
  readonly why: Buffer | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant | null
}

/** Gives a role by hand; in place of the same one that is over. Purpose `administration`. @returns false when it is there already */
export const insertGrant = async (tx: Tx, grant: NewGrant): Promise<boolean> => {
  await sql`
    DELETE FROM role_grants WHERE organisation_id = ${tx.organisation} AND person_id = ${grant.person} AND role = ${grant.role}
      AND location_id IS NOT DISTINCT FROM ${grant.locationId}::uuid AND ends_at <= ${instant(tx.now)}`.execute(tx.db)
  const { rows } = await sql`
    INSERT INTO role_grants (organisation_id, id, person_id, role, location_id, granted_at, granted_by, starts_at, ends_at, reason_sealed, source)
    VALUES (${tx.organisation}, ${grant.id}, ${grant.person}, ${grant.role}, ${grant.locationId}::uuid, ${instant(tx.now)}, ${grant.by}::uuid,
      ${instant(grant.startsAt)}, ${instant(grant.endsAt)}, ${grant.why}, 'manual')
    ON CONFLICT DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Purpose `administration`. */
export const updateGrant = async (tx: Tx, id: GrantId, change: { readonly endsAt?: Temporal.Instant | null; readonly why?: Buffer }): Promise<void> => {
  await sql`
    UPDATE role_grants SET ends_at = CASE WHEN ${change.endsAt !== undefined} THEN ${instant(change.endsAt ?? null)} ELSE ends_at END,
      reason_sealed = coalesce(${change.why ?? null}::bytea, reason_sealed)
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Takes grants away. Purpose `administration`. @returns those that were there */
export const deleteGrants = async (tx: Tx, ids: readonly GrantId[]): Promise<GrantRow[]> => {
  const { rows } = await sql<GrantRow>`
    DELETE FROM role_grants r WHERE r.organisation_id = ${tx.organisation} AND r.id = ANY (${ids}::uuid[]) RETURNING ${columns}`.execute(tx.db)
  return rows
}

/** Grants that hold at one location. Purpose `administration`. */
export const grantsAt = async (tx: Tx, location: LocationId): Promise<GrantId[]> => {
  const { rows } = await sql<{ id: GrantId }>`
    SELECT id FROM role_grants WHERE organisation_id = ${tx.organisation} AND location_id = ${location}`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** A review confirmed these. Purpose `administration`. */
export const confirmGrants = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`
    UPDATE role_grants SET confirmed_at = ${instant(tx.now)} WHERE organisation_id = ${tx.organisation} AND id = ANY (${ids}::uuid[])`.execute(tx.db)
}

/**
 * Everything that a review looks at: what people hold or will hold who may come in. Not what the organisation's own directory says of everybody each day,
 * nor a guest's, which ends by itself. Purpose `administration`.
 */
export const reviewableGrants = async (tx: Tx): Promise<GrantRow[]> => {
  const { rows } = await sql<GrantRow>`
    SELECT ${columns} FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND (r.ends_at IS NULL OR r.ends_at > ${instant(tx.now)})
      AND p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > ${instant(tx.now)})
      AND NOT (r.role = 'employee' AND (r.source IN ('sso', 'scim') OR p.kind = 'guest'))`.execute(tx.db)
  return rows
}

/** Sealed reasons of grants, by id. Purpose `administration`. */
export const readReasons = async (tx: Tx, ids: readonly string[]): Promise<{ id: GrantId; person: PersonId; why: Buffer }[]> => {
  const { rows } = await sql<{ id: GrantId; person: PersonId; why: Buffer }>`
    SELECT id, person_id AS person, reason_sealed AS why FROM role_grants
    WHERE organisation_id = ${tx.organisation} AND id = ANY (${ids}::uuid[]) AND reason_sealed IS NOT NULL`.execute(tx.db)
  return rows
}
