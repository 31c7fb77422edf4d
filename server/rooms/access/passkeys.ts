import type { z } from 'zod'
import type { Passkey } from '#contract/endpoints/sign-in-ways.ts'
import type { PasskeyId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { PersonKeys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { believesMakers, challengeIn, creationOptions, judgeCreation, relyingPartyOf } from '#kernel/webauthn.ts'
import type { MadePasskey } from '#kernel/webauthn.ts'
import { profileOf } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { giveChallenge, takeChallenge } from './store-challenges.ts'
import type { ChallengeKind } from './store-challenges.ts'
import { addPasskey, passkeysOf } from './store-passkeys.ts'
import type { KeptPasskey } from './store-passkeys.ts'
import { policyOf } from './store-policy.ts'
import { tell } from './tell.ts'
import { userHandle } from './user-handle.ts'

/** Whose session or link a passkey is made with. */
type Owner = Pick<PersonPrincipal, 'organisation' | 'person'>
const asSelf = ({ organisation, person }: Owner) => ({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }) as const

/** Whether the key cannot leave its hardware, and a maker vouches for that; where the operator lists makers, one of those. */
export const isHardware = ({ deviceBound, attestation }: Pick<KeptPasskey, 'deviceBound' | 'attestation'>): boolean =>
  deviceBound && attestation !== null && (!believesMakers() || attestation.endsWith(' chained'))

/** Begins making a passkey; the answer must come from the same session or link. */
export const beginPasskey = async (kernel: Kernel, owner: Owner, kind: ChallengeKind, boundTo: string) => {
  const challenge = await giveChallenge(kernel, kind, boundTo)
  const { profile, known, policy } = await kernel.inPurpose(asSelf(owner), async (tx) => {
    const [profileNow, knownNow, policyNow] = await Promise.all([
      profileOf(tx, kernel.keys, owner.person), passkeysOf(tx, owner.person), policyOf(tx),
    ])
    return { profile: profileNow, known: knownNow, policy: policyNow }
  })
  const options = await creationOptions(relyingPartyOf(kernel.publicUrl), {
    challenge,
    handle: userHandle(owner.organisation, owner.person),
    userName: profile?.email ?? '',
    displayName: profile?.name ?? '',
    known,
    hardware: policy.hardwareKeys,
  })
  return { options: { ...options } }
}

/**
 * Judges the answer to `beginPasskey`. Opens no transaction: a signature is checked meanwhile.
 * @throws Refusal passkey_refused
 */
export const judgeNewPasskey = async (kernel: Kernel, kind: ChallengeKind, boundTo: string, answer: unknown): Promise<MadePasskey> => {
  const challenge = challengeIn(answer)
  if (challenge === null || !(await takeChallenge(kernel, kind, boundTo, challenge))) throw new Refusal('passkey_refused')
  const made = await judgeCreation(relyingPartyOf(kernel.publicUrl), answer, challenge)
  if (made === null) throw new Refusal('passkey_refused')
  return made
}

/**
 * Keeps a judged passkey, with its trail entry and word to its owner. Purpose `sign_in`.
 * @throws Refusal passkey_not_hardware where the organisation wants hardware keys and this is none; passkey_known
 */
export const keepPasskey = async (kernel: Kernel, tx: Tx, person: PersonId, name: string, made: MadePasskey): Promise<z.output<typeof Passkey>> => {
  const { hardwareKeys } = await policyOf(tx)
  if (hardwareKeys && !isHardware(made)) throw new Refusal('passkey_not_hardware')
  const id = crypto.randomUUID() as PasskeyId
  const own = await kernel.keys.load(tx.organisation, [person])
  if (!(await addPasskey(tx, person, id, own.seal(person, 'name', name), made))) throw new Refusal('passkey_known')
  const detail = { passkey: id, deviceBound: String(made.deviceBound), attestation: made.attestation ?? 'none' }
  await trail.record(tx, { action: 'access.passkey_added', subject: { kind: 'person', id: person }, person, detail })
  await tell(kernel, tx, person, 'passkey_added')
  return {
    id, name, deviceBound: made.deviceBound, attested: made.attestation !== null, disabled: false, createdAt: tx.now.toString(), lastUsedAt: null,
  }
}

export const passkeyView = (own: PersonKeys, person: PersonId, kept: KeptPasskey): z.output<typeof Passkey> => ({
  id: kept.id,
  name: own.open(person, 'name', kept.nameSealed) ?? '',
  deviceBound: kept.deviceBound,
  attested: kept.attestation !== null,
  disabled: kept.disabledAt !== null,
  createdAt: kept.createdAt.toString(),
  lastUsedAt: kept.lastUsedAt?.toString() ?? null,
})
