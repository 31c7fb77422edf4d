import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ApprovalId, LocationId, PersonId, ProviderId, TeamId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { Instant, Name } from '../values.ts'

const tag = 'Single sign-on'
const manage = { access: { permission: 'manage_sign_in' }, purpose: 'administration', agreement: 'required', tag } as const
/** Asks something of the outside, a name server or a provider: opens its transactions itself, so that none waits for it. */
const manageOutside = { ...manage, purpose: null } as const

/** What is taken from an identity provider's word, by the names that it uses. */
const ClaimNames = z.object({
  email: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  groups: z.string().trim().min(1).max(200),
})

const ProviderRules = z.object({
  /** The provider vouches for addresses: they count as verified without its saying so each time. */
  emailTrusted: z.boolean(),
  /** Who is not known yet gets an account at their first sign-in, when their address is in a proven domain. */
  createsPeople: z.boolean(),
})

export const MappingRow = z
  .object({
    group: z.string().trim().min(1).max(200),
    role: z.enum(roles).nullable(),
    locationId: LocationId.nullable(),
    teamId: TeamId.nullable(),
  })
  .refine((row) => row.role !== null || row.teamId !== null, { error: 'expected a role or a team' })

const Certificate = z.object({
  /** SHA-256 of the certificate, in hexadecimal. */
  fingerprint: z.string(),
  expiresAt: Instant,
})

export const IdentityProvider = z.object({
  id: ProviderId,
  kind: z.enum(['oidc', 'saml']),
  name: z.string(),
  enabled: z.boolean(),
  /** Approval of this third party (G5.3); without one in force nobody signs in through it. */
  approvalId: ApprovalId.nullable(),
  approved: z.boolean(),
  /** When a trial last went well with these settings. */
  triedAt: Instant.nullable(),
  claims: ClaimNames,
  ...ProviderRules.shape,
  mapping: z.array(MappingRow),
  oidc: z.object({ issuer: z.string(), clientId: z.string(), scopes: z.string() }).nullable(),
  saml: z.object({ entityId: z.string(), signInUrl: z.string(), certificates: z.array(Certificate) }).nullable(),
  /** What the provider has to know of us. */
  ours: z.object({
    /** OpenID Connect: where it sends people back to, and where it tells of sign-outs. */
    redirectUri: z.string().nullable(),
    logoutUri: z.string().nullable(),
    /** SAML: entity id, which is also where the metadata stands, and the assertion consumer service. */
    entityId: z.string().nullable(),
    acsUrl: z.string().nullable(),
  }),
})

const Issuer = z.url({ protocol: /^https?$/ }).max(500)
const ClientSecret = z.string().min(1).max(1000)
const Scopes = z.string().trim().max(500).regex(/^openid(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/).meta({ examples: ['openid email profile'] })
/** The provider's own description of itself (SAML 2.0 metadata): pasted, or fetched from its address. */
const Metadata = z.union([z.object({ xml: z.string().min(1).max(200_000) }), z.object({ url: z.url({ protocol: /^https?$/ }).max(500) })])

export const listIdentityProviders = endpoint({
  ...manage,
  id: 'listIdentityProviders',
  method: 'GET',
  path: '/identity-providers',
  summary: 'Identity providers of my organisation',
  success: { status: 200, body: z.object({ providers: z.array(IdentityProvider) }) },
})

export const addIdentityProvider = endpoint({
  ...manageOutside,
  id: 'addIdentityProvider',
  method: 'POST',
  path: '/identity-providers',
  stepUp: true,
  summary: 'Add an identity provider: OpenID Connect by its issuer, SAML by its metadata',
  description: 'Nothing changes for anyone until it is approved, tried and switched on.',
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('oidc'), name: Name, issuer: Issuer, clientId: z.string().trim().min(1).max(300), clientSecret: ClientSecret }),
    z.object({ kind: z.literal('saml'), name: Name, metadata: Metadata }),
  ]),
  largestBody: 400_000,
  success: { status: 201, body: IdentityProvider },
  errors: ['provider_unreachable', 'provider_unsuitable'],
})

export const changeIdentityProvider = endpoint({
  ...manageOutside,
  id: 'changeIdentityProvider',
  method: 'PATCH',
  path: '/identity-providers/{providerId}',
  stepUp: true,
  summary: 'Change an identity provider, switch it on or off, name its approval, or read its metadata anew',
  description: 'After a change of what it is trusted for it has to be tried again before it can be required.',
  params: z.object({ providerId: ProviderId }),
  body: z.object({
    name: Name.optional(),
    enabled: z.boolean().optional(),
    approvalId: ApprovalId.nullable().optional(),
    claims: ClaimNames.optional(),
    emailTrusted: z.boolean().optional(),
    createsPeople: z.boolean().optional(),
    clientId: z.string().trim().min(1).max(300).optional(),
    clientSecret: ClientSecret.optional(),
    scopes: Scopes.optional(),
    metadata: Metadata.optional(),
  }),
  largestBody: 400_000,
  success: { status: 200, body: IdentityProvider },
  errors: ['provider_unreachable', 'provider_unsuitable', 'approval_needed', 'sso_still_required'],
})

export const removeIdentityProvider = endpoint({
  ...manage,
  id: 'removeIdentityProvider',
  method: 'DELETE',
  path: '/identity-providers/{providerId}',
  stepUp: true,
  summary: 'Remove an identity provider; sessions that it started end at once',
  params: z.object({ providerId: ProviderId }),
  success: { status: 204, body: null },
  errors: ['sso_still_required'],
})

export const mapProviderGroups = endpoint({
  ...manage,
  id: 'mapProviderGroups',
  method: 'PUT',
  path: '/identity-providers/{providerId}/mapping',
  stepUp: true,
  summary: 'Which groups of the provider give which roles and team',
  description: 'Looked at again at each sign-in: a role that a group gave goes when the person is in it no more. Nobody maps to a role that they could not give by hand.',
  params: z.object({ providerId: ProviderId }),
  body: z.object({ mapping: z.array(MappingRow).max(200) }),
  success: { status: 200, body: IdentityProvider },
  errors: ['may_not_grant'],
})

export const tryIdentityProvider = endpoint({
  ...manageOutside,
  id: 'tryIdentityProvider',
  method: 'POST',
  path: '/identity-providers/{providerId}/trials',
  stepUp: true,
  summary: 'Try a provider: sign in there as yourself; nothing changes here',
  params: z.object({ providerId: ProviderId }),
  success: { status: 201, body: z.object({ url: z.string() }) },
  errors: ['sso_unreachable', 'too_many_attempts'],
})

export const readTrial = endpoint({
  ...manage,
  id: 'readTrial',
  method: 'GET',
  path: '/identity-providers/{providerId}/trial',
  summary: 'What my last trial of this provider showed; kept for ten minutes',
  params: z.object({ providerId: ProviderId }),
  success: {
    status: 200,
    body: z.object({
      trial: z
        .object({
          at: Instant,
          subject: z.string(),
          email: z.string().nullable(),
          emailVerified: z.boolean(),
          name: z.string().nullable(),
          groups: z.array(z.string()),
          roles: z.array(z.enum(roles)),
          /** What would happen at a real sign-in. */
          outcome: z.enum(['known', 'linked', 'created', 'refused']),
          /** Why it would be refused: a code of the catalogue. */
          problem: z.string().nullable(),
        })
        .nullable(),
    }),
  },
})

export const BreakGlassAccount = z.object({
  personId: PersonId,
  name: z.string(),
  since: Instant,
  /** Without one it would open nothing on the day that it is needed. */
  hasPasskey: z.boolean(),
})

const SingleSignOn = z.object({
  required: z.boolean(),
  /** What still stands in the way of requiring it. */
  missing: z.array(z.enum(['provider_tried', 'break_glass'])),
  breakGlass: z.array(BreakGlassAccount),
})

export const getSingleSignOn = endpoint({
  ...manage,
  id: 'getSingleSignOn',
  method: 'GET',
  path: '/single-sign-on',
  summary: 'Whether people have to come in through the identity provider, and who may come in without',
  success: { status: 200, body: SingleSignOn },
})

export const requireSingleSignOn = endpoint({
  ...manage,
  id: 'requireSingleSignOn',
  method: 'PUT',
  path: '/single-sign-on',
  stepUp: true,
  summary: 'Let people in through the identity provider only, or no longer',
  description: 'Counts at once: sessions that began otherwise end, except those of break-glass accounts.',
  body: z.object({ required: z.boolean() }),
  success: { status: 200, body: SingleSignOn },
  errors: ['sso_not_ready'],
})

export const addBreakGlassAccount = endpoint({
  ...manage,
  id: 'addBreakGlassAccount',
  method: 'PUT',
  path: '/break-glass-accounts/{personId}',
  stepUp: true,
  summary: 'Let somebody with a passkey in without the provider, for the day it is out of order',
  params: z.object({ personId: PersonId }),
  success: { status: 200, body: SingleSignOn },
  errors: ['break_glass_needs_passkey'],
})

export const removeBreakGlassAccount = endpoint({
  ...manage,
  id: 'removeBreakGlassAccount',
  method: 'DELETE',
  path: '/break-glass-accounts/{personId}',
  stepUp: true,
  summary: 'Let them in through the provider only, like everyone',
  params: z.object({ personId: PersonId }),
  success: { status: 200, body: SingleSignOn },
  errors: ['sso_still_required'],
})
