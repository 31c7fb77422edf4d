import type { z } from 'zod'
import type { Account } from '#contract/endpoints/people.ts'
import type { PersonId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { lockOrganisation } from '../organisations/index.ts'
import { addPerson, profilesOf, setTeam } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { invite } from './invitations.ts'
import type { Invitation } from './invitations.ts'
import { refreshSessions } from './sessions.ts'
import { grantRoles, isManagedBesides, peopleWithPassword, replaceRoles, rolesOf } from './store.ts'

export type AccountView = z.output<typeof Account>

const collator = new Intl.Collator('nl')

/** Accounts of the people named, or of everyone whose data is not frozen, by name. Purpose `administration`. */
export const accountsOf = async (
  kernel: Kernel,
  tx: Tx,
  people: readonly PersonId[] | 'everyone',
): Promise<AccountView[]> => {
  const [profiles, roles, withPassword] = await Promise.all([
    profilesOf(tx, kernel.keys, people),
    rolesOf(tx, people),
    peopleWithPassword(tx, people),
  ])
  return profiles
    .filter(({ restricted }) => people !== 'everyone' || !restricted)
    .map(({ id, name, email, team, optedIn }) => ({
      id,
      name,
      email,
      team,
      roles: roles.get(id) ?? [],
      localRoles: [],
      kind: 'employee' as const,
      accessUntil: null,
      source: 'manual' as const,
      secondFactor: false,
      sessions: 0,
      state: !withPassword.has(id) ? ('invited' as const) : optedIn ? ('active' as const) : ('first_use' as const),
    }))
    .toSorted((one, other) => collator.compare(one.name, other.name))
}

/** @throws Refusal not_found */
export const accountOf = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<AccountView> => {
  const [account] = await accountsOf(kernel, tx, [person])
  if (account === undefined) throw new Refusal('not_found')
  return account
}

/** @throws Refusal email_taken; not_found for an unknown team */
export const invitePerson = async (
  kernel: Kernel,
  tx: Tx,
  by: PersonId,
  wanted: {
    readonly name: string
    readonly email: string
    readonly teamId: TeamId | null
    readonly roles: readonly Role[]
    readonly language: 'nl' | 'en'
  },
): Promise<{ account: AccountView; invitation: Invitation }> => {
  const person = await addPerson(tx, kernel.keys, { name: wanted.name, email: wanted.email, language: wanted.language })
  if (wanted.teamId !== null) await setTeam(tx, person, wanted.teamId)
  await grantRoles(tx, wanted.roles.map((role) => ({ person, role })), by)
  const invitation = await invite(kernel, tx, person)
  await trail.record(tx, {
    action: 'access.invited',
    subject: { kind: 'person', id: person },
    person,
    detail: { roles: wanted.roles.join(' ') },
  })
  return { account: await accountOf(kernel, tx, person), invitation }
}

/**
 * Changes team or roles. Sessions go on and know it at once.
 * @throws Refusal not_found, last_organisation_manager
 */
export const updateAccount = async (
  kernel: Kernel,
  tx: Tx,
  by: PersonId,
  person: PersonId,
  change: { readonly teamId?: TeamId | null | undefined; readonly roles?: readonly Role[] | undefined },
): Promise<AccountView> => {
  // Two managers who take the role from each other at once must not both succeed.
  if (change.roles !== undefined) await lockOrganisation(tx)
  const before = await accountOf(kernel, tx, person)
  const subject = { kind: 'person', id: person }
  if (change.roles !== undefined) {
    const manages = (roles: readonly Role[]) => roles.includes('organisation_manager')
    const isLosing = manages(before.roles) && !manages(change.roles)
    if (isLosing && !(await isManagedBesides(tx, person))) throw new Refusal('last_organisation_manager')
    await replaceRoles(tx, person, change.roles, by)
    const detail = { from: before.roles.join(' '), to: change.roles.join(' ') }
    await trail.record(tx, { action: 'access.roles_changed', subject, person, detail })
  }
  if (change.teamId !== undefined) {
    await setTeam(tx, person, change.teamId)
    await trail.record(tx, { action: 'people.team_changed', subject, person, detail: { teamId: change.teamId } })
    // Who sees whom on an open map may depend on the team.
    tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  }
  refreshSessions(kernel, tx, person)
  return accountOf(kernel, tx, person)
}
