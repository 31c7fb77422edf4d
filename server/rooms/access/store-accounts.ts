import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { accountStates } from '#contract/endpoints/people.ts'
import type { LocationId, PersonId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { inForce } from './store-grants.ts'
import type { GrantSource } from './store-grants.ts'

export type AccountState = (typeof accountStates)[number]
export type AccountFilter = {
  readonly role?: Role | undefined
  readonly teamId?: TeamId | undefined
  readonly state?: AccountState | undefined
  readonly kind?: 'employee' | 'guest' | undefined
  readonly source?: GrantSource | undefined
  readonly secondFactor?: boolean | undefined
}

const now = (tx: Tx) => sql`${tx.now.toString()}::timestamptz`
const has = (table: 'credentials' | 'passkeys' | 'totp_secrets' | 'sessions', which: RawBuilder<unknown> = sql``): RawBuilder<unknown> =>
  sql`EXISTS (SELECT FROM ${sql.table(table)} x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id ${which})`

const state = (tx: Tx) => sql`CASE WHEN p.deactivated_at IS NOT NULL THEN 'deactivated' WHEN p.access_until <= ${now(tx)} THEN 'over'
  WHEN p.opted_in_at IS NOT NULL AND (${has('credentials')} OR ${has('passkeys')} OR ${has('sessions')} OR ${source} IN ('sso', 'scim')) THEN 'active'
  WHEN ${has('credentials')} OR ${has('passkeys')} OR ${has('sessions')} THEN 'first_use' ELSE 'invited' END`
/** How the account came about: as the first role it was given did. */
const source = sql`coalesce((SELECT r.source FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id
  ORDER BY r.granted_at, r.source IN ('manual') LIMIT 1), 'manual')`
const secondFactor = sql`(${has('passkeys', sql`AND x.disabled_at IS NULL`)} OR ${has('totp_secrets', sql`AND x.confirmed_at IS NOT NULL`)})`

/** Everyone who fits and whose data is not frozen, sealed as they are; in no order. Purpose `administration`. */
export const findAccounts = async (tx: Tx, filter: AccountFilter): Promise<{ id: PersonId; name: Buffer; email: Buffer }[]> => {
  const conditions = [
    sql`p.organisation_id = ${tx.organisation} AND p.restricted_at IS NULL`,
    ...(filter.teamId === undefined ? [] : [sql`p.team_id = ${filter.teamId}`]),
    ...(filter.kind === undefined ? [] : [sql`p.kind = ${filter.kind}`]),
    ...(filter.state === undefined ? [] : [sql`${state(tx)} = ${filter.state}`]),
    ...(filter.source === undefined ? [] : [sql`${source} = ${filter.source}`]),
    ...(filter.secondFactor === undefined ? [] : [sql`${secondFactor} = ${filter.secondFactor}`]),
    ...(filter.role === undefined
      ? []
      : [sql`EXISTS (SELECT FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id AND r.role = ${filter.role} AND ${inForce(tx)})`]),
  ]
  const { rows } = await sql<{ id: PersonId; name: Buffer; email: Buffer }>`
    SELECT p.id, p.name_sealed AS name, p.email_sealed AS email FROM people p WHERE ${sql.join(conditions, sql` AND `)}`.execute(tx.db)
  return rows
}

export type AccountRow = {
  readonly id: PersonId
  readonly name: Buffer
  readonly email: Buffer
  readonly teamId: TeamId | null
  readonly teamName: string | null
  readonly state: AccountState
  readonly kind: 'employee' | 'guest'
  readonly accessUntil: Temporal.Instant | null
  readonly source: GrantSource
  readonly secondFactor: boolean
  readonly sessions: number
  readonly held: readonly { readonly role: Role; readonly locationId: LocationId | null }[]
}

/** Accounts of the people named, in no order. Purpose `administration`. */
export const readAccounts = async (tx: Tx, people: readonly PersonId[]): Promise<AccountRow[]> => {
  const { rows } = await sql<AccountRow>`
    SELECT p.id, p.name_sealed AS name, p.email_sealed AS email, p.team_id AS "teamId", t.name AS "teamName", ${state(tx)} AS state, p.kind,
      p.access_until AS "accessUntil", ${source} AS source, ${secondFactor} AS "secondFactor",
      (SELECT count(*)::int FROM sessions x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id
        AND x.idle_until > ${now(tx)} AND x.absolute_until > ${now(tx)}) AS sessions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'locationId', r.location_id) ORDER BY r.role, r.location_id), '[]')
        FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id AND ${inForce(tx)}) AS held
    FROM people p LEFT JOIN teams t ON t.organisation_id = p.organisation_id AND t.id = p.team_id
    WHERE p.organisation_id = ${tx.organisation} AND p.id = ANY (${people}::uuid[])`.execute(tx.db)
  return rows
}
