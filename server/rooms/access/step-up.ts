import type { FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/errors.ts'
import { stepUpMinutes } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { relyingPartyOf, requestOptions } from '#kernel/webauthn.ts'
import * as trail from '../trail/index.ts'
import { isHardware } from './passkeys.ts'
import { passwordFits } from './password-hash.ts'
import { hasSecondFactor, secondFactorWays, useCode } from './second-factor.ts'
import { renewSession } from './sessions.ts'
import type { StartedSession } from './sessions.ts'
import { showPasskey } from './show-passkey.ts'
import { personAttempt } from './store-attempts.ts'
import { giveChallenge } from './store-challenges.ts'
import { passkeysOf } from './store-passkeys.ts'
import { mayComeInHere } from './store-sso-gate.ts'
import { passwordHashOf } from './store.ts'

/** The way back to the organisation's identity provider, which asks again; null: this session did not come from one. */
export type ProviderStepUp = (kernel: Kernel, principal: PersonPrincipal) => Promise<string | null>

const asSelf = ({ organisation, person }: PersonPrincipal) => ({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }) as const

/** What this person can show here: passkeys that work, a password with its code. Nothing of their own where the identity provider is required. */
const waysOf = async (tx: Tx, { person }: PersonPrincipal) => {
  const [admitted, passkeys, hash, code] = await Promise.all([
    mayComeInHere(tx, person, 'passkey'), passkeysOf(tx, person), passwordHashOf(tx, person), hasSecondFactor(tx, person),
  ])
  return {
    passkeys: admitted ? passkeys.filter(({ disabledAt }) => disabledAt === null) : [],
    password: admitted && hash !== null,
    code: admitted && code,
    hash: admitted ? hash : null,
  }
}

export const stepUpWays = async (kernel: Kernel, principal: PersonPrincipal, providerStepUp: ProviderStepUp) => {
  const [{ passkeys, password, code }, providerUrl] = await Promise.all([
    kernel.inPurpose(asSelf(principal), (tx) => waysOf(tx, principal)), providerStepUp(kernel, principal),
  ])
  const passkey =
    passkeys.length === 0
      ? null
      : { ...(await requestOptions(relyingPartyOf(kernel.publicUrl), await giveChallenge(kernel, 'step_up', principal.sessionKey), passkeys)) }
  return { passkey, password, code: password && code, providerUrl }
}

type Wanted =
  | { readonly way: 'passkey'; readonly answer: unknown }
  | { readonly way: 'password'; readonly password: string; readonly code?: string | undefined }

/** What a session counts as once this was shown; null: as before. How it came in through a provider stays, and nothing makes it weaker. */
const methodAfter = ({ method }: PersonPrincipal, shown: 'passkey' | 'password_totp' | 'password'): PersonPrincipal['method'] | null => {
  if (method === 'oidc' || method === 'saml' || method === 'passkey' || shown === 'password') return null
  return shown
}

/** The session's new secret, and until when dangerous acts need no other proof. */
export type SteppedUp = { readonly renewed: StartedSession; readonly until: Temporal.Instant }

const goOn = (kernel: Kernel, principal: PersonPrincipal, shown: 'passkey' | 'password_totp' | 'password', hardwareKey: boolean): Promise<SteppedUp> =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const renewed = await renewSession(kernel, tx, principal.sessionKey, { method: methodAfter(principal, shown), hardwareKey })
    const { person } = principal
    await trail.record(tx, { action: 'access.stepped_up', subject: { kind: 'person', id: person }, person, detail: { way: shown } })
    return { renewed, until: renewed.principal.verifiedAt.add({ minutes: stepUpMinutes }) }
  })

/**
 * Somebody shows again who they are. Whoever has a second factor shows it too: a password alone proves no more than at sign-in.
 * @throws Refusal sign_in_failed, second_factor_needed, code_wrong, passkey_refused, too_many_attempts
 */
export const stepUp = async (kernel: Kernel, principal: PersonPrincipal, wanted: Wanted, request: FastifyRequest): Promise<SteppedUp> => {
  const { organisation, person } = principal
  const attempt = await personAttempt(kernel, `${organisation} ${person}`, request.ip)
  const refuse = async (refusal: Refusal): Promise<never> => {
    await attempt.failed()
    throw refusal
  }
  if (wanted.way === 'passkey') {
    const shown = await showPasskey(kernel, wanted.answer, { kind: 'step_up', boundTo: principal.sessionKey }, principal).catch((error: unknown) =>
      error instanceof Refusal ? refuse(error) : Promise.reject(error as Error),
    )
    await attempt.succeeded(true)
    return goOn(kernel, principal, 'passkey', isHardware(shown.passkey))
  }
  const { hash, code } = await kernel.inPurpose(asSelf(principal), (tx) => waysOf(tx, principal))
  if (!(await passwordFits(wanted.password, hash))) return refuse(new Refusal('sign_in_failed'))
  if (code && wanted.code === undefined) {
    await attempt.succeeded(false)
    throw new Refusal('second_factor_needed', {}, { secondFactor: { token: '', ways: [...secondFactorWays] } })
  }
  const { code: given } = wanted
  if (code && given !== undefined) {
    const used = await kernel.inPurpose(asSelf(principal), (tx) => useCode(kernel, tx, person, given))
    if (used === null) return refuse(new Refusal('code_wrong'))
  }
  await attempt.succeeded(true)
  return goOn(kernel, principal, code ? 'password_totp' : 'password', false)
}
