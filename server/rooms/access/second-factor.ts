import type { FastifyRequest } from 'fastify'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { comeIn } from './come-in.ts'
import type { SignedIn } from './come-in.ts'
import { recoveryCodeHash } from './recovery-codes.ts'
import { codeAttempt } from './store-attempts.ts'
import { totpOf, useRecoveryCode, useTotpStep } from './store-second-factor.ts'
import { mayComeInHere } from './store-sso-gate.ts'
import { addStep, tryStep, useStep } from './store-steps.ts'
import { tell } from './tell.ts'
import { mintToken, readToken } from './token.ts'
import { stepOf } from './totp.ts'

/** Five minutes and five codes: then it begins again with the password. */
const validMinutes = 5
const mostTries = 5

export const secondFactorWays = ['totp', 'recovery_code'] as const

/** Whether a person has an authenticator app in use. Purpose `sign_in`. */
export const hasSecondFactor = async (tx: Tx, person: PersonId): Promise<boolean> => (await totpOf(tx, person))?.confirmedAt != null

/**
 * What a code is, if it is right: used up with that, an app's code for its thirty seconds and a recovery code for ever. Purpose `sign_in`.
 * @returns null: wrong, or used before
 */
export const useCode = async (kernel: Kernel, tx: Tx, person: PersonId, code: string): Promise<'totp' | 'recovery_code' | null> => {
  const digits = code.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) {
    if (!(await useRecoveryCode(tx, person, recoveryCodeHash(person, code)))) return null
    await tell(kernel, tx, person, 'recovery_code_used')
    return 'recovery_code'
  }
  const kept = await totpOf(tx, person)
  if (kept === null || kept.confirmedAt === null) return null
  const secret = (await kernel.keys.load(tx.organisation, [person])).open(person, 'totp', kept.secretSealed)
  const step = secret === null ? null : await stepOf(secret, digits, tx.now)
  return step !== null && (await useTotpStep(tx, person, step)) ? 'totp' : null
}

/** A right password of somebody with a second factor gets a token instead of a session. Purpose `sign_in`. */
export const askSecondFactor = async (tx: Tx, person: PersonId): Promise<Refusal> => {
  const token = mintToken(tx.organisation)
  await addStep(tx, { person, kind: 'second_factor', hash: token.hash, expiresAt: tx.now.add({ minutes: validMinutes }), alone: false })
  return new Refusal('second_factor_needed', {}, { secondFactor: { token: token.value, ways: [...secondFactorWays] } })
}

/** @throws Refusal step_expired, code_wrong, too_many_attempts */
export const signInWithSecondFactor = async (
  kernel: Kernel,
  wanted: { readonly token: string; readonly code: string },
  request: FastifyRequest,
): Promise<SignedIn> => {
  const token = readToken(wanted.token)
  if (token === null) throw new Refusal('step_expired')
  const { organisation, hash } = token
  const tried = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) => tryStep(tx, 'second_factor', hash, mostTries))
  if (tried === null) throw new Refusal('step_expired')
  const { person, attempts } = tried
  const attempt = await codeAttempt(kernel, `${organisation} ${person}`, request.ip)
  const within = { organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' } as const
  const started = await kernel.inPurpose(within, async (tx) => {
    const [way, admitted] = await Promise.all([useCode(kernel, tx, person, wanted.code), mayComeInHere(tx, person, 'password_totp')])
    if (way === null || !admitted) return null
    if (!(await useStep(tx, 'second_factor', hash))) throw new Refusal('step_expired')
    return comeIn(kernel, tx, request, { person, method: way === 'totp' ? 'password_totp' : 'password_recovery_code', action: 'access.signed_in' })
  })
  if (started !== null) {
    await attempt.succeeded(true)
    return started
  }
  await attempt.failed()
  if (attempts >= mostTries) {
    // Somebody holds the password and guesses at the code.
    await kernel.inPurpose(within, async (tx) => {
      await trail.record(tx, { action: 'access.codes_guessed', subject: { kind: 'person', id: person }, person })
      await tell(kernel, tx, person, 'attempts')
    })
  }
  throw new Refusal('code_wrong')
}
