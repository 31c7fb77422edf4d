import * as people from '#contract/endpoints/people.ts'
import * as session from '#contract/endpoints/session.ts'
import { clearCookie, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { accountOf, accountsOf, invitePerson, updateAccount } from './accounts.ts'
import { answerSignedIn } from './come-in.ts'
import { invite } from './invitations.ts'
import { sessionView } from './session-view.ts'
import { endSessions, endThisSession, giveCookie } from './sessions.ts'
import { changePassword, signIn } from './sign-in.ts'
import { unfederated, waysRoutes } from './ways-routes.ts'
import type { Federated } from './ways-routes.ts'

const sessionRoutes = (kernel: Kernel): Route[] => [
  route(session.signIn, async ({ body, request, reply }) => {
    return answerSignedIn(kernel, request, reply, await signIn(kernel, body, request))
  }),

  route(session.getSession, async ({ tx, principal }) => sessionView(tx, kernel.keys, principal)),

  route(session.signOut, async ({ tx, principal, reply }) => {
    await endThisSession(kernel, tx, principal.sessionKey)
    await trail.record(
      tx,
      { action: 'access.signed_out', subject: { kind: 'person', id: principal.person }, person: principal.person },
    )
    clearCookie(reply, kernel.config.secure, 'session')
  }),

  route(session.signOutEverywhere, async ({ tx, principal, reply }) => {
    await endSessions(kernel, tx, principal.person)
    await trail.record(tx, {
      action: 'access.signed_out_everywhere',
      subject: { kind: 'person', id: principal.person },
      person: principal.person,
    })
    clearCookie(reply, kernel.config.secure, 'session')
  }),

  route(session.changePassword, async ({ principal, body, request, reply }) => {
    giveCookie(kernel, reply, await changePassword(kernel, principal, body, request))
  }),
]

/** The permission to manage people is this role's. */
const role = 'organisation_manager'

const accountRoutes = (kernel: Kernel): Route[] => [
  route(people.listAccounts, async ({ tx }) => {
    const accounts = await accountsOf(kernel, tx, 'everyone')
    // Everyone's name and address at once is a privileged look.
    await trail.lookedAtList(tx, kernel.looks, accounts.map(({ id }) => id), { role, view: 'accounts' })
    return { accounts, total: accounts.length, next: null }
  }),

  route(people.invitePerson, async ({ tx, principal, body }) => invitePerson(kernel, tx, principal.person, body)),

  route(people.renewInvitation, async ({ tx, params }) => {
    const { id } = await accountOf(kernel, tx, params.personId)
    const invitation = await invite(kernel, tx, id)
    await trail.record(tx, { action: 'access.invitation_renewed', subject: { kind: 'person', id }, person: id })
    return invitation
  }),

  route(people.updateAccount, async ({ tx, principal, params, body }) => {
    const account = await updateAccount(kernel, tx, principal.person, params.personId, body)
    await trail.lookedAt(tx, account.id, { role, view: 'accounts' })
    return account
  }),
]

/** Sessions, passwords, invitations and accounts. Starting an organisation stands in the room agreement. */
export const routes = (kernel: Kernel, federated: Partial<Federated> = {}): Route[] => [
  ...sessionRoutes(kernel), ...accountRoutes(kernel), ...waysRoutes(kernel, { ...unfederated, ...federated }),
]
