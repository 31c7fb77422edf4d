import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Instant, Language } from '../values.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const AgreementDocument = z.object({
  version: z.string(),
  language: Language,
  title: z.string(),
  /** Names the parties. */
  preamble: z.array(z.string()),
  clauses: z.array(z.object({ mark: z.string(), heading: z.string(), paragraphs: z.array(z.string()) })),
  /** SHA-256 of the exact canonical text, the value an acceptance must name. */
  textHash: Hash,
  /** Papers that belong to it, made from the running service; `path` below the API. */
  annexes: z.array(z.object({ mark: z.string(), title: z.string(), path: z.string() })),
  inForce: z.object({ since: Instant, version: z.string(), language: Language, textHash: Hash }).nullable(),
})

export const getAgreement = endpoint({
  id: 'getAgreement',
  method: 'GET',
  path: '/agreement',
  tag: 'Agreement',
  summary: 'The processing agreement of my organisation, clause by clause',
  access: 'signed_in',
  purpose: 'administration',
  agreement: 'not_required',
  query: z.object({ language: Language.optional() }),
  success: { status: 200, body: AgreementDocument },
})

export const acceptAgreement = endpoint({
  id: 'acceptAgreement',
  method: 'POST',
  path: '/agreement/acceptance',
  tag: 'Agreement',
  summary: 'Accept the processing agreement for my organisation (G13.1)',
  description:
    'Only an organisation manager. Records who, when, which version and the hash of the exact text, and brings the agreement about.',
  access: 'signed_in',
  purpose: 'administration',
  agreement: 'not_required',
  body: z.object({
    version: z.string().max(40),
    language: Language,
    textHash: Hash,
    /** "I accept this agreement for my organisation and may do so." */
    accepted: z.literal(true),
    /** The customer's warranty that the data is lawful (G4.3). */
    lawful: z.literal(true),
  }),
  success: { status: 201, body: AgreementDocument },
  errors: ['not_allowed', 'document_changed', 'agreement_already_in_force'],
})

export const PrivacyNotice = z.object({
  version: z.string(),
  language: Language,
  title: z.string(),
  introduction: z.array(z.string()),
  items: z.array(z.object({ what: z.string(), why: z.string(), howLong: z.string() })),
  sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  textHash: Hash,
  acceptedAt: Instant.nullable(),
})

export const getPrivacyNotice = endpoint({
  id: 'getPrivacyNotice',
  method: 'GET',
  path: '/privacy-notice',
  tag: 'Agreement',
  summary: 'What is kept about me, why and for how long, in my own words',
  access: 'signed_in',
  purpose: 'rights',
  agreement: 'not_required',
  query: z.object({ language: Language.optional() }),
  success: { status: 200, body: PrivacyNotice },
})

export const acceptPrivacyNotice = endpoint({
  id: 'acceptPrivacyNotice',
  method: 'POST',
  path: '/privacy-notice/acceptance',
  tag: 'Agreement',
  summary: 'Opt in for my part (G13.1)',
  access: 'signed_in',
  purpose: 'rights',
  agreement: 'required',
  body: z.object({ version: z.string().max(40), language: Language, textHash: Hash, accepted: z.literal(true) }),
  success: { status: 201, body: PrivacyNotice },
  errors: ['document_changed'],
})

export const leave = endpoint({
  id: 'leave',
  method: 'DELETE',
  path: '/me',
  stepUp: true,
  tag: 'Agreement',
  summary: 'Refuse and leave: before opting in, my account and its formation data are deleted at once',
  access: 'signed_in',
  purpose: 'rights',
  agreement: 'not_required',
  success: { status: 204, body: null },
  errors: ['already_opted_in'],
})
