import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { challengeIn, judgeRequest, relyingPartyOf, requestOptions } from '#kernel/webauthn.ts'
import type { KnownPasskey } from '#kernel/webauthn.ts'
import * as trail from '../trail/index.ts'
import { comeIn } from './come-in.ts'
import type { SignedIn } from './come-in.ts'
import { isHardware } from './passkeys.ts'
import { linkAttempt, passkeyAttempt } from './store-attempts.ts'
import { giveChallenge, takeChallenge } from './store-challenges.ts'
import type { ChallengeKind } from './store-challenges.ts'
import { disablePasskey, passkeysOf, usePasskey } from './store-passkeys.ts'
import type { KeptPasskey } from './store-passkeys.ts'
import { mayComeInHere } from './store-sso-gate.ts'
import { tell } from './tell.ts'
import { readUserHandle } from './user-handle.ts'

type Answer = { readonly rawId: string; readonly response: { readonly userHandle?: unknown } }
type Account = { readonly organisation: OrganisationId; readonly person: PersonId }

/** What an answer is held against when nobody has such a passkey, so that the work is the same. It is refused whatever the signature says. */
const nobodys = (credentialId: Buffer): KnownPasskey => ({
  credentialId,
  publicKey: Buffer.from(
    'a5010203262001215820' +
      '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
      '225820' +
      '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
    'hex',
  ),
  counter: 0,
})

/**
 * Finds out whose passkey an answer shows: asked for this and once, ours, of this person, not revoked, not a copy. A copy is switched off, told and
 * recorded, and refused like all else.
 * @param wanted whose it must be; null at sign-in, where the answer itself names the account
 * @throws Refusal passkey_refused
 */
export const showPasskey = async (
  kernel: Kernel,
  answer: unknown,
  asked: { readonly kind: ChallengeKind; readonly boundTo: string | null },
  wanted: Account | null,
): Promise<Account & { readonly passkey: KeptPasskey }> => {
  const { rawId, response } = answer as Answer
  const named = readUserHandle(response.userHandle)
  const account = wanted ?? named ?? { organisation: randomUUID() as OrganisationId, person: randomUUID() as PersonId }
  const credentialId = Buffer.from(rawId, 'base64url')
  const challenge = challengeIn(answer)
  const wasAsked = challenge !== null && (await takeChallenge(kernel, asked.kind, asked.boundTo, challenge))
  const within = { organisation: account.organisation, actor: { kind: 'person', id: account.person }, purpose: 'sign_in' } as const
  const found = await kernel.inPurpose(within, async (tx) => {
    const [[passkey], admitted] = await Promise.all([
      passkeysOf(tx, account.person, credentialId), mayComeInHere(tx, account.person, 'passkey'),
    ])
    return passkey !== undefined && admitted && passkey.disabledAt === null ? passkey : null
  })
  const shown = await judgeRequest(relyingPartyOf(kernel.publicUrl), answer, challenge ?? Buffer.alloc(0), found ?? nobodys(credentialId))
  const sameAccount = wanted === null || named === null || named.person === wanted.person
  if (!wasAsked || found === null || shown === null || !sameAccount) throw new Refusal('passkey_refused')
  const used = await kernel.inPurpose(within, async (tx) => {
    // The row's own counter decides: of two answers at once the second is a copy's.
    if (await usePasskey(tx, found.id, shown.counter, shown.backedUp)) return true
    await disablePasskey(tx, found.id)
    const { person } = account
    await trail.record(tx, { action: 'access.passkey_cloned', subject: { kind: 'person', id: person }, person, detail: { passkey: found.id } })
    await tell(kernel, tx, person, 'passkey_cloned')
    return false
  })
  if (!used) throw new Refusal('passkey_refused')
  return { ...account, passkey: found }
}

/** Names no account. @throws Refusal too_many_attempts */
export const beginPasskeySignIn = async (kernel: Kernel, request: FastifyRequest) => {
  await linkAttempt(kernel, request.ip)
  const challenge = await giveChallenge(kernel, 'sign_in', null)
  return { options: { ...(await requestOptions(relyingPartyOf(kernel.publicUrl), challenge)) } }
}

/** @throws Refusal too_many_attempts, passkey_refused */
export const signInWithPasskey = async (kernel: Kernel, answer: unknown, request: FastifyRequest): Promise<SignedIn> => {
  const attempt = await passkeyAttempt(kernel, (answer as Answer).rawId, request.ip)
  const shown = await showPasskey(kernel, answer, { kind: 'sign_in', boundTo: null }, null).catch(async (error: unknown) => {
    if (error instanceof Refusal) await attempt.failed()
    throw error
  })
  await attempt.succeeded(true)
  const { organisation, person, passkey } = shown
  return kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, (tx) =>
    comeIn(kernel, tx, request, { person, method: 'passkey', action: 'access.signed_in', hardwareKey: isHardware(passkey) }),
  )
}
