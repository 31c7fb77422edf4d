import * as people from '#contract/endpoints/people.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { endsOf, setTeams } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { changeAccessUntil } from './access-end.ts'
import { accountOf, invitePerson, listAccounts, updateAccount } from './accounts.ts'
import type { LocationNames } from './grants.ts'
import { invite } from './invitations.ts'
import { deactivate, reactivate } from './leaving.ts'
import { refreshSessions } from './sessions.ts'

/** The permission to manage people is this role's. */
const role = 'organisation_manager'
const looked = { role, view: 'accounts' } as const

/** Who may sign in, and until when. */
export const accountRoutes = (kernel: Kernel, locations: LocationNames): Route[] => [
  route(people.listAccounts, async ({ tx, query }) => {
    const page = await listAccounts(kernel, tx, locations, query)
    // Many names and addresses at once are a privileged look.
    await trail.lookedAtList(tx, kernel.looks, page.accounts.map(({ id }) => id), looked)
    return page
  }),

  route(people.getAccount, async ({ tx, params }) => {
    const account = await accountOf(kernel, tx, locations, params.personId)
    await trail.lookedAt(tx, account.id, looked)
    return account
  }),

  route(people.invitePerson, async ({ tx, principal, body }) => invitePerson(kernel, tx, principal, locations, body)),

  route(people.renewInvitation, async ({ tx, params }) => {
    const { id } = await accountOf(kernel, tx, locations, params.personId)
    const invitation = await invite(kernel, tx, id)
    await trail.record(tx, { action: 'access.invitation_renewed', subject: { kind: 'person', id }, person: id })
    return invitation
  }),

  route(people.updateAccount, async ({ tx, principal, params, body }) => {
    const account = await updateAccount(kernel, tx, principal, locations, params.personId, body)
    await trail.lookedAt(tx, account.id, looked)
    return account
  }),

  route(people.setTeamOf, async ({ tx, body }) => {
    const changed = await setTeams(tx, body.personIds, body.teamId)
    await trail.record(
      tx,
      changed.map((person) => ({ action: 'people.team_changed', subject: { kind: 'person', id: person }, person, detail: { teamId: body.teamId } })),
    )
    for (const person of changed) refreshSessions(kernel, tx, person)
    if (changed.length > 0) tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
    return { changed: changed.length }
  }),

  route(people.deactivateAccount, async ({ tx, params }) => {
    if ((await endsOf(tx, params.personId)) === null) throw new Refusal('not_found')
    await deactivate(kernel, tx, [params.personId])
  }),

  route(people.reactivateAccount, async ({ tx, params }) => {
    if ((await endsOf(tx, params.personId)) === null) throw new Refusal('not_found')
    await reactivate(kernel, tx, [params.personId])
  }),

  route(people.setAccessUntil, async ({ tx, params, body }) => {
    const until = body.until === null ? null : Temporal.Instant.from(body.until)
    await changeAccessUntil(kernel, tx, params.personId, until)
    const account = await accountOf(kernel, tx, locations, params.personId)
    await trail.lookedAt(tx, account.id, looked)
    return account
  }),
]
