import type { z } from 'zod'
import type { Account } from '#contract/endpoints/people.ts'
import type { PersonId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import { stepUpMinutes } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { lockOrganisation } from '../organisations/index.ts'
import { addPerson, matching, setTeam } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { mayAppoint, mayGive } from './grantable.ts'
import type { LocationNames } from './grants.ts'
import { invite } from './invitations.ts'
import type { Invitation } from './invitations.ts'
import { assertManaged } from './store-managers.ts'
import { refreshSessions } from './sessions.ts'
import { findAccounts, readAccounts } from './store-accounts.ts'
import type { AccountFilter, AccountRow } from './store-accounts.ts'
import { heldBy, isHeldByAnyone } from './store-grants.ts'
import { grantRoles, replaceRoles } from './store.ts'

export type AccountView = z.output<typeof Account>

const collator = new Intl.Collator('nl')

/** Accounts of the people named, in their order. Purpose `administration`. */
const accountsOf = async (kernel: Kernel, tx: Tx, names: LocationNames, people: readonly PersonId[]): Promise<AccountView[]> => {
  const [rows, locations, own] = await Promise.all([readAccounts(tx, people), names(tx), kernel.keys.load(tx.organisation, people)])
  const view = (row: AccountRow): AccountView => ({
    id: row.id,
    name: own.open(row.id, 'name', row.name) ?? '',
    email: own.open(row.id, 'email', row.email) ?? '',
    team: row.teamId === null ? null : { id: row.teamId, name: row.teamName ?? '' },
    roles: row.held.flatMap(({ role, locationId }) => (locationId === null ? [role] : [])),
    localRoles: row.held.flatMap(({ role, locationId }) =>
      locationId === null ? [] : [{ role, location: { id: locationId, name: locations.get(locationId) ?? '' } }],
    ),
    state: row.state,
    kind: row.kind,
    accessUntil: row.accessUntil?.toString() ?? null,
    source: row.source,
    secondFactor: row.secondFactor,
    sessions: row.sessions,
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  return people.flatMap((id) => {
    const row = found.get(id)
    return row === undefined ? [] : [view(row)]
  })
}

export type AccountPage = { readonly accounts: AccountView[]; readonly total: number; readonly next: PersonId | null }

/**
 * A page of accounts by name. Names stand in the database only sealed: those that fit are opened, compared and forgotten
 * (docs/decisions/2026-11-22-search-people-in-memory.md). Purpose `administration`.
 */
export const listAccounts = async (
  kernel: Kernel,
  tx: Tx,
  names: LocationNames,
  { search, after, limit, ...filter }: AccountFilter & { readonly search?: string | undefined; readonly after?: PersonId | undefined; readonly limit: number },
): Promise<AccountPage> => {
  const rows = await findAccounts(tx, filter)
  const own = await kernel.keys.load(tx.organisation, rows.map(({ id }) => id))
  const fits = search === undefined ? null : matching(search)
  const found = rows
    .flatMap(({ id, name, email }) => {
      const opened = own.open(id, 'name', name)
      if (opened === null) return []
      return fits === null || fits(`${opened} ${own.open(id, 'email', email) ?? ''}`) ? [{ id, name: opened }] : []
    })
    .toSorted((one, other) => collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1))
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1
  // Whom the page before ended with is gone meanwhile: whoever asks begins again.
  const page = after !== undefined && start === 0 ? [] : found.slice(start, start + limit).map(({ id }) => id)
  const last = page.at(-1)
  return { accounts: await accountsOf(kernel, tx, names, page), total: found.length, next: last === undefined || last === found.at(-1)?.id ? null : last }
}

/** @throws Refusal not_found */
export const accountOf = async (kernel: Kernel, tx: Tx, names: LocationNames, person: PersonId): Promise<AccountView> => {
  const [account] = await accountsOf(kernel, tx, names, [person])
  if (account === undefined) throw new Refusal('not_found')
  return account
}

/**
 * The turn of whoever changes rights: two managers who take the role from each other at once must not both succeed. What is read from here on is how it is.
 * @throws Refusal step_up_needed
 */
const takeRightsTurn = async (tx: Tx, caller: PersonPrincipal): Promise<void> => {
  if (tx.now.since(caller.verifiedAt).total('minutes') > stepUpMinutes) throw new Refusal('step_up_needed')
  await lockOrganisation(tx)
}

/** In one's turn. @throws Refusal may_not_grant when one of these roles is not the caller's to give or take */
const judgeRoles = async (tx: Tx, caller: PersonPrincipal, roles: readonly Role[]): Promise<void> => {
  const held = await heldBy(tx, caller.person)
  const hasOfficer = roles.includes('privacy_officer') && (await isHeldByAnyone(tx, 'privacy_officer'))
  const may = (role: Role) => mayGive(held, { role, locationId: null }) || mayAppoint(held, { role, locationId: null }, hasOfficer)
  if (!roles.every(may)) throw new Refusal('may_not_grant')
}

/** @throws Refusal email_taken; not_found for an unknown team; step_up_needed and may_not_grant for more than the role that everyone has */
export const invitePerson = async (
  kernel: Kernel,
  tx: Tx,
  caller: PersonPrincipal,
  names: LocationNames,
  wanted: {
    readonly name: string
    readonly email: string
    readonly teamId: TeamId | null
    readonly roles: readonly Role[]
    readonly language: 'nl' | 'en'
  },
): Promise<{ account: AccountView; invitation: Invitation }> => {
  const special = wanted.roles.filter((role) => role !== 'employee')
  if (special.length > 0) {
    await takeRightsTurn(tx, caller)
    await judgeRoles(tx, caller, special)
  }
  const person = await addPerson(tx, kernel.keys, { name: wanted.name, email: wanted.email, language: wanted.language })
  if (wanted.teamId !== null) await setTeam(tx, person, wanted.teamId)
  await grantRoles(tx, wanted.roles.map((role) => ({ person, role, source: 'invitation' })), caller.person)
  const invitation = await invite(kernel, tx, person)
  await trail.record(tx, {
    action: 'access.invited',
    subject: { kind: 'person', id: person },
    person,
    detail: { roles: wanted.roles.join(' ') },
  })
  return { account: await accountOf(kernel, tx, names, person), invitation }
}

/**
 * Changes team or roles of the whole organisation. Sessions go on and know it at once.
 * @throws Refusal not_found, step_up_needed, may_not_grant, last_organisation_manager
 */
export const updateAccount = async (
  kernel: Kernel,
  tx: Tx,
  caller: PersonPrincipal,
  names: LocationNames,
  person: PersonId,
  change: { readonly teamId?: TeamId | null | undefined; readonly roles?: readonly Role[] | undefined },
): Promise<AccountView> => {
  const { roles } = change
  if (roles !== undefined) await takeRightsTurn(tx, caller)
  const { roles: before } = await accountOf(kernel, tx, names, person)
  const subject = { kind: 'person', id: person }
  if (roles !== undefined) {
    const lost = before.filter((role) => !roles.includes(role))
    await judgeRoles(tx, caller, [...roles.filter((role) => !before.includes(role)), ...lost])
    await replaceRoles(tx, person, roles, caller.person)
    if (lost.includes('organisation_manager')) await assertManaged(tx)
    const detail = { from: before.join(' '), to: roles.join(' ') }
    await trail.record(tx, { action: 'access.roles_changed', subject, person, detail })
  }
  if (change.teamId !== undefined) {
    await setTeam(tx, person, change.teamId)
    await trail.record(tx, { action: 'people.team_changed', subject, person, detail: { teamId: change.teamId } })
    // Who sees whom on an open map may depend on the team.
    tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  }
  refreshSessions(kernel, tx, person)
  return accountOf(kernel, tx, names, person)
}
