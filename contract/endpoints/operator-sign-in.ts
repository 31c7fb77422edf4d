import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { StaffId, StaffKeyId } from '../ids.ts'
import { staffRoles } from '../staff-roles.ts'
import { Instant, Language, Name } from '../values.ts'
import { WebAuthnAnswer, WebAuthnOptions } from './sign-in-ways.ts'

/** Sign-in of the operator's own people: hardware-bound keys only, apart from every customer's accounts (G6.2a). */
const anyone = { access: 'public', purpose: null, agreement: 'not_required', tag: 'Operator' } as const
const staff = { access: 'staff', purpose: null, agreement: 'not_required', tag: 'Operator' } as const
const LinkToken = z.string().max(200)

export const StaffSession = z.object({
  staff: z.object({ id: StaffId, name: z.string(), roles: z.array(z.enum(staffRoles)), keys: z.number().int() }),
  /** The confidentiality declaration in force is signed; without it nothing else opens (G2.3). */
  declared: z.boolean(),
  language: Language,
  stepUpUntil: Instant,
  expiresAt: Instant,
})
export type StaffSession = z.infer<typeof StaffSession>

export const StaffKey = z.object({
  id: StaffKeyId,
  name: z.string(),
  /** Names the make of the key, as the key says (AAGUID). */
  aaguid: z.string(),
  /** `maker`: its attestation leads to a maker's root that this instance trusts. `none`: bound to a device by its own word, not proven by its maker. */
  proof: z.enum(['maker', 'none']),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
})
export type StaffKey = z.infer<typeof StaffKey>

export const staffLinkOptions = endpoint({
  ...anyone,
  id: 'staffLinkOptions',
  method: 'POST',
  path: '/operator/links/options',
  summary: 'Begin enrolling a hardware key with a one-time link',
  body: z.object({ token: LinkToken }),
  success: { status: 200, body: z.object({ name: z.string(), options: WebAuthnOptions }) },
  errors: ['staff_link_invalid', 'too_many_attempts'],
})

export const useStaffLink = endpoint({
  ...anyone,
  id: 'useStaffLink',
  method: 'POST',
  path: '/operator/links/use',
  summary: 'Enrol a hardware key with a one-time link, and sign in',
  body: z.object({ token: LinkToken, name: Name, language: Language, answer: WebAuthnAnswer }),
  success: { status: 201, body: StaffSession },
  errors: ['staff_link_invalid', 'staff_key_refused', 'staff_key_not_hardware', 'too_many_attempts'],
})

export const staffSignInOptions = endpoint({
  ...anyone,
  id: 'staffSignInOptions',
  method: 'POST',
  path: '/operator/session/options',
  summary: 'Begin signing in with a hardware key',
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
  errors: ['too_many_attempts'],
})

export const staffSignIn = endpoint({
  ...anyone,
  id: 'staffSignIn',
  method: 'POST',
  path: '/operator/session',
  summary: 'Sign in with a hardware key',
  body: z.object({ answer: WebAuthnAnswer }),
  success: { status: 201, body: StaffSession },
  errors: ['staff_key_refused', 'too_many_attempts'],
})

export const getStaffSession = endpoint({
  ...staff,
  id: 'getStaffSession',
  method: 'GET',
  path: '/operator/session',
  beforeDeclaration: true,
  summary: 'Who of the operator I am, and whether I signed the declaration',
  success: { status: 200, body: StaffSession },
})

export const staffSignOut = endpoint({
  ...staff,
  id: 'staffSignOut',
  method: 'DELETE',
  path: '/operator/session',
  beforeDeclaration: true,
  summary: 'Sign out here',
  success: { status: 204, body: null },
})

export const staffStepUpOptions = endpoint({
  ...staff,
  id: 'staffStepUpOptions',
  method: 'POST',
  path: '/operator/session/step-up/options',
  summary: 'Begin showing again that it is me',
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
})

export const staffStepUp = endpoint({
  ...staff,
  id: 'staffStepUp',
  method: 'POST',
  path: '/operator/session/step-up',
  summary: 'Show again with my key that it is me, for dangerous acts in the next ten minutes',
  body: z.object({ answer: WebAuthnAnswer }),
  success: { status: 200, body: StaffSession },
  errors: ['staff_key_refused', 'too_many_attempts'],
})

export const getDeclaration = endpoint({
  ...staff,
  id: 'getDeclaration',
  method: 'GET',
  path: '/operator/declaration',
  beforeDeclaration: true,
  summary: 'The confidentiality declaration in force (G2.3)',
  query: z.object({ language: Language.optional() }),
  success: {
    status: 200,
    body: z.object({
      version: z.string(),
      language: Language,
      title: z.string(),
      paragraphs: z.array(z.string()),
      textHash: z.string(),
      /** When I signed this version, and until when that counts. */
      signedAt: Instant.nullable(),
      validUntil: Instant.nullable(),
    }),
  },
})

const DeclarationText = { version: z.string().max(40), language: Language, textHash: z.string().regex(/^[0-9a-f]{64}$/) }

export const declarationOptions = endpoint({
  ...staff,
  id: 'declarationOptions',
  method: 'POST',
  path: '/operator/declaration/options',
  beforeDeclaration: true,
  summary: 'Begin signing the declaration: the challenge begins with the SHA-256 of its text',
  body: z.object(DeclarationText),
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
  errors: ['document_changed'],
})

export const signDeclaration = endpoint({
  ...staff,
  id: 'signDeclaration',
  method: 'POST',
  path: '/operator/declaration',
  beforeDeclaration: true,
  summary: 'Sign the declaration with my hardware key; the signed assertion is kept as evidence',
  body: z.object({ ...DeclarationText, answer: WebAuthnAnswer }),
  success: { status: 201, body: StaffSession },
  errors: ['document_changed', 'staff_key_refused'],
})

export const listStaffKeys = endpoint({
  ...staff,
  id: 'listStaffKeys',
  method: 'GET',
  path: '/operator/keys',
  summary: 'My hardware keys',
  success: { status: 200, body: z.object({ keys: z.array(StaffKey) }) },
})

export const staffKeyOptions = endpoint({
  ...staff,
  id: 'staffKeyOptions',
  method: 'POST',
  path: '/operator/keys/options',
  stepUp: true,
  summary: 'Begin adding a hardware key',
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
})

export const addStaffKey = endpoint({
  ...staff,
  id: 'addStaffKey',
  method: 'POST',
  path: '/operator/keys',
  stepUp: true,
  summary: 'Add a hardware key',
  body: z.object({ name: Name, answer: WebAuthnAnswer }),
  success: { status: 201, body: StaffKey },
  errors: ['staff_key_refused', 'staff_key_not_hardware'],
})

export const removeStaffKey = endpoint({
  ...staff,
  id: 'removeStaffKey',
  method: 'DELETE',
  path: '/operator/keys/{staffKeyId}',
  stepUp: true,
  summary: 'Remove one of my keys; not the last',
  params: z.object({ staffKeyId: StaffKeyId }),
  success: { status: 204, body: null },
  errors: ['last_staff_key'],
})
