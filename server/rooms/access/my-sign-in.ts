import type { FastifyRequest } from 'fastify'
import type { PasskeyId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { beginPasskey, isHardware, judgeNewPasskey, keepPasskey, passkeyView } from './passkeys.ts'
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts'
import { renewSession } from './sessions.ts'
import { codeAttempt } from './store-attempts.ts'
import { passkeysOf, removePasskey, renamePasskey } from './store-passkeys.ts'
import { policyOf } from './store-policy.ts'
import { beginTotpSecret, confirmTotpSecret, recoveryCodesLeft, removeTotpOf, replaceRecoveryCodes, totpOf } from './store-second-factor.ts'
import { passwordChangedAt } from './store.ts'
import { tell } from './tell.ts'
import { enrolment, newSecret, stepOf } from './totp.ts'

/** Names of the identity providers that an account is linked with; the room of federation knows. Purpose `sign_in`. */
export type LinkedProviders = (tx: Tx, person: PersonId) => Promise<string[]>

const asSelf = ({ organisation, person }: PersonPrincipal) => ({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }) as const
const aboutMe = (person: PersonId) => ({ subject: { kind: 'person', id: person }, person }) as const

/** Everything by which a person can come in, with what the organisation asks. Purpose `sign_in`. */
const waysIn = async (tx: Tx, person: PersonId, linkedProviders: LinkedProviders) => {
  const [policy, passwordSince, passkeys, totp, providers] = await Promise.all([
    policyOf(tx), passwordChangedAt(tx, person), passkeysOf(tx, person), totpOf(tx, person), linkedProviders(tx, person),
  ])
  return { policy, passwordSince, passkeys, totpSince: totp?.confirmedAt ?? null, providers }
}
type WaysIn = Awaited<ReturnType<typeof waysIn>>

/** Whether these are as strong as the organisation asks: what remains must let its owner come all the way in. */
const areEnough = ({ policy, passwordSince, passkeys, totpSince, providers }: WaysIn): boolean => {
  const works = passkeys.filter((each) => each.disabledAt === null)
  if (providers.length > 0) return true
  if (policy.hardwareKeys) return works.some(isHardware)
  return works.length > 0 || (passwordSince !== null && (totpSince !== null || policy.passwordAlone))
}

export const mySignIn = (kernel: Kernel, principal: PersonPrincipal, linkedProviders: LinkedProviders) =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const { person } = principal
    const [ways, left, own] = await Promise.all([
      waysIn(tx, person, linkedProviders), recoveryCodesLeft(tx, person), kernel.keys.load(tx.organisation, [person]),
    ])
    const { policy, passwordSince, passkeys, totpSince, providers } = ways
    return {
      password: passwordSince === null ? null : { changedAt: passwordSince.toString() },
      passkeys: passkeys.map((each) => passkeyView(own, person, each)),
      totp: totpSince === null ? null : { since: totpSince.toString() },
      recoveryCodesLeft: left,
      providers,
      policy: { passwordAlone: policy.passwordAlone, hardwareKeys: policy.hardwareKeys },
      enough: areEnough(ways),
    }
  })

/**
 * A password alone, where that is not enough, makes the first second factor and no other: whoever has a passkey shows it before anything is added or taken
 * away. Purpose `sign_in`.
 * @throws Refusal step_up_needed
 */
const refuseWeak = async (tx: Tx, { secured, method, person }: PersonPrincipal): Promise<void> => {
  if (secured || (method !== 'password' && method !== 'link')) return
  const passkeys = await passkeysOf(tx, person)
  if (passkeys.some(({ disabledAt }) => disabledAt === null)) throw new Refusal('step_up_needed')
}

export const beginMyPasskey = async (kernel: Kernel, principal: PersonPrincipal) => {
  await kernel.inPurpose(asSelf(principal), (tx) => refuseWeak(tx, principal))
  return beginPasskey(kernel, principal, 'register', principal.sessionKey)
}

/** What a session counts as now that this was made in it; how it came in through a provider stays. */
const strengthened = ({ method }: PersonPrincipal, made: 'passkey' | 'password_totp'): PersonPrincipal['method'] | null =>
  method === 'password' || method === 'link' || (made === 'passkey' && method === 'password_totp') ? made : null

/** @throws Refusal passkey_refused, passkey_not_hardware, passkey_known, step_up_needed */
export const addMyPasskey = async (kernel: Kernel, principal: PersonPrincipal, wanted: { readonly name: string; readonly answer: unknown }) => {
  const made = await judgeNewPasskey(kernel, 'register', principal.sessionKey, wanted.answer)
  return kernel.inPurpose(asSelf(principal), async (tx) => {
    await refuseWeak(tx, principal)
    const passkey = await keepPasskey(kernel, tx, principal.person, wanted.name, made)
    const renewed = await renewSession(kernel, tx, principal.sessionKey, { method: strengthened(principal, 'passkey'), hardwareKey: isHardware(made) })
    return { passkey, renewed }
  })
}

/** @throws Refusal not_found */
export const renameMyPasskey = (kernel: Kernel, principal: PersonPrincipal, id: PasskeyId, name: string) =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const { person } = principal
    const own = await kernel.keys.load(tx.organisation, [person])
    if (!(await renamePasskey(tx, person, id, own.seal(person, 'name', name)))) throw new Refusal('not_found')
    await trail.record(tx, { action: 'access.passkey_renamed', ...aboutMe(person), detail: { passkey: id } })
    const kept = (await passkeysOf(tx, person)).find((each) => each.id === id)
    if (kept === undefined) throw new Refusal('not_found')
    return passkeyView(own, person, kept)
  })

/** @throws Refusal not_found, last_way_in, step_up_needed */
export const revokeMyPasskey = (kernel: Kernel, principal: PersonPrincipal, id: PasskeyId, linkedProviders: LinkedProviders) =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const { person } = principal
    const ways = await waysIn(tx, person, linkedProviders)
    const kept = ways.passkeys.find((each) => each.id === id)
    if (kept === undefined) throw new Refusal('not_found')
    await refuseWeak(tx, principal)
    const remaining = { ...ways, passkeys: ways.passkeys.filter((each) => each.id !== id) }
    if (kept.disabledAt === null && !areEnough(remaining)) throw new Refusal('last_way_in')
    await removePasskey(tx, person, id)
    await trail.record(tx, { action: 'access.passkey_revoked', ...aboutMe(person), detail: { passkey: id } })
    await tell(kernel, tx, person, 'passkey_revoked')
  })

export const beginMyTotp = async (kernel: Kernel, principal: PersonPrincipal) => {
  const { person } = principal
  const secret = newSecret()
  const { account, issuer } = await kernel.inPurpose(asSelf(principal), async (tx) => {
    await refuseWeak(tx, principal)
    const [profile, organisation, own] = await Promise.all([
      profileOf(tx, kernel.keys, person), organisationOf(tx), kernel.keys.load(tx.organisation, [person]),
    ])
    await beginTotpSecret(tx, person, own.seal(person, 'totp', secret))
    return { account: profile?.email ?? '', issuer: `Vrijplek ${organisation.name}` }
  })
  return enrolment(secret, account, issuer)
}

/** Ten new ones in place of those before; shown once, kept as hashes. Purpose `sign_in`. */
const giveRecoveryCodes = async (tx: Tx, person: PersonId): Promise<string[]> => {
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(tx, person, codes.map((code) => recoveryCodeHash(person, code)))
  return codes
}

/** @throws Refusal code_wrong, step_up_needed, too_many_attempts */
export const confirmMyTotp = async (kernel: Kernel, principal: PersonPrincipal, code: string, request: FastifyRequest) => {
  const { organisation, person } = principal
  const attempt = await codeAttempt(kernel, `${organisation} ${person}`, request.ip)
  const confirmed = await kernel.inPurpose(asSelf(principal), async (tx) => {
    await refuseWeak(tx, principal)
    const pending = (await totpOf(tx, person))?.pendingSealed ?? null
    const secret = pending === null ? null : (await kernel.keys.load(tx.organisation, [person])).open(person, 'totp', pending)
    const step = secret === null ? null : await stepOf(secret, code.replaceAll(/\s/g, ''), tx.now)
    if (pending === null || step === null || !(await confirmTotpSecret(tx, person, pending, step))) return null
    const recoveryCodes = await giveRecoveryCodes(tx, person)
    const renewed = await renewSession(kernel, tx, principal.sessionKey, { method: strengthened(principal, 'password_totp'), hardwareKey: false })
    await trail.record(tx, { action: 'access.totp_added', ...aboutMe(person) })
    await tell(kernel, tx, person, 'totp_added')
    return { recoveryCodes, renewed }
  })
  if (confirmed === null) {
    await attempt.failed()
    throw new Refusal('code_wrong')
  }
  await attempt.succeeded(true)
  return confirmed
}

/** @throws Refusal last_way_in, step_up_needed */
export const removeMyTotp = (kernel: Kernel, principal: PersonPrincipal, linkedProviders: LinkedProviders) =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const { person } = principal
    await refuseWeak(tx, principal)
    if (!areEnough({ ...(await waysIn(tx, person, linkedProviders)), totpSince: null })) throw new Refusal('last_way_in')
    await removeTotpOf(tx, person)
    await trail.record(tx, { action: 'access.totp_removed', ...aboutMe(person) })
    await tell(kernel, tx, person, 'totp_removed')
  })

/** @throws Refusal not_found without an authenticator app; step_up_needed */
export const renewMyRecoveryCodes = (kernel: Kernel, principal: PersonPrincipal) =>
  kernel.inPurpose(asSelf(principal), async (tx) => {
    const { person } = principal
    await refuseWeak(tx, principal)
    if ((await totpOf(tx, person))?.confirmedAt == null) throw new Refusal('not_found')
    const recoveryCodes = await giveRecoveryCodes(tx, person)
    await trail.record(tx, { action: 'access.recovery_codes_renewed', ...aboutMe(person) })
    await tell(kernel, tx, person, 'recovery_codes_renewed')
    return { recoveryCodes }
  })
