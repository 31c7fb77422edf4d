import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { EmailDomainId } from '../ids.ts'
import { Instant } from '../values.ts'

const manage = { access: { permission: 'manage_sign_in' }, purpose: 'administration', agreement: 'required', tag: 'Single sign-on' } as const
/** Asks a name server: opens its transactions itself, so that none waits for it. */
const manageOutside = { ...manage, purpose: null } as const

/** A domain name as in an address: labels of letters, digits and hyphens; others in their ASCII form (RFC 5890). */
export const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/)
  .meta({ examples: ['waterschap.example'] })

export const EmailDomain = z.object({
  id: EmailDomainId,
  domain: z.string(),
  /** The TXT record to place in DNS (RFC 1035 §3.3.14). */
  record: z.object({ name: z.string(), value: z.string() }),
  /** `waiting`: not seen yet. `missing`: was seen, and is gone; it lapses at `lapsesAt`. */
  state: z.enum(['waiting', 'proven', 'missing']),
  provenAt: Instant.nullable(),
  checkedAt: Instant.nullable(),
  lapsesAt: Instant.nullable(),
  /** Whoever has an address in this domain may make an account by themselves. */
  selfJoin: z.boolean(),
})

export const listEmailDomains = endpoint({
  ...manage,
  id: 'listEmailDomains',
  method: 'GET',
  path: '/email-domains',
  summary: 'E-mail domains that my organisation claims',
  success: { status: 200, body: z.object({ domains: z.array(EmailDomain) }) },
})

export const claimEmailDomain = endpoint({
  ...manage,
  id: 'claimEmailDomain',
  method: 'POST',
  path: '/email-domains',
  stepUp: true,
  summary: 'Claim an e-mail domain; answers the DNS record that proves it',
  description: 'Claiming gives nothing yet: until the record is seen, another organisation may claim the same domain.',
  body: z.object({ domain: Domain }),
  success: { status: 201, body: EmailDomain },
  errors: ['domain_claimed'],
})

export const checkEmailDomain = endpoint({
  ...manageOutside,
  id: 'checkEmailDomain',
  method: 'POST',
  path: '/email-domains/{emailDomainId}/checks',
  summary: 'Look in DNS now',
  params: z.object({ emailDomainId: EmailDomainId }),
  success: { status: 200, body: EmailDomain },
  errors: ['domain_taken', 'too_many_attempts'],
})

export const changeEmailDomain = endpoint({
  ...manage,
  id: 'changeEmailDomain',
  method: 'PATCH',
  path: '/email-domains/{emailDomainId}',
  stepUp: true,
  summary: 'Let people with an address in this domain make an account by themselves, or not',
  params: z.object({ emailDomainId: EmailDomainId }),
  body: z.object({ selfJoin: z.boolean() }),
  success: { status: 200, body: EmailDomain },
  errors: ['domain_not_proven'],
})

export const removeEmailDomain = endpoint({
  ...manage,
  id: 'removeEmailDomain',
  method: 'DELETE',
  path: '/email-domains/{emailDomainId}',
  stepUp: true,
  summary: 'Give up an e-mail domain',
  params: z.object({ emailDomainId: EmailDomainId }),
  success: { status: 204, body: null },
})
