import { createHash } from 'node:crypto'
import type { StaffId, StaffKeyId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { challengeIn, creationOptions, judgeCreation, judgeRequest, relyingPartyOf, requestOptions } from '#kernel/webauthn.ts'
import type { MadePasskey } from '#kernel/webauthn.ts'
import * as trail from '../trail/index.ts'
import { giveChallenge, takeChallenge } from '../access/index.ts'
import { addKey, dropKey, keyOfCredential, useKey } from './store-keys.ts'
import type { KeptKey } from './store-keys.ts'
import type { StaffKeys } from './names.ts'

export type HardwareKey = MadePasskey & { readonly attestation: string }

/** Whether its certificate led to a maker's root that this instance trusts. */
export const isProven = (attestation: string): boolean => attestation.endsWith(' chained')

/**
 * Keys of the operator's staff (G6.2a): bound to their hardware, vouched for by a maker's certificate, and asking for a PIN or finger each time. A passkey
 * that can be copied or synchronised is refused. Which makers are believed is the setting HARDWARE_KEY_ROOTS; without it a key is taken at its word, and
 * that it is not proven by its maker is recorded and shown.
 */
const isHardware = ({ config }: Kernel, made: MadePasskey): made is HardwareKey =>
  made.attestation !== null && made.deviceBound && !made.backedUp && (config.HARDWARE_KEY_ROOTS === undefined || isProven(made.attestation))

/** The account's name to the authenticator: says nothing to anybody else (WebAuthn §14.6.1). */
const handleOf = (staff: StaffId): Buffer => createHash('sha256').update(`staff ${staff}`).digest()

export const enrolOptions = async (kernel: Kernel, staff: StaffId, name: string, known: readonly KeptKey[], boundTo: string) => ({
  ...(await creationOptions(relyingPartyOf(kernel.publicUrl), {
    challenge: await giveChallenge(kernel, 'staff_register', boundTo),
    handle: handleOf(staff),
    userName: name,
    displayName: name,
    known,
    hardware: true,
  })),
})

/**
 * Judges the answer to `enrolOptions`, before any transaction.
 * @throws Refusal staff_key_refused, staff_key_not_hardware
 */
export const judgeEnrolment = async (kernel: Kernel, answer: unknown, boundTo: string): Promise<HardwareKey> => {
  const challenge = challengeIn(answer)
  if (challenge === null || !(await takeChallenge(kernel, 'staff_register', boundTo, challenge))) throw new Refusal('staff_key_refused')
  const made = await judgeCreation(relyingPartyOf(kernel.publicUrl), answer, challenge)
  if (made === null) throw new Refusal('staff_key_refused')
  if (!isHardware(kernel, made)) throw new Refusal('staff_key_not_hardware')
  return made
}

/** @throws Refusal staff_key_refused when the key is known already */
export const keepKey = async (tx: Tx, keys: StaffKeys, staff: StaffId, name: string, made: HardwareKey): Promise<StaffKeyId> => {
  const id = crypto.randomUUID() as StaffKeyId
  if (!(await addKey(tx, staff, id, keys.seal(staff, 'key name', name), made, made.attestation, isProven(made.attestation)))) throw new Refusal('staff_key_refused')
  return id
}

type Asked = 'staff_sign_in' | 'staff_step_up' | 'staff_declare'

/** @param before bytes that the challenge begins with: what is signed with it */
export const askKey = async (kernel: Kernel, kind: Asked, boundTo: string | null, known: readonly KeptKey[] = [], before: Uint8Array = Buffer.alloc(0)) => ({
  ...(await requestOptions(relyingPartyOf(kernel.publicUrl), Buffer.concat([before, await giveChallenge(kernel, kind, boundTo)]), known)),
})

export type Answered = { readonly key: KeptKey; readonly challenge: Buffer }

/**
 * Whose key answered. Its use is written down; a key whose counter went back is held by two authenticators, and is dropped.
 * @param staff whose it must be; null at sign-in
 * @throws Refusal staff_key_refused
 */
export const answeredBy = async (
  kernel: Kernel,
  answer: unknown,
  { kind, boundTo, before = Buffer.alloc(0) }: { readonly kind: Asked; readonly boundTo: string | null; readonly before?: Uint8Array },
  staff: StaffId | null,
  inRegister: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<Answered> => {
  const refuse = (): never => {
    throw new Refusal('staff_key_refused')
  }
  const challenge = challengeIn(answer)
  if (challenge === null || !challenge.subarray(0, before.length).equals(before)) return refuse()
  if (!(await takeChallenge(kernel, kind, boundTo, challenge.subarray(before.length)))) return refuse()
  const key = await inRegister((tx) => keyOfCredential(tx, Buffer.from((answer as { id: string }).id, 'base64url')))
  if (key === null || (staff !== null && key.staff !== staff)) return refuse()
  const shown = await judgeRequest(relyingPartyOf(kernel.publicUrl), answer, challenge, key)
  if (shown === null || shown.backedUp) return refuse()
  const used = !shown.cloned && (await inRegister((tx) => useKey(tx, key.id, shown.counter)))
  if (!used) {
    await inRegister(async (tx) => {
      await dropKey(tx, key.id)
      await trail.record(tx, { action: 'operator.key_dropped', subject: { kind: 'staff', id: key.staff }, detail: { key: key.id } })
    })
    return refuse()
  }
  return { key, challenge }
}
