import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Keys, PersonKeys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { User, UserWords } from './scim/user.ts'

/** A user with what only we know of it. */
export type KeptUser = User & {
  readonly id: PersonId
  /** What the directory last said of `active`; as it is here when it never said anything. */
  readonly said: boolean
}

/** Which users: everybody, by where they stand in the order of their coming, or those of whom something is equal. */
export type Which =
  | { readonly all: true }
  | { readonly from: number; readonly most: number }
  | { readonly ids: readonly string[] }
  | { readonly userName: string }
  | { readonly email: string }
  | { readonly externalId: string }

const userNameIndex = (keys: Keys, tx: Tx, userName: string) => keys.blindIndex(tx.organisation, 'scim user name', userName.trim().toLowerCase())
const externalIdIndex = (keys: Keys, tx: Tx, externalId: string) => keys.blindIndex(tx.organisation, 'scim external id', externalId)
const emailIndex = (keys: Keys, tx: Tx, email: string) => keys.blindIndex(tx.organisation, 'email', email.trim().toLowerCase())

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** In lists stands who is used: not who had their data frozen, nor a guest whom the reception let in. Whoever is named is found. */
const listed = sql`(p.restricted_at IS NULL AND (p.kind = 'employee' OR s.person_id IS NOT NULL))`

const condition = async (tx: Tx, keys: Keys, which: Which) => {
  if ('ids' in which) return sql`p.id = ANY (${which.ids.filter((id) => uuid.test(id))}::uuid[])`
  if ('externalId' in which) return sql`s.external_id_index = ${await externalIdIndex(keys, tx, which.externalId)}`
  if ('email' in which) return sql`p.email_index = ${await emailIndex(keys, tx, which.email)}`
  if ('userName' in which) {
    const [named, addressed] = await Promise.all([userNameIndex(keys, tx, which.userName), emailIndex(keys, tx, which.userName)])
    return sql`(s.user_name_index = ${named} OR (s.person_id IS NULL AND p.email_index = ${addressed}))`
  }
  return listed
}

type Row = {
  readonly id: PersonId
  readonly name_sealed: Buffer
  readonly email_sealed: Buffer
  readonly language: Language
  readonly created_at: Temporal.Instant
  readonly active: boolean
  readonly attributes_sealed: Buffer | null
  readonly said: boolean | null
  readonly known_at: Temporal.Instant | null
  readonly modified_at: Temporal.Instant | null
  readonly groups: User['groups']
  readonly total: number
}

const wordsOf = (own: PersonKeys, row: Row, email: string): UserWords => {
  const said = row.attributes_sealed === null ? null : own.open(row.id, 'attributes', row.attributes_sealed)
  if (said !== null) return JSON.parse(said) as UserWords
  const name = own.open(row.id, 'name', row.name_sealed)
  return { userName: email, externalId: null, givenName: null, familyName: null, formatted: null, displayName: name, emailType: 'work' }
}

/** One query whatever their number. Whose key is gone is not among them. Purpose `administration`. @returns `total`: how many there are in all */
export const readUsers = async (tx: Tx, keys: Keys, which: Which): Promise<{ users: KeptUser[]; total: number }> => {
  const page = 'from' in which ? sql`OFFSET ${which.from} LIMIT ${which.most}` : sql``
  const { rows } = await sql<Row>`
    SELECT p.id, p.name_sealed, p.email_sealed, p.language, p.created_at, s.attributes_sealed, s.active AS said, s.created_at AS known_at, s.modified_at,
      p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > ${tx.now.toString()}::timestamptz) AS active,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name, g.id), '[]')
        FROM scim_members m JOIN scim_groups g ON g.organisation_id = m.organisation_id AND g.id = m.group_id
        WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id) AS groups,
      count(*) OVER ()::int AS total
    FROM people p LEFT JOIN scim_users s ON s.organisation_id = p.organisation_id AND s.person_id = p.id
    WHERE p.organisation_id = ${tx.organisation} AND s.deleted_at IS NULL AND NOT p.formation AND ${await condition(tx, keys, which)}
    ORDER BY p.created_at, p.id ${page}`.execute(tx.db)
  const own = await keys.load(tx.organisation, rows.map(({ id }) => id))
  const users = rows.flatMap((row) => {
    const email = own.open(row.id, 'email', row.email_sealed)
    if (email === null) return []
    const { id, active, language, groups } = row
    const said = row.said ?? active
    const created = row.known_at ?? row.created_at
    return [{ id, words: wordsOf(own, row, email), email, active, said, language, created, modified: row.modified_at ?? row.created_at, groups }]
  })
  return { users, total: rows[0]?.total ?? 0 }
}

/** How many there are, for a page that lies past the last one. Purpose `administration`. */
export const countUsers = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM people p LEFT JOIN scim_users s ON s.organisation_id = p.organisation_id AND s.person_id = p.id
    WHERE p.organisation_id = ${tx.organisation} AND s.deleted_at IS NULL AND NOT p.formation AND ${listed}`.execute(tx.db)
  return rows[0]?.total ?? 0
}

/** Who has this user name or address already; `deleted`: only for the directory they are not there any more. Purpose `administration`. */
export const readTaken = async (tx: Tx, keys: Keys, userName: string, email: string): Promise<{ person: PersonId; deleted: boolean }[]> => {
  const [named, addressed] = await Promise.all([userNameIndex(keys, tx, userName), emailIndex(keys, tx, email)])
  const { rows } = await sql<{ person: PersonId; deleted: boolean }>`
    SELECT p.id AS person, s.deleted_at IS NOT NULL AS deleted
    FROM people p LEFT JOIN scim_users s ON s.organisation_id = p.organisation_id AND s.person_id = p.id
    WHERE p.organisation_id = ${tx.organisation} AND (s.user_name_index = ${named} OR p.email_index = ${addressed})`.execute(tx.db)
  return rows
}

/**
 * Keeps what the directory says of a person, from now on. Purpose `administration`.
 * @returns false when another person has the user name
 */
export const writeUser = async (
  tx: Tx,
  keys: Keys,
  person: PersonId,
  { words, active }: { readonly words: UserWords; readonly active: boolean },
  client: string,
): Promise<boolean> => {
  const [own, named, external] = await Promise.all([
    keys.load(tx.organisation, [person]),
    userNameIndex(keys, tx, words.userName),
    words.externalId === null ? null : externalIdIndex(keys, tx, words.externalId),
  ])
  const sealed = own.seal(person, 'attributes', JSON.stringify(words))
  const now = sql`${tx.now.toString()}::timestamptz`
  const { rows } = await sql`
    INSERT INTO scim_users AS s (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at)
    SELECT ${tx.organisation}::uuid, ${person}::uuid, ${named}::bytea, ${external}::bytea, ${sealed}::bytea, ${active}, ${client}::uuid, ${now}, ${now}
    WHERE NOT EXISTS (SELECT FROM scim_users o WHERE o.organisation_id = ${tx.organisation} AND o.user_name_index = ${named} AND o.person_id <> ${person})
    ON CONFLICT (organisation_id, person_id) DO UPDATE SET user_name_index = EXCLUDED.user_name_index, external_id_index = EXCLUDED.external_id_index,
      attributes_sealed = EXCLUDED.attributes_sealed, active = EXCLUDED.active, client_id = EXCLUDED.client_id, modified_at = EXCLUDED.modified_at,
      created_at = CASE WHEN s.deleted_at IS NULL THEN s.created_at ELSE EXCLUDED.created_at END, deleted_at = NULL
    RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** For the directory the user is not there any more, from now on. Purpose `administration`. */
export const markDeleted = async (tx: Tx, person: PersonId): Promise<void> => {
  await sql`UPDATE scim_users SET deleted_at = ${tx.now.toString()}::timestamptz, active = false WHERE organisation_id = ${tx.organisation} AND person_id = ${person}`.execute(
    tx.db,
  )
  await sql`DELETE FROM scim_members WHERE organisation_id = ${tx.organisation} AND person_id = ${person}`.execute(tx.db)
}
