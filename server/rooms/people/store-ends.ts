import { sql } from 'kysely'
import type { PersonId, TeamId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { emailForm } from './store.ts'

/** Until when somebody may come in, and whether they still may. */
export type Ends = {
  readonly kind: 'employee' | 'guest'
  readonly accessUntil: Temporal.Instant | null
  readonly deactivatedAt: Temporal.Instant | null
  /** Switched off, or past their end. */
  readonly over: boolean
}

/** Null when there is no such person here. Purposes `sign_in`, `administration`. */
export const endsOf = async (tx: Tx, person: PersonId): Promise<Ends | null> => {
  const { rows } = await sql<Ends>`
    SELECT kind, access_until AS "accessUntil", deactivated_at AS "deactivatedAt",
      (deactivated_at IS NOT NULL OR coalesce(access_until <= ${tx.now.toString()}::timestamptz, false)) AS over
    FROM people WHERE organisation_id = ${tx.organisation} AND id = ${person}`.execute(tx.db)
  return rows[0] ?? null
}

/** Who of this organisation has an e-mail address, or null. Purposes `sign_in`, `administration`. */
export const personOfEmail = async (tx: Tx, keys: Keys, email: string): Promise<PersonId | null> => {
  const index = await keys.blindIndex(tx.organisation, 'email', emailForm(email))
  const { rows } = await sql<{ id: PersonId }>`SELECT id FROM people WHERE organisation_id = ${tx.organisation} AND email_index = ${index}`.execute(tx.db)
  return rows[0]?.id ?? null
}

/** Sets until when somebody may come in. Purpose `administration`. */
export const setAccessUntil = async (tx: Tx, person: PersonId, until: Temporal.Instant | null): Promise<void> => {
  await sql`
    UPDATE people SET access_until = ${until?.toString() ?? null}::timestamptz WHERE organisation_id = ${tx.organisation} AND id = ${person}`.execute(tx.db)
}

/**
 * Puts several people in a team or in none, all or nobody. Purpose `administration`.
 * @returns those whose team changed
 * @throws Refusal not_found when this organisation lacks one of them, or the team
 */
export const setTeams = async (tx: Tx, people: readonly PersonId[], teamId: TeamId | null): Promise<PersonId[]> => {
  const ids = [...new Set(people)]
  const [team, there] = await Promise.all([
    teamId === null
      ? [teamId]
      : sql`SELECT FROM teams WHERE organisation_id = ${tx.organisation} AND id = ${teamId} FOR SHARE`.execute(tx.db).then(({ rows }) => rows),
    sql`SELECT FROM people WHERE organisation_id = ${tx.organisation} AND id = ANY (${ids}::uuid[])`.execute(tx.db).then(({ rows }) => rows),
  ])
  if (team.length === 0 || there.length < ids.length) throw new Refusal('not_found')
  const { rows } = await sql<{ id: PersonId }>`
    UPDATE people SET team_id = ${teamId}::uuid
    WHERE organisation_id = ${tx.organisation} AND id = ANY (${ids}::uuid[]) AND team_id IS DISTINCT FROM ${teamId}::uuid RETURNING id`.execute(tx.db)
  return rows.map(({ id }) => id)
}
