import { sql } from 'kysely'
import type { TeamId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { TeamName } from './store.ts'

/** Teams by name. */
export const listTeams = async (tx: Tx): Promise<TeamName[]> => {
  const rows = await tx.db.selectFrom('teams').select(['id', 'name']).where(
    'organisation_id',
    '=',
    tx.organisation,
  ).execute()
  return rows
    .map(({ id, name }) => ({ id: id as TeamId, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'nl'))
}

/** @throws Refusal name_taken */
export const addTeam = async (tx: Tx, name: string): Promise<TeamId> => {
  const added = await tx.db
    .insertInto('teams')
    .values({ organisation_id: tx.organisation, id: crypto.randomUUID(), name })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new Refusal('name_taken')
  return added.id as TeamId
}

const sqlState = (error: unknown): string | undefined => (error as { code?: string }).code

/** @throws Refusal not_found, name_taken */
export const renameTeam = async (tx: Tx, id: TeamId, name: string): Promise<void> => {
  try {
    const { numUpdatedRows } = await tx.db
      .updateTable('teams')
      .set({ name })
      .where('organisation_id', '=', tx.organisation)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('not_found')
  } catch (error) {
    if (sqlState(error) === '23505') throw new Refusal('name_taken')
    throw error
  }
}

/** @throws Refusal not_found, still_in_use when it has members */
export const removeTeam = async (tx: Tx, id: TeamId): Promise<void> => {
  try {
    const { numDeletedRows } = await tx.db
      .deleteFrom('teams')
      .where('organisation_id', '=', tx.organisation)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('not_found')
  } catch (error) {
    if (sqlState(error) === '23503') throw new Refusal('still_in_use')
    throw error
  }
}

/** How many of a team hide from everyone, a viewer not counted. */
export const hiddenIn = async (tx: Tx, teamId: string | null, viewer: string): Promise<number> => {
  if (teamId === null) return 0
  const { rows } = await sql<{ hidden: number }>`
    SELECT count(*)::int AS hidden FROM people
    WHERE organisation_id = ${tx.organisation} AND team_id = ${teamId} AND visibility = 'nobody'
      AND opted_in_at IS NOT NULL AND restricted_at IS NULL AND id <> ${viewer}`.execute(tx.db)
  return rows[0]?.hidden ?? 0
}
