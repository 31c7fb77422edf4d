import type { FastifyRequest } from 'fastify'
import type { Language } from '#contract/values.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { findOrganisation } from '../organisations/index.ts'
import { accountsOfEmail, changeProfile, profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { comeIn } from './come-in.ts'
import type { SignedIn } from './come-in.ts'
import { beginPasskey, isHardware, judgeNewPasskey, keepPasskey } from './passkeys.ts'
import { hashPassword } from './password-hash.ts'
import { judgePassword } from './password-rules.ts'
import { hasSecondFactor, secondFactorWays, useCode } from './second-factor.ts'
import { endSessions } from './sessions.ts'
import { codeAttempt, countLinkAsked, linkAttempt } from './store-attempts.ts'
import { policyOf } from './store-policy.ts'
import { mayComeInHere } from './store-sso-gate.ts'
import { addStep, removeSteps, stepBy, useStep } from './store-steps.ts'
import { invitedBy, removeInvitation, setPasswords, useInvitation } from './store.ts'
import { tell } from './tell.ts'
import { mintToken, readToken } from './token.ts'

const validMinutes = 30

/** Makes an account for whoever may join an organisation by the domain of their address; the room of federation knows. Null: nowhere. */
export type Newcomer = (kernel: Kernel, email: string) => Promise<{ readonly organisation: OrganisationId; readonly person: PersonId } | null>

/** The token stands in the fragment, which browsers send to no server and so into no log. */
export const linkUrl = (kernel: Kernel, token: string): string => `${kernel.publicUrl}/invitation#${token}`

/**
 * Somebody asks for a link. Whether there is such an account, and whether it may come in this way, is looked at only once the answer is on its way: it is
 * the same, after the same work. A link takes the place of the one before.
 * @throws Refusal too_many_attempts
 */
export const requestLink = async (kernel: Kernel, email: string, request: FastifyRequest, newcomer: Newcomer): Promise<void> => {
  await countLinkAsked(kernel, email, request.ip)
  kernel.mail.later(async () => {
    const [known, joined] = [await accountsOfEmail(kernel, email, null), await newcomer(kernel, email)]
    for (const { organisation, person } of [...known, ...(joined === null ? [] : [joined])]) await mailLink(kernel, organisation, person)
  })
}

const mailLink = (kernel: Kernel, organisation: OrganisationId, person: PersonId): Promise<void> =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    if (!kernel.mail.possible || !(await mayComeInHere(tx, person, 'link'))) return
    const token = mintToken(organisation)
    const expiresAt = tx.now.add({ minutes: validMinutes })
    await addStep(tx, { person, kind: 'recovery_link', hash: token.hash, expiresAt, alone: true })
    await trail.record(tx, { action: 'access.link_asked', subject: { kind: 'person', id: person }, person })
    await tell(kernel, tx, person, 'recovery', { url: linkUrl(kernel, token.value), expiresAt })
  })

type Link = {
  readonly kind: 'invitation' | 'recovery'
  readonly organisation: OrganisationId
  readonly organisationName: string
  readonly person: PersonId
  readonly hash: Buffer
  readonly secondFactor: boolean
  readonly passwordAlone: boolean
  readonly hardwareKeys: boolean
  /** What a password must not be made of. */
  readonly ownWords: readonly string[]
}

/**
 * Reads a link and leaves it as it is: scanners follow links, and use nothing up.
 * @throws Refusal too_many_attempts, invitation_invalid, agreement_not_in_force (an invitation waits for the agreement; a way back in does not)
 */
const readLink = async (kernel: Kernel, value: string, request: FastifyRequest): Promise<Link> => {
  const attempt = await linkAttempt(kernel, request.ip)
  const token = readToken(value)
  const link = token === null ? null : await findLink(kernel, token.organisation, token.hash)
  if (link !== null) return link
  await attempt.failed()
  throw new Refusal('invitation_invalid')
}

const findLink = (kernel: Kernel, organisation: OrganisationId, hash: Buffer): Promise<Link | null> =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const [found, invited, recovering] = await Promise.all([findOrganisation(tx), invitedBy(tx, hash), stepBy(tx, 'recovery_link', hash)])
    const person = invited ?? recovering
    if (found === null || person === null || !(await mayComeInHere(tx, person, 'link'))) return null
    const kind = invited === null ? 'recovery' : 'invitation'
    if (kind === 'invitation' && found.agreementInForceId === null) throw new Refusal('agreement_not_in_force')
    const [policy, secondFactor, profile] = await Promise.all([policyOf(tx), hasSecondFactor(tx, person), profileOf(tx, kernel.keys, person)])
    return {
      kind, organisation, organisationName: found.name, person, hash, secondFactor, passwordAlone: policy.passwordAlone,
      hardwareKeys: policy.hardwareKeys, ownWords: [profile?.name ?? '', profile?.email ?? '', found.name],
    }
  })

export const linkView = async (kernel: Kernel, value: string, request: FastifyRequest) => {
  const { organisationName, kind, secondFactor, passwordAlone, hardwareKeys } = await readLink(kernel, value, request)
  return { organisation: organisationName, kind, secondFactor, passwordAlone, hardwareKeys }
}

const boundTo = (hash: Buffer): string => `link ${hash.toString('hex')}`

export const beginLinkPasskey = async (kernel: Kernel, value: string, request: FastifyRequest) => {
  const link = await readLink(kernel, value, request)
  return beginPasskey(kernel, link, 'link', boundTo(link.hash))
}

/** Used up: of two at once only one gets true. Whatever other link the person has is worth nothing any more. */
const useUp = async (tx: Tx, { kind, person, hash }: Link): Promise<boolean> => {
  const used = kind === 'invitation' ? await useInvitation(tx, hash) : await useStep(tx, 'recovery_link', hash)
  await removeSteps(tx, person, 'recovery_link')
  await removeInvitation(tx, person)
  return used
}

/** @throws Refusal second_factor_needed, code_wrong, too_many_attempts */
const showCode = async (kernel: Kernel, { organisation, person }: Link, token: string, code: string | undefined, request: FastifyRequest) => {
  if (code === undefined) throw new Refusal('second_factor_needed', {}, { secondFactor: { token, ways: [...secondFactorWays] } })
  const attempt = await codeAttempt(kernel, `${organisation} ${person}`, request.ip)
  const within = { organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' } as const
  const way = await kernel.inPurpose(within, (tx) => useCode(kernel, tx, person, code))
  if (way === null) {
    await attempt.failed()
    throw new Refusal('code_wrong')
  }
  await attempt.succeeded(true)
  return way
}

export type UsedLink = {
  readonly token: string
  readonly password?: string | undefined
  readonly passkey?: { readonly name: string; readonly answer: unknown } | undefined
  readonly code?: string | undefined
  readonly language?: Language | undefined
}

/**
 * Takes up an invitation, or comes back in: sets the password or keeps the passkey, ends what sessions there are and starts one here.
 * @throws Refusal too_many_attempts, invitation_invalid, agreement_not_in_force, invalid_input unless exactly one of password and passkey is there,
 *   password_too_short, password_too_common, passkey_refused, passkey_not_hardware, second_factor_needed, code_wrong
 */
export const useLink = async (kernel: Kernel, wanted: UsedLink, request: FastifyRequest): Promise<SignedIn> => {
  const { password, passkey, language } = wanted
  if ((password === undefined) === (passkey === undefined)) {
    throw new Refusal('invalid_input', {}, { errors: [{ pointer: '/password', detail: 'expected a password or a passkey, and not both' }] })
  }
  const link = await readLink(kernel, wanted.token, request)
  const { organisation, person, secondFactor } = link
  if (password !== undefined) await judgePassword(password, link.ownWords, secondFactor)
  const way = secondFactor ? await showCode(kernel, link, wanted.token, wanted.code, request) : null
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const made = passkey === undefined ? null : await judgeNewPasskey(kernel, 'link', boundTo(link.hash), passkey.answer)
  return kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, async (tx) => {
    if (!(await useUp(tx, link))) throw new Refusal('invitation_invalid')
    if (language !== undefined) await changeProfile(tx, kernel.keys, person, { language })
    if (passwordHash !== null) await setPasswords(tx, [{ person, hash: passwordHash }])
    if (made !== null) await keepPasskey(kernel, tx, person, passkey?.name ?? '', made)
    await endSessions(kernel, tx, person)
    if (link.kind === 'recovery') await tell(kernel, tx, person, 'account_recovered')
    const withCode = way === 'recovery_code' ? 'password_recovery_code' : 'password_totp'
    return comeIn(kernel, tx, request, {
      person,
      method: made !== null ? 'passkey' : way === null ? 'password' : withCode,
      action: link.kind === 'recovery' ? 'access.recovered' : 'access.invitation_accepted',
      hardwareKey: made !== null && isHardware(made),
    })
  })
}
