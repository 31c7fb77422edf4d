import assert from 'node:assert/strict'
import * as desk from '#contract/endpoints/operator.ts'
import * as signIn from '#contract/endpoints/operator-sign-in.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { StaffId } from '#contract/ids.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import { relyingPartyOf } from '#kernel/webauthn.ts'
import { inviteFirst } from '../server/rooms/operator/index.ts'
import { createAttestationAuthority } from './attestation-authority.ts'
import { createAuthenticator } from './authenticator.ts'
import type { Authenticator, AuthenticatorOptions } from './authenticator.ts'
import type { Answer, CallInput, TestHouse } from './house.ts'

/** One of the operator's people with a hardware key in hand. */
export type StaffHand = {
  readonly id: StaffId
  readonly key: Authenticator
  cookie: string
  call(spec: EndpointSpec, input?: Omit<CallInput, 'as' | 'cookie'>): Promise<Answer>
}

const cookieIn = (answer: Answer): string => {
  const set = answer.headers['set-cookie']
  const [first] = Array.isArray(set) ? set : [String(set)]
  return first?.split(';')[0] ?? ''
}

const maker = createAttestationAuthority()

/** A security key of a maker, or whatever else a test wants it to be. */
export const hardwareKey = async ({ kernel }: TestHouse, options: Partial<AuthenticatorOptions> = {}): Promise<Authenticator> =>
  createAuthenticator({ ...relyingPartyOf(kernel.publicUrl), attestation: await maker, ...options })

/** Enrols a key with the link's token, over HTTP. */
export const useLink = async (house: TestHouse, url: string, key: Authenticator): Promise<Answer> => {
  const token = new URL(url).hash.slice(1)
  const asked = await house.call(signIn.staffLinkOptions, { body: { token } })
  if (asked.status !== 200) return asked
  const answer = await key.create((asked.body as unknown as { options: unknown }).options)
  return house.call(signIn.useStaffLink, { body: { token, name: 'Blauwe sleutel', language: 'nl', answer } })
}

const handOf = (house: TestHouse, answer: Answer, key: Authenticator): StaffHand => {
  assert.equal(answer.status, 201, answer.text)
  const hand: StaffHand = {
    id: (answer.body as unknown as { staff: { id: StaffId } }).staff.id,
    key,
    cookie: cookieIn(answer),
    call: (spec, input = {}) => house.call(spec, { ...input, cookie: hand.cookie }),
  }
  return hand
}

/** Signs the declaration in force. */
export const declare = async (hand: StaffHand, language: 'nl' | 'en' = 'nl'): Promise<Answer> => {
  const shown = await hand.call(signIn.getDeclaration, { query: { language } })
  const { version, textHash } = shown.body as unknown as { version: string; textHash: string }
  const asked = await hand.call(signIn.declarationOptions, { body: { version, language, textHash } })
  const answer = await hand.key.get((asked.body as unknown as { options: unknown }).options)
  return hand.call(signIn.signDeclaration, { body: { version, language, textHash, answer } })
}

export const signInAgain = async (house: TestHouse, hand: StaffHand): Promise<Answer> => {
  const asked = await house.call(signIn.staffSignInOptions)
  const answer = await house.call(signIn.staffSignIn, { body: { answer: await hand.key.get((asked.body as unknown as { options: unknown }).options) } })
  if (answer.status === 201) hand.cookie = cookieIn(answer)
  return answer
}

/** The first lead, from the machine itself; signed, unless a test says otherwise. */
export const firstLead = async (house: TestHouse, { signs = true } = {}): Promise<StaffHand> => {
  const link = await inviteFirst(house.kernel, { name: 'Ruth Baas', email: 'ruth@beheer.example' })
  assert.ok(link !== null)
  const key = await hardwareKey(house)
  const hand = handOf(house, await useLink(house, link.url, key), key)
  if (signs) assert.equal((await declare(hand)).status, 201)
  return hand
}

/** A colleague, invited by a lead. */
export const colleague = async (house: TestHouse, lead: StaffHand, roles: readonly StaffRole[], { name = 'Joris Hulp', signs = true } = {}): Promise<StaffHand> => {
  const email = `${crypto.randomUUID()}@beheer.example`
  const invited = await lead.call(desk.inviteStaff, { body: { name, email, roles } })
  assert.equal(invited.status, 201, invited.text)
  const key = await hardwareKey(house)
  const hand = handOf(house, await useLink(house, (invited.body as unknown as { link: { url: string } }).link.url, key), key)
  if (signs) assert.equal((await declare(hand)).status, 201)
  return hand
}
