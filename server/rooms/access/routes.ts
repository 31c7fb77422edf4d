import * as session from '#contract/endpoints/session.ts'
import { clearCookie, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { answerSignedIn } from './come-in.ts'
import type { LocationNames } from './grants.ts'
import { accountRoutes } from './routes-accounts.ts'
import { guestRoutes } from './routes-guests.ts'
import { rightsRoutes } from './routes-rights.ts'
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

/** What rooms below hand in: how an organisation's own sign-in works, and what its locations are called. */
type HandedIn = Partial<Federated> & { readonly locations?: LocationNames }

/** Sessions, ways of signing in, accounts, rights and guests. Starting an organisation stands in the room agreement. */
export const routes = (kernel: Kernel, { locations = async () => new Map(), ...federated }: HandedIn = {}): Route[] => [
  ...sessionRoutes(kernel),
  ...waysRoutes(kernel, { ...unfederated, ...federated }),
  ...accountRoutes(kernel, locations),
  ...rightsRoutes(kernel, locations),
  ...guestRoutes(kernel, locations),
]
