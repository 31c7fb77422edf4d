import { sql } from 'kysely'
import type { OrganisationId, PersonId, TeamId } from '#contract/ids.ts'
import type { Language, Visibility } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type NewPerson = {
  readonly id?: PersonId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly teamId?: TeamId | null
  readonly visibility?: Visibility
  /** The signing manager before the agreement is in force; the database lets nobody else in then. */
  readonly formation?: boolean
  /** A guest may come in until this moment; nobody else is given one here. */
  readonly guestUntil?: Temporal.Instant
}

export type Theme = 'system' | 'light' | 'dark'
export type TeamName = { readonly id: TeamId; readonly name: string }

export type Profile = {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly theme: Theme
  readonly visibility: Visibility
  readonly team: TeamName | null
}

type Standing = { readonly optedIn: boolean; readonly restricted: boolean }

export const emailForm = (email: string): string => email.trim().toLowerCase()
const shared = <T>(list: readonly T[], column: (each: T) => string | boolean | Buffer | null) => list.map(column)

/**
 * Adds people: key first, then row and sign-in directory. Purposes `sign_in` and `administration`.
 * @throws Refusal email_taken when somebody of the organisation has the address already
 */
export const addPeople = async (tx: Tx, keys: Keys, people: readonly NewPerson[]): Promise<PersonId[]> => {
  const indexes = await Promise.all(people.map(({ email }) => keys.blindIndex(tx.organisation, 'email', emailForm(email))))
  const taken = await tx.db
    .selectFrom('people')
    .select('id')
    .where('organisation_id', '=', tx.organisation)
    .where('email_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .executeTakeFirst()
  if (taken !== undefined) throw new Refusal('email_taken')
  const named = people.map((person) => ({ ...person, id: person.id ?? (crypto.randomUUID() as PersonId) }))
  const ids = named.map(({ id }) => id)
  const own = await keys.createAll(tx.organisation, ids)
  const rows = named.map(({ id, ...person }) => ({
    ...person,
    id,
    nameSealed: own.seal(id, 'name', person.name),
    emailSealed: own.seal(id, 'email', emailForm(person.email)),
    directoryIndex: keys.directoryIndex('email', emailForm(person.email)),
  }))
  const { rows: added } = await sql<{ id: string }>`
    WITH added AS (
      INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language,
        formation, kind, access_until, created_at)
      SELECT ${tx.organisation}::uuid, id, name_sealed, email_sealed, email_index, team_id, visibility, language,
        formation, CASE WHEN guest_until IS NULL THEN 'employee' ELSE 'guest' END, guest_until, ${tx.now.toString()}::timestamptz
      FROM unnest(${ids}::uuid[], ${shared(rows, (row) => row.nameSealed)}::bytea[],
        ${shared(rows, (row) => row.emailSealed)}::bytea[], ${indexes}::bytea[], ${shared(rows, (row) => row.teamId ?? null)}::uuid[],
        ${shared(rows, (row) => row.visibility ?? 'nobody')}::text[], ${shared(rows, (row) => row.language)}::text[],
        ${shared(rows, (row) => row.formation ?? false)}::boolean[], ${shared(rows, (row) => row.guestUntil?.toString() ?? null)}::timestamptz[])
        AS p (id, name_sealed, email_sealed, email_index, team_id, visibility, language, formation, guest_until)
      ON CONFLICT DO NOTHING
      RETURNING id
    ), listed AS (
      INSERT INTO sign_in_directory (email_index, tenant_id, person_id)
      SELECT d.email_index, ${tx.organisation}::uuid, d.id
      FROM unnest(${shared(rows, (row) => row.directoryIndex)}::bytea[], ${ids}::uuid[]) AS d (email_index, id)
      JOIN added USING (id)
    )
    SELECT id FROM added`.execute(tx.db)
  if (added.length < rows.length) {
    await keys.erase(tx.organisation, ids)
    throw new Refusal('email_taken')
  }
  return ids
}

/** One person; see `addPeople`. */
export const addPerson = async (tx: Tx, keys: Keys, person: NewPerson): Promise<PersonId> => {
  const [id] = await addPeople(tx, keys, [person])
  if (id === undefined) throw new Error('nobody was added')
  return id
}

/**
 * Accounts that an e-mail address signs in to, over all organisations or in the one named. The one look-up that does not
 * know its organisation yet. Of very many, those of the oldest organisations: anybody may start one with somebody
 * else's address, and must not push out by that the account which is there already.
 */
export const accountsOfEmail = async (
  kernel: Kernel,
  email: string,
  organisation: OrganisationId | null,
): Promise<{ organisation: OrganisationId; person: PersonId }[]> => {
  const { rows } = await kernel.pools.pool('sign_in').query<{ organisation: OrganisationId; person: PersonId }>({
    name: 'accounts_of_email',
    text: `SELECT d.tenant_id AS organisation, d.person_id AS person FROM sign_in_directory d JOIN tenants t ON t.id = d.tenant_id
      WHERE d.email_index = $1 AND ($2::uuid IS NULL OR d.tenant_id = $2::uuid) ORDER BY t.created_at, d.tenant_id LIMIT 20`,
    values: [kernel.keys.directoryIndex('email', emailForm(email)), organisation],
  })
  return rows
}

/**
 * Names of people by id: one query, then opened in memory. Who no longer exists, or whose key is erased, is not in the
 * answer. Whoever shows them to somebody else asks `maySee` first.
 */
export const personNames = async (tx: Tx, keys: Keys, ids: readonly PersonId[]): Promise<Map<PersonId, string>> => {
  if (ids.length === 0) return new Map()
  const [rows, own] = await Promise.all([
    tx.db
      .selectFrom('people')
      .select(['id', 'name_sealed'])
      .where('organisation_id', '=', tx.organisation)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute(),
    keys.load(tx.organisation, ids),
  ])
  return new Map(
    rows.flatMap((row) => {
      const id = row.id as PersonId
      const name = own.open(id, 'name', row.name_sealed)
      return name === null ? [] : [[id, name] as const]
    }),
  )
}

/** Profiles of the people named, or of everyone; in no order. Purposes `sign_in`, `administration`, `rights`. */
const profilesOf = async (
  tx: Tx,
  keys: Keys,
  ids: readonly PersonId[] | 'everyone',
): Promise<(Profile & Standing)[]> => {
  const rows = await tx.db
    .selectFrom('people as p')
    .leftJoin(
      'teams as t',
      (join) => join.onRef('t.organisation_id', '=', 'p.organisation_id').onRef('t.id', '=', 'p.team_id'),
    )
    .select([
      'p.id',
      'p.name_sealed',
      'p.email_sealed',
      'p.language',
      'p.theme',
      'p.visibility',
      'p.team_id',
      'p.opted_in_at',
      'p.restricted_at',
    ])
    .select('t.name as team_name')
    .where('p.organisation_id', '=', tx.organisation)
    .$if(ids !== 'everyone', (query) => query.where('p.id', '=', sql<string>`any(${ids}::uuid[])`))
    .execute()
  const own = await keys.load(tx.organisation, rows.map((row) => row.id as PersonId))
  return rows.map((row) => {
    const id = row.id as PersonId
    return {
      id,
      name: own.open(id, 'name', row.name_sealed) ?? '',
      email: own.open(id, 'email', row.email_sealed) ?? '',
      language: row.language as Language,
      theme: row.theme as Theme,
      visibility: row.visibility as Visibility,
      team: row.team_id === null ? null : { id: row.team_id as TeamId, name: row.team_name ?? '' },
      optedIn: row.opted_in_at !== null,
      restricted: row.restricted_at !== null,
    }
  })
}

/** One person's profile, or null when there is none such here. */
export const profileOf = async (
  tx: Tx,
  keys: Keys,
  person: PersonId,
): Promise<(Profile & Standing) | null> =>
  (await profilesOf(tx, keys, [person]))[0] ?? null

export type ProfileChange = {
  readonly language?: Language
  readonly theme?: Theme
  readonly visibility?: Visibility
  readonly name?: string
}

/** Changes what a person chooses about themselves. Purpose `rights`; at sign-in only the language. */
export const changeProfile = async (tx: Tx, keys: Keys, person: PersonId, change: ProfileChange): Promise<void> => {
  const { name, ...plain } = change
  const sealed = name === undefined ? {} : {
    name_sealed: (await keys.load(tx.organisation, [person])).seal(person, 'name', name),
  }
  await tx.db
    .updateTable('people')
    .set({ ...plain, ...sealed })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', person)
    .execute()
}

/**
 * Puts a person in a team or in none. Purpose `administration`.
 * @throws Refusal not_found when this organisation has no such person or team
 */
export const setTeam = async (tx: Tx, person: PersonId, teamId: TeamId | null): Promise<void> => {
  const { rows } = await sql`
    UPDATE people SET team_id = ${teamId}::uuid
    WHERE organisation_id = ${tx.organisation} AND id = ${person}
      AND (${teamId}::uuid IS NULL OR EXISTS (
        SELECT FROM teams t WHERE t.organisation_id = ${tx.organisation} AND t.id = ${teamId}::uuid FOR SHARE))
    RETURNING 1`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('not_found')
}

/** Puts each in a team or in none, at once; teams must be there. Purpose `administration`. @returns whose team changed */
export const setTeamOfEach = async (tx: Tx, teams: readonly { readonly person: PersonId; readonly teamId: TeamId | null }[]): Promise<PersonId[]> => {
  if (teams.length === 0) return []
  const { rows } = await sql<{ id: PersonId }>`
    UPDATE people p SET team_id = t.team_id
    FROM unnest(${teams.map(({ person }) => person)}::uuid[], ${teams.map(({ teamId }) => teamId)}::uuid[]) AS t (id, team_id)
    WHERE p.organisation_id = ${tx.organisation} AND p.id = t.id AND p.team_id IS DISTINCT FROM t.team_id RETURNING p.id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** The person opted in for their part (G13.1), now. Purpose `rights`. @returns false when they had already */
export const optIn = async (tx: Tx, people: readonly PersonId[]): Promise<boolean> => {
  const { numUpdatedRows } = await tx.db
    .updateTable('people')
    .set({ opted_in_at: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', sql<string>`any(${people}::uuid[])`)
    .where('opted_in_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The agreement is in force: the signing manager is a person like the others from now on. Purpose `administration`. */
export const endFormation = async (tx: Tx): Promise<void> => {
  await tx.db
    .updateTable('people')
    .set({ formation: false })
    .where('organisation_id', '=', tx.organisation)
    .where('formation', '=', true)
    .execute()
}

/** Ids of people in their order, after the one given. Purpose `retention`. */
export const peopleAfter = async (tx: Tx, after: PersonId | null, most: number): Promise<PersonId[]> => {
  const rows = await tx.db
    .selectFrom('people')
    .select('id')
    .where('organisation_id', '=', tx.organisation)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id as PersonId)
}

/** How many people the organisation has. Any purpose that may see who there are. */
export const countPeople = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(id)::integer AS n FROM people WHERE organisation_id = ${tx.organisation}`.execute(tx.db)
  return rows[0]?.n ?? 0
}

/** Whether this person is the only one of their organisation. Purposes `rights`, `retention`. */
export const isAlone = async (tx: Tx, person: PersonId): Promise<boolean> => {
  const other = await tx.db
    .selectFrom('people')
    .select('id')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '<>', person)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}

