import { sql } from 'kysely'
import type { PersonId, TeamId } from '#contract/ids.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { matching } from './search.ts'
import { hiddenIn } from './store-teams.ts'
import type { TeamName } from './store.ts'
import { hiddenToTell } from './visibility.ts'
import type { Viewer } from './visibility.ts'

export type VisiblePeople = {
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly team: TeamName | null }[]
  /**
   * Members of the viewer's team who let nobody see them; null when so few that it could point at one. Does not depend
   * on the search.
   */
  readonly hiddenInMyTeam: number | null
}

const collator = new Intl.Collator('nl')

/**
 * Colleagues whom the viewer may see, past their own first use and not frozen, by name; the viewer is not among them. Purposes
 * `presence`, `booking`. The condition is `maySee` in SQL, so that names of hidden people never leave the database; a
 * test holds the two together. Searching by a part of the name: docs/decisions/2026-11-22-search-people-in-memory.md.
 */
export const visiblePeople = async (
  tx: Tx,
  keys: Keys,
  viewer: Viewer,
  wanted: { readonly search?: string | undefined; readonly teamId?: TeamId | undefined },
): Promise<VisiblePeople> => {
  const [{ rows }, hidden] = await Promise.all([
    sql<{ id: PersonId; name_sealed: Buffer; team_id: TeamId | null; team_name: string | null }>`
      SELECT p.id, p.name_sealed, p.team_id, t.name AS team_name
      FROM people p LEFT JOIN teams t ON t.organisation_id = p.organisation_id AND t.id = p.team_id
      WHERE p.organisation_id = ${tx.organisation} AND p.opted_in_at IS NOT NULL AND p.restricted_at IS NULL AND p.id <> ${viewer.person}
        AND (p.visibility = 'organisation' OR (p.visibility = 'team' AND p.team_id = ${viewer.teamId}::uuid))
        AND (${wanted.teamId ?? null}::uuid IS NULL OR p.team_id = ${wanted.teamId ?? null}::uuid)`.execute(tx.db),
    hiddenIn(tx, viewer.teamId, viewer.person),
  ])
  const own = await keys.load(tx.organisation, rows.map(({ id }) => id))
  const isWanted = matching(wanted.search ?? '')
  const people = rows.flatMap(({ id, name_sealed, team_id, team_name }) => {
    const name = own.open(id, 'name', name_sealed)
    if (name === null || !isWanted(name)) return []
    return [{ id, name, team: team_id === null ? null : { id: team_id, name: team_name ?? '' } }]
  })
  return {
    people: people.toSorted((one, other) => collator.compare(one.name, other.name)),
    hiddenInMyTeam: hiddenToTell(hidden),
  }
}
