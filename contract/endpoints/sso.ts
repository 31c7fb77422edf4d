import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OrganisationId, ProviderId } from '../ids.ts'

const tag = 'Single sign-on'
/** On the way to a provider and back nobody is known yet. */
const anyone = { access: 'public', purpose: null, agreement: 'not_required', tag } as const

const provider = z.object({ organisationId: OrganisationId, providerId: ProviderId })
/** A path of this site to come back to; never another site's. */
const ReturnTo = z.string().max(500).regex(/^\/(?![/\\])[\w\-./?=&%#]*$/)

export const startProviderSignIn = endpoint({
  ...anyone,
  id: 'startProviderSignIn',
  method: 'GET',
  path: '/sso/{organisationId}/{providerId}',
  summary: 'Go to an identity provider to sign in',
  description: 'For a browser. What goes wrong is told on a page: the answer is a way on in any case.',
  params: provider,
  query: z.object({ returnTo: ReturnTo.optional() }),
  success: { status: 303, body: null },
})

export const startProviderStepUp = endpoint({
  id: 'startProviderStepUp',
  tag,
  access: 'signed_in',
  purpose: null,
  agreement: 'not_required',
  method: 'GET',
  path: '/session/step-up/provider',
  summary: 'Go to the identity provider that I came in through, to show again that it is me',
  query: z.object({ returnTo: ReturnTo.optional() }),
  success: { status: 303, body: null },
})

export const finishOidc = endpoint({
  ...anyone,
  id: 'finishOidc',
  method: 'GET',
  path: '/sso/{organisationId}/{providerId}/oidc/callback',
  summary: 'Back from an OpenID provider (OpenID Connect Core 1.0 §3.1.2.5)',
  params: provider,
  query: z.looseObject({ state: z.string().max(200), code: z.string().max(4000).optional(), iss: z.string().max(500).optional() }),
  success: { status: 303, body: null },
})

export const receiveLogoutToken = endpoint({
  ...anyone,
  id: 'receiveLogoutToken',
  method: 'POST',
  path: '/sso/{organisationId}/{providerId}/oidc/logout',
  summary: 'An OpenID provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)',
  description: 'Ends exactly the sessions that it names, and their streams, at once.',
  fromElsewhere: true,
  bodyType: 'form',
  params: provider,
  body: z.looseObject({ logout_token: z.string().max(20_000) }),
  success: { status: 200, body: null },
  errors: ['logout_token_invalid', 'too_many_attempts'],
})

export const getSamlMetadata = endpoint({
  ...anyone,
  id: 'getSamlMetadata',
  method: 'GET',
  path: '/sso/{organisationId}/{providerId}/saml/metadata',
  summary: 'What a SAML provider has to know of us (SAML 2.0 Metadata)',
  params: provider,
  success: { status: 200, body: z.string(), contentType: 'application/samlmetadata+xml' },
})

export const receiveSamlResponse = endpoint({
  ...anyone,
  id: 'receiveSamlResponse',
  method: 'POST',
  path: '/sso/{organisationId}/{providerId}/saml/acs',
  summary: 'Assertion consumer service (SAML 2.0 Bindings §3.5)',
  description: 'Only an answer to a question of ours is taken. The session begins in the step after it, which the browser does on our own site.',
  fromElsewhere: true,
  bodyType: 'form',
  params: provider,
  body: z.looseObject({ SAMLResponse: z.string().max(300_000), RelayState: z.string().max(80).optional() }),
  largestBody: 500_000,
  success: { status: 303, body: null },
})

export const finishSaml = endpoint({
  ...anyone,
  id: 'finishSaml',
  method: 'GET',
  path: '/sso/{organisationId}/{providerId}/saml/completion',
  summary: 'After a SAML provider answered: begins the session in the browser that asked',
  params: provider,
  query: z.object({ flow: z.string().max(200) }),
  success: { status: 303, body: null },
})
