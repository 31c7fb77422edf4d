import type { FastifyRequest } from 'fastify'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { findOrganisation, organisationOf } from '../organisations/index.ts'
import { accountsOfEmail, profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { comeIn } from './come-in.ts'
import type { SignedIn } from './come-in.ts'
import { hashPassword, passwordFits } from './password-hash.ts'
import { judgePassword } from './password-rules.ts'
import { askSecondFactor, hasSecondFactor } from './second-factor.ts'
import { endOtherSessions, renewSession } from './sessions.ts'
import type { StartedSession } from './sessions.ts'
import { personAttempt, signInAttempt } from './store-attempts.ts'
import { passkeysOf } from './store-passkeys.ts'
import { mayComeInHere } from './store-sso-gate.ts'
import { passwordHashOf, setPasswords } from './store.ts'
import { tell } from './tell.ts'

type Account = { readonly organisation: OrganisationId; readonly person: PersonId }

/** Takes the path of an account when there is none. */
const nobody = (): Account => ({
  organisation: crypto.randomUUID() as OrganisationId,
  person: crypto.randomUUID() as PersonId,
})

/**
 * An account's password hash with its organisation's name; null when there is no account, no password, or nobody may come in this way (any more).
 */
const credentialOf = (kernel: Kernel, { organisation, person }: Account) =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const [found, hash, admitted] = await Promise.all([findOrganisation(tx), passwordHashOf(tx, person), mayComeInHere(tx, person, 'password')])
    return found === null || hash === null || !admitted ? null : { hash, organisationName: found.name }
  })

/**
 * Signs in by e-mail and password. An address that no account has goes the same way, costs the same hash, gives the
 * same answer and is delayed the same: nobody learns who has an account.
 * @throws Refusal too_many_attempts, sign_in_failed, organisation_choice_needed (with organisations whose password fits),
 *   second_factor_needed
 */
export const signIn = async (
  kernel: Kernel,
  wanted: { readonly email: string; readonly password: string; readonly organisationId?: OrganisationId | undefined },
  request: FastifyRequest,
): Promise<SignedIn> => {
  const attempt = await signInAttempt(kernel, wanted.email, request.ip)
  const accounts = await accountsOfEmail(kernel, wanted.email, wanted.organisationId ?? null)
  const fitting = (
    await Promise.all(
      (accounts.length === 0 ? [nobody()] : accounts).map(async (account) => {
        const credential = await credentialOf(kernel, account)
        const fits = await passwordFits(wanted.password, credential?.hash ?? null)
        return fits && credential !== null ? [{ account, organisationName: credential.organisationName }] : []
      }),
    )
  ).flat()
  const [only] = fitting
  if (only === undefined) {
    await attempt.failed()
    throw new Refusal('sign_in_failed')
  }
  // Anybody can start an organisation with this e-mail address and a password of their own: it wipes no slate.
  await attempt.succeeded(wanted.organisationId === undefined && fitting.length === accounts.length)
  if (fitting.length > 1) {
    const organisations = fitting.map(({ account, organisationName }) => ({
      id: account.organisation,
      name: organisationName,
    }))
    throw new Refusal('organisation_choice_needed', {}, { organisations })
  }
  const { organisation, person } = only.account
  const within = { organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' } as const
  const started = await kernel.inPurpose(within, async (tx) =>
    (await hasSecondFactor(tx, person))
      ? askSecondFactor(tx, person)
      : comeIn(kernel, tx, request, { person, method: 'password', action: 'access.signed_in' }),
  )
  if (started instanceof Refusal) throw started
  return started
}

/**
 * Changes a person's own password: asks for the current one, ends every other session and gives this one a new secret.
 * @returns the session under its new secret
 * @throws Refusal too_many_attempts, sign_in_failed, password_too_short, password_too_common
 */
export const changePassword = async (
  kernel: Kernel,
  { organisation, person, sessionKey }: Pick<PersonPrincipal, 'organisation' | 'person' | 'sessionKey'>,
  wanted: { readonly currentPassword: string; readonly newPassword: string },
  request: FastifyRequest,
): Promise<StartedSession> => {
  const context = { organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' } as const
  const attempt = await personAttempt(kernel, `${organisation} ${person}`, request.ip)
  const { before, ownWords, secondFactor } = await kernel.inPurpose(context, async (tx) => {
    const [hash, profile, own, totp, passkeys] = await Promise.all([
      passwordHashOf(tx, person), profileOf(tx, kernel.keys, person), organisationOf(tx), hasSecondFactor(tx, person), passkeysOf(tx, person),
    ])
    return { before: hash, ownWords: [profile?.name ?? '', profile?.email ?? '', own.name], secondFactor: totp || passkeys.length > 0 }
  })
  if (!(await passwordFits(wanted.currentPassword, before))) {
    await attempt.failed()
    throw new Refusal('sign_in_failed')
  }
  await attempt.succeeded(true)
  await judgePassword(wanted.newPassword, ownWords, secondFactor)
  const hash = await hashPassword(wanted.newPassword)
  return kernel.inPurpose(context, async (tx) => {
    await setPasswords(tx, [{ person, hash }])
    await endOtherSessions(kernel, tx, person, sessionKey)
    const renewed = await renewSession(kernel, tx, sessionKey, { method: null, hardwareKey: false })
    await trail.record(tx, { action: 'access.password_changed', subject: { kind: 'person', id: person }, person })
    await tell(kernel, tx, person, 'password_changed')
    return renewed
  })
}
