import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session } from '#contract/endpoints/session.ts'
import type { PersonId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { deviceWords } from './device-words.ts'
import { networkOf } from './networks.ts'
import { sessionView } from './session-view.ts'
import { endPresented, giveCookie, startSession } from './sessions.ts'
import { policyOf } from './store-policy.ts'
import { isKnownDevice } from './store-sessions.ts'
import { tell } from './tell.ts'

/** Event: somebody came in past the identity provider that is required, by a break-glass account. Payload `{ personId, at }`. Managers are told. */
export const breakGlassUsed = 'access.breakGlassUsed'

export type SignedIn = { readonly session: Session; readonly cookie: string; readonly cookieSeconds: number; readonly sessionKey: string }

/**
 * Lets somebody in who proved who they are, whichever way: a new session, its place in words, the trail entry, and word to them when the device is new.
 * Whether they may come in was asked before (`mayComeInHere`). Purpose `sign_in`.
 */
export const comeIn = async (
  kernel: Kernel,
  tx: Tx,
  request: FastifyRequest,
  who: { readonly person: PersonId; readonly method: PersonPrincipal['method']; readonly action: string; readonly hardwareKey?: boolean },
): Promise<SignedIn> => {
  const { person, method, action } = who
  const userAgent = request.headers['user-agent']
  const device = deviceWords(userAgent)
  const [policy, known] = await Promise.all([policyOf(tx), isKnownDevice(tx, person, device)])
  const network = networkOf(policy.networks, request.ip)
  const { principal, cookie, cookieSeconds } = await startSession(tx, person, userAgent, method, network, who.hardwareKey ?? false)
  const [session] = await Promise.all([
    sessionView(tx, kernel.keys, principal),
    trail.record(tx, { action, subject: { kind: 'person', id: person }, person, detail: { method } }),
    policy.ssoRequired && method !== 'oidc' && method !== 'saml' ? noteBreakGlass(kernel, tx, person) : Promise.resolve(),
    known ? Promise.resolve(false) : tell(kernel, tx, person, 'new_device', { told: { device } }),
  ])
  return { session, cookie, cookieSeconds, sessionKey: principal.sessionKey }
}

const noteBreakGlass = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<void> => {
  await trail.record(tx, { action: 'access.break_glass_used', subject: { kind: 'person', id: person }, person })
  await kernel.outbox.emit(tx, [{ kind: breakGlassUsed, payload: { at: tx.now.toString() } }])
}

/** The answer to whoever was let in: ends the session they came with, hands the new one to the browser. */
export const answerSignedIn = async (kernel: Kernel, request: FastifyRequest, reply: FastifyReply, started: SignedIn): Promise<Session> => {
  await endPresented(kernel, request)
  giveCookie(kernel, reply, started)
  return started.session
}
