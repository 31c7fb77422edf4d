import { sql } from 'kysely'
import type { PersonId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Language } from '#contract/values.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Somebody who is here already, as far as a list can change them. */
export type Known = {
  readonly person: PersonId
  readonly name: string
  readonly teamId: TeamId | null
  readonly kind: 'employee' | 'guest'
  readonly until: Temporal.Instant | null
  readonly language: Language
  readonly restricted: boolean
  /** Held in the whole organisation. */
  readonly roles: readonly Role[]
}

type Row = Omit<Known, 'name'> & { readonly name_sealed: Buffer; readonly at: number }

/** Who of these addresses is here, in one query. Purpose `administration`. */
export const readKnown = async (tx: Tx, keys: Keys, emails: readonly string[]): Promise<Map<string, Known>> => {
  if (emails.length === 0) return new Map()
  const indexes = await Promise.all(emails.map((email) => keys.blindIndex(tx.organisation, 'email', email)))
  const { rows } = await sql<Row>`
    SELECT w.at::int, p.id AS person, p.name_sealed, p.team_id AS "teamId", p.kind, p.access_until AS until, p.language, p.restricted_at IS NOT NULL AS restricted,
      ARRAY(SELECT r.role FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id AND r.location_id IS NULL ORDER BY r.role) AS roles
    FROM unnest(${indexes}::bytea[]) WITH ORDINALITY AS w (email_index, at)
    JOIN people p ON p.organisation_id = ${tx.organisation} AND p.email_index = w.email_index`.execute(tx.db)
  const own = await keys.load(tx.organisation, rows.map(({ person }) => person))
  return new Map(rows.map(({ at, name_sealed, ...known }) => [emails[at - 1] ?? '', { ...known, name: own.open(known.person, 'name', name_sealed) ?? '' }]))
}

/** What somebody is to be from now on. */
export type Target = {
  readonly person: PersonId
  readonly name: string
  readonly teamId: TeamId | null
  readonly kind: 'employee' | 'guest'
  readonly until: Temporal.Instant | null
  readonly language: Language
}

/** Writes all of it in one statement. Purpose `administration`. */
export const writeTargets = async (tx: Tx, keys: Keys, targets: readonly Target[]): Promise<void> => {
  if (targets.length === 0) return
  const own = await keys.load(tx.organisation, targets.map(({ person }) => person))
  const column = <T>(of: (target: Target) => T): T[] => targets.map(of)
  await sql`
    UPDATE people p SET name_sealed = t.name_sealed, team_id = t.team_id, kind = t.kind, access_until = t.until, language = t.language
    FROM unnest(${column(({ person }) => person)}::uuid[], ${column(({ person, name }) => own.seal(person, 'name', name))}::bytea[],
      ${column(({ teamId }) => teamId)}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ until }) => until?.toString() ?? null)}::timestamptz[],
      ${column(({ language }) => language)}::text[]) AS t (id, name_sealed, team_id, kind, until, language)
    WHERE p.organisation_id = ${tx.organisation} AND p.id = t.id`.execute(tx.db)
}
