import { sql } from 'kysely'
import type { PersonId, ScimGroupId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Group, GroupWish } from './scim/group.ts'

/** A group with what its members are here. */
export type KeptGroup = Group & {
  readonly id: ScimGroupId
  readonly members: readonly PersonId[]
  readonly team: { readonly id: TeamId; readonly name: string } | null
  readonly roles: readonly Role[]
}

type Row = {
  readonly id: ScimGroupId
  readonly name: string
  readonly external_id: string | null
  readonly team_id: TeamId | null
  readonly team_name: string | null
  readonly roles: Role[]
  readonly created_at: Temporal.Instant
  readonly modified_at: Temporal.Instant
  readonly members: PersonId[]
}

/** Groups with their members in one query, in the order of their coming. Purpose `administration`. */
export const readGroups = async (tx: Tx, id: string | null = null): Promise<KeptGroup[]> => {
  const { rows } = await sql<Row>`
    SELECT g.id, g.name, g.external_id, g.team_id, t.name AS team_name, g.roles, g.created_at, g.modified_at,
      ARRAY(SELECT m.person_id::text FROM scim_members m WHERE m.organisation_id = g.organisation_id AND m.group_id = g.id ORDER BY m.person_id) AS members
    FROM scim_groups g LEFT JOIN teams t ON t.organisation_id = g.organisation_id AND t.id = g.team_id
    WHERE g.organisation_id = ${tx.organisation} AND (${id}::uuid IS NULL OR g.id = ${id}::uuid)
    ORDER BY g.created_at, g.id`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    externalId: row.external_id,
    members: row.members,
    created: row.created_at,
    modified: row.modified_at,
    team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? '' },
    roles: row.roles,
  }))
}

/** Adds a group, or changes the one with this id. Purpose `administration`. @returns false when another has the name */
export const writeGroup = async (tx: Tx, id: ScimGroupId, { name, externalId }: GroupWish): Promise<boolean> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  const { rows } = await sql`
    INSERT INTO scim_groups (organisation_id, id, name, external_id, created_at, modified_at)
    SELECT ${tx.organisation}::uuid, ${id}::uuid, ${name}, ${externalId}::text, ${now}, ${now}
    WHERE NOT EXISTS (SELECT FROM scim_groups o WHERE o.organisation_id = ${tx.organisation} AND lower(o.name) = lower(${name}) AND o.id <> ${id})
    ON CONFLICT (organisation_id, id) DO UPDATE SET name = EXCLUDED.name, external_id = EXCLUDED.external_id, modified_at = EXCLUDED.modified_at
    RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Makes these the members. Purpose `administration`. @returns who came or went */
export const writeMembers = async (tx: Tx, id: ScimGroupId, members: readonly string[]): Promise<PersonId[]> => {
  const { rows: gone } = await sql<{ person: PersonId }>`
    DELETE FROM scim_members WHERE organisation_id = ${tx.organisation} AND group_id = ${id} AND person_id <> ALL (${members}::uuid[])
    RETURNING person_id AS person`.execute(tx.db)
  const { rows: come } = await sql<{ person: PersonId }>`
    INSERT INTO scim_members (organisation_id, group_id, person_id) SELECT ${tx.organisation}::uuid, ${id}::uuid, unnest(${members}::uuid[])
    ON CONFLICT DO NOTHING RETURNING person_id AS person`.execute(tx.db)
  return [...gone, ...come].map(({ person }) => person)
}

/** How many of these can be members: users whom the directory sees. Purpose `administration`. */
export const countUsersAmong = async (tx: Tx, ids: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ found: number }>`
    SELECT count(*)::int AS found FROM people p LEFT JOIN scim_users s ON s.organisation_id = p.organisation_id AND s.person_id = p.id
    WHERE p.organisation_id = ${tx.organisation} AND p.id = ANY (${ids}::uuid[]) AND s.deleted_at IS NULL AND NOT p.formation`.execute(tx.db)
  return rows[0]?.found ?? 0
}

/** Members go with it. Purpose `administration`. */
export const deleteGroup = async (tx: Tx, id: ScimGroupId): Promise<void> => {
  await sql`DELETE FROM scim_groups WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** What members are here. Purpose `administration`. @returns false when there is no such group, or no such team */
export const writeMapping = async (
  tx: Tx,
  id: ScimGroupId,
  { teamId, roles, by }: { readonly teamId: TeamId | null; readonly roles: readonly Role[]; readonly by: PersonId },
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE scim_groups SET team_id = ${teamId}::uuid, roles = ${roles}::text[], mapped_by = ${by}::uuid
    WHERE organisation_id = ${tx.organisation} AND id = ${id}
      AND (${teamId}::uuid IS NULL OR EXISTS (SELECT FROM teams t WHERE t.organisation_id = ${tx.organisation} AND t.id = ${teamId}::uuid FOR SHARE))
    RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

export type Wanted = {
  readonly person: PersonId
  /** Whom the directory brought in. */
  readonly known: boolean
  /** Of the first of their groups, by name, that has one. */
  readonly teamId: TeamId | null
  readonly currentTeam: TeamId | null
  readonly roles: readonly { readonly role: Role; readonly by: PersonId | null }[]
}

/** What their groups make of these people. Purpose `administration`. */
export const readWanted = async (tx: Tx, people: readonly PersonId[]): Promise<Wanted[]> => {
  const { rows } = await sql<Wanted>`
    SELECT p.id AS person, s.person_id IS NOT NULL AS known, p.team_id AS "currentTeam",
      (SELECT g.team_id FROM scim_members m JOIN scim_groups g ON g.organisation_id = m.organisation_id AND g.id = m.group_id
        WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id AND g.team_id IS NOT NULL ORDER BY g.name, g.id LIMIT 1) AS "teamId",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'by', g.mapped_by)), '[]')
        FROM scim_members m JOIN scim_groups g ON g.organisation_id = m.organisation_id AND g.id = m.group_id, unnest(g.roles) AS r (role)
        WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id) AS roles
    FROM people p LEFT JOIN scim_users s ON s.organisation_id = p.organisation_id AND s.person_id = p.id AND s.deleted_at IS NULL
    WHERE p.organisation_id = ${tx.organisation} AND p.id = ANY (${people}::uuid[])`.execute(tx.db)
  return rows
}
