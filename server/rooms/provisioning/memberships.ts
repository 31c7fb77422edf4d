import type { PersonId, TeamId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { setTeamOfEach } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { readWanted } from './store-groups.ts'

/**
 * Makes of these people what their groups say: roles from the directory come and go with membership, those given by hand stay; a team comes with a group,
 * and goes with it unless they were put in another since. Six statements whatever their number. Purpose `administration`.
 * @param formerTeams teams of groups they may have left
 * @throws Refusal last_organisation_manager
 */
export const settle = async (kernel: Kernel, tx: Tx, people: readonly PersonId[], formerTeams: readonly (TeamId | null)[] = []): Promise<void> => {
  if (people.length === 0) return
  const wanted = await readWanted(tx, people)
  const grants = wanted.flatMap(({ person, known, roles }) => [
    ...(known ? [{ person, role: 'employee' as const, by: null }] : []),
    ...roles.map(({ role, by }) => ({ person, role, by })),
  ])
  const { added, removed } = await access.alignRoles(tx, 'scim', people, grants)
  const losesManager = removed.some(({ role }) => role === 'organisation_manager')
  if (losesManager) await access.assertManaged(tx)
  const moved = await setTeamOfEach(
    tx,
    wanted.flatMap(({ person, teamId, currentTeam }) => {
      const leaves = teamId === null && currentTeam !== null && formerTeams.includes(currentTeam)
      return teamId !== null || leaves ? [{ person, teamId }] : []
    }),
  )
  const changed = new Set([...added, ...removed].map(({ person }) => person))
  const rolesOf = (list: typeof added, of: PersonId) => list.filter(({ person }) => person === of).map(({ role }) => role).join(' ')
  await trail.record(tx, [
    ...[...changed].map((person) => ({
      action: 'provisioning.roles_changed',
      subject: { kind: 'person', id: person },
      person,
      detail: { added: rolesOf(added, person), removed: rolesOf(removed, person) },
    })),
    ...moved.map((person) => ({
      action: 'people.team_changed',
      subject: { kind: 'person', id: person },
      person,
      detail: { teamId: wanted.find((each) => each.person === person)?.teamId ?? null },
    })),
  ])
  for (const person of new Set([...changed, ...moved])) access.refreshSessions(kernel, tx, person)
  if (moved.length > 0) tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
}
