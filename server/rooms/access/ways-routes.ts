import * as ways from '#contract/endpoints/sign-in-ways.ts'
import * as policy from '#contract/endpoints/sign-in-policy.ts'
import * as session from '#contract/endpoints/session.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { answerSignedIn } from './come-in.ts'
import { beginLinkPasskey, linkView, requestLink, useLink } from './links.ts'
import type { Newcomer } from './links.ts'
import {
  addMyPasskey, beginMyPasskey, beginMyTotp, confirmMyTotp, mySignIn, removeMyTotp, renameMyPasskey, renewMyRecoveryCodes, revokeMyPasskey,
} from './my-sign-in.ts'
import type { LinkedProviders } from './my-sign-in.ts'
import { endMySession, mySessions, openSessionsOf } from './open-sessions.ts'
import { endSessionsByManager, resetSignIn } from './reset.ts'
import { signInWithSecondFactor } from './second-factor.ts'
import { giveCookie } from './sessions.ts'
import { beginPasskeySignIn, signInWithPasskey } from './show-passkey.ts'
import { changePolicy, policyView } from './sign-in-policy.ts'
import { stepUp, stepUpWays } from './step-up.ts'
import type { ProviderStepUp } from './step-up.ts'

/** What the room of federation hands in, which stands below. */
export type Federated = { readonly providerStepUp: ProviderStepUp; readonly linkedProviders: LinkedProviders; readonly newcomer: Newcomer }
export const unfederated: Federated = { providerStepUp: async () => null, linkedProviders: async () => [], newcomer: async () => null }

const comingIn = (kernel: Kernel, { newcomer }: Federated): Route[] => [
  route(ways.passkeySignInOptions, ({ request }) => beginPasskeySignIn(kernel, request)),

  route(ways.signInWithPasskey, async ({ body, request, reply }) =>
    answerSignedIn(kernel, request, reply, await signInWithPasskey(kernel, body.answer, request)),
  ),

  route(ways.signInWithSecondFactor, async ({ body, request, reply }) =>
    answerSignedIn(kernel, request, reply, await signInWithSecondFactor(kernel, body, request)),
  ),

  route(ways.requestSignInLink, ({ body, request }) => requestLink(kernel, body.email, request, newcomer)),
  route(ways.readSignInLink, ({ body, request }) => linkView(kernel, body.token, request)),
  route(ways.linkPasskeyOptions, ({ body, request }) => beginLinkPasskey(kernel, body.token, request)),

  route(ways.useSignInLink, async ({ body, request, reply }) => answerSignedIn(kernel, request, reply, await useLink(kernel, body, request))),

  route(session.acceptInvitation, async ({ body, request, reply }) =>
    answerSignedIn(kernel, request, reply, await useLink(kernel, body, request)),
  ),
]

const mine = (kernel: Kernel, { providerStepUp, linkedProviders }: Federated): Route[] => [
  route(ways.stepUpWays, ({ principal }) => stepUpWays(kernel, principal, providerStepUp)),

  route(ways.stepUp, async ({ principal, body, request, reply }) => {
    const { renewed, until } = await stepUp(kernel, principal, body, request)
    giveCookie(kernel, reply, renewed)
    return { until: until.toString() }
  }),

  route(ways.getMySignIn, ({ principal }) => mySignIn(kernel, principal, linkedProviders)),
  route(ways.passkeyOptions, ({ principal }) => beginMyPasskey(kernel, principal)),

  route(ways.addPasskey, async ({ principal, body, reply }) => {
    const { passkey, renewed } = await addMyPasskey(kernel, principal, body)
    giveCookie(kernel, reply, renewed)
    return passkey
  }),

  route(ways.renamePasskey, ({ principal, params, body }) => renameMyPasskey(kernel, principal, params.passkeyId, body.name)),
  route(ways.revokePasskey, ({ principal, params }) => revokeMyPasskey(kernel, principal, params.passkeyId, linkedProviders)),
  route(ways.beginTotp, ({ principal }) => beginMyTotp(kernel, principal)),

  route(ways.confirmTotp, async ({ principal, body, request, reply }) => {
    const { recoveryCodes, renewed } = await confirmMyTotp(kernel, principal, body.code, request)
    giveCookie(kernel, reply, renewed)
    return { recoveryCodes }
  }),

  route(ways.removeTotp, ({ principal }) => removeMyTotp(kernel, principal, linkedProviders)),
  route(ways.renewRecoveryCodes, ({ principal }) => renewMyRecoveryCodes(kernel, principal)),
  route(ways.listMySessions, async ({ tx, principal }) => ({ sessions: await mySessions(tx, principal) })),
  route(ways.endMySession, ({ tx, principal, params }) => endMySession(kernel, tx, principal, params.sessionId)),
]

/** The permission to manage people is this role's. */
const role = 'organisation_manager'

const managed = (kernel: Kernel): Route[] => [
  route(policy.getSignInPolicy, ({ tx }) => policyView(tx)),
  route(policy.setSignInPolicy, ({ tx, body }) => changePolicy(kernel, tx, body)),

  route(policy.listSessionsOf, async ({ tx, params }) => {
    const sessions = await openSessionsOf(tx, params.personId)
    if (sessions.length > 0) await trail.lookedAt(tx, params.personId, { role, view: 'sessions' })
    return { sessions: sessions.map(({ key: _key, ...each }) => each) }
  }),

  route(policy.endSessionsOf, ({ tx, params }) => endSessionsByManager(kernel, tx, params.personId)),
  route(policy.resetSignIn, ({ tx, params }) => resetSignIn(kernel, tx, params.personId)),
]

/** Ways of signing in, and what an organisation asks of them. How somebody can sign in (`discoverSignIn`) the room of federation answers. */
export const waysRoutes = (kernel: Kernel, federated: Federated): Route[] => [...comingIn(kernel, federated), ...mine(kernel, federated), ...managed(kernel)]
