import { createHmac } from 'node:crypto'
import { jwtVerify } from 'jose'
import * as client from 'openid-client'
import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { OutgoingError } from '#kernel/outgoing.ts'
import { algorithms, createProviderKeys } from './provider-keys.ts'
import type { ProviderKeys } from './provider-keys.ts'
import type { Word } from './recognise.ts'
import type { OidcProvider, OidcSettings } from './store-providers.ts'
import { oursOf } from './ours.ts'

/** What a provider says of itself (OpenID Connect Discovery 1.0) is asked for again after so long. */
const freshMinutes = 10
const mostRemembered = 500
/** How far two clocks may be apart. */
const skewSeconds = 60

/** A provider as it described itself, with the keys it signs with. */
export type Known = { readonly config: client.Configuration; readonly keys: ProviderKeys; readonly at: Temporal.Instant }
type Credentials = { readonly settings: OidcSettings; readonly secret: string }

const rememberedOf = new WeakMap<Kernel['pools'], Map<string, Known>>()

const guardedFetch =
  ({ outgoing }: Kernel): client.CustomFetch =>
  (url, { method, headers, body }) =>
    outgoing(url, { method, headers, ...(body === undefined || body === null ? {} : { body: body instanceof URLSearchParams ? body.toString() : (body as string | Uint8Array) }) })

/** RFC 6749 §2.3.1: HTTP Basic unless the provider says that it takes the secret in the form alone. */
const authentication =
  (secret: string): client.ClientAuth =>
  (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported
    const basic = methods === undefined || methods.includes('client_secret_basic')
    ;(basic ? client.ClientSecretBasic : client.ClientSecretPost)(secret)(server, ...rest)
  }

/**
 * Asks an issuer to describe itself; its answer must name the very same issuer.
 * @throws OutgoingError, or what the library finds wrong with the answer
 */
export const discover = async (kernel: Kernel, { settings, secret }: Credentials): Promise<Known> => {
  const skew = Math.round((kernel.clock.now().epochMilliseconds - Date.now()) / 1000)
  const config = await client.discovery(
    new URL(settings.issuer),
    settings.clientId,
    { [client.clockSkew]: skew, [client.clockTolerance]: skewSeconds },
    authentication(secret),
    {
      [client.customFetch]: guardedFetch(kernel),
      timeout: 15,
      // Whether an address without TLS may be reached is for `outgoing` to say, which knows loopback from elsewhere.
      // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out
      execute: kernel.config.SSO_ON_LOOPBACK === 'on' ? [client.allowInsecureRequests] : [],
    },
  )
  const { jwks_uri, authorization_endpoint, token_endpoint, code_challenge_methods_supported: challenges } = config.serverMetadata()
  if (jwks_uri === undefined || authorization_endpoint === undefined || token_endpoint === undefined) {
    throw new Error('jwks_uri, authorization_endpoint or token_endpoint is missing')
  }
  if (challenges !== undefined && !challenges.includes('S256')) throw new Error('PKCE with S256 is not supported')
  return { config, keys: createProviderKeys(jwks_uri, kernel.outgoing, kernel.clock), at: kernel.clock.now() }
}

/** A provider as it described itself lately. @throws as `discover` */
export const knownProvider = async (kernel: Kernel, organisation: OrganisationId, provider: OidcProvider): Promise<Known> => {
  const remembered = rememberedOf.get(kernel.pools) ?? new Map<string, Known>()
  rememberedOf.set(kernel.pools, remembered)
  const key = `${organisation} ${provider.id} ${provider.changedAt.toString()}`
  const found = remembered.get(key)
  if (found !== undefined && kernel.clock.now().since(found.at).total('minutes') < freshMinutes) return found
  const secret = provider.secretSealed === null ? null : await kernel.keys.openOwn(organisation, `provider ${provider.id}`, provider.secretSealed)
  if (secret === null) throw new Error('the secret shared with the provider is gone')
  const known = await discover(kernel, { settings: provider.settings, secret })
  if (remembered.size >= mostRemembered) remembered.clear()
  // Keys that are known stay known: what describes the provider anew says nothing of them.
  remembered.set(key, found === undefined ? known : { ...known, keys: found.keys })
  return known
}

/** Nonce and PKCE verifier hang on the browser's secret and the state: nothing of them is stored, and another browser has others. */
const secretsOf = (browser: string, state: string) => {
  const derive = (what: string) => createHmac('sha256', browser).update(`${what} ${state}`).digest('base64url')
  return { nonce: derive('nonce'), verifier: derive('verifier') }
}

/** Where the browser goes. @param again the provider asks anew who it is (OpenID Connect Core 1.0 §3.1.2.1) */
export const authorizationUrl = async (
  kernel: Kernel,
  organisation: OrganisationId,
  provider: OidcProvider,
  way: { readonly browser: string; readonly state: string; readonly again: boolean },
): Promise<string> => {
  const { config } = await knownProvider(kernel, organisation, provider)
  const { nonce, verifier } = secretsOf(way.browser, way.state)
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: oursOf(kernel, organisation, provider).redirectUri ?? '',
    scope: provider.settings.scopes,
    state: way.state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(way.again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return url.href
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 2000) : null)
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string').slice(0, 2000)

/**
 * What a provider says of who came back: state, issuer (RFC 9207), code and PKCE, then the ID token's signature by a key the provider publishes, its
 * issuer, audience, authorised party, times and nonce (OpenID Connect Core 1.0 §3.1.3.7). What the token leaves out, the userinfo endpoint is asked for.
 * @param query as it stands in the request, from which the code is taken
 * @throws when anything is not as it must be
 */
export const readAnswer = async (
  kernel: Kernel,
  organisation: OrganisationId,
  provider: OidcProvider,
  way: { readonly browser: string; readonly state: string; readonly query: string; readonly startedAt: Temporal.Instant },
): Promise<Word> => {
  const { config, keys } = await knownProvider(kernel, organisation, provider)
  const { nonce, verifier } = secretsOf(way.browser, way.state)
  const tokens = await client.authorizationCodeGrant(config, new URL(`${oursOf(kernel, organisation, provider).redirectUri}${way.query}`), {
    expectedState: way.state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const { issuer, clientId, claims: names } = { ...provider.settings, issuer: config.serverMetadata().issuer }
  const { payload } = await jwtVerify(tokens.id_token ?? '', keys, {
    issuer,
    audience: clientId,
    algorithms: [...algorithms],
    currentDate: new Date(kernel.clock.now().epochMilliseconds),
    clockTolerance: skewSeconds,
    requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
  })
  const { sub = '', iat = 0, azp, auth_time, nonce: said } = payload
  if (said !== nonce) throw new Error('the ID token answers another question')
  if (azp !== undefined && azp !== clientId) throw new Error('the ID token was given out to another party')
  const nowSeconds = kernel.clock.now().epochMilliseconds / 1000
  if (iat > nowSeconds + skewSeconds || iat < way.startedAt.epochMilliseconds / 1000 - skewSeconds) throw new Error('the ID token was not made now')
  const missesSome = [names.email, names.name, names.groups].some((name) => payload[name] === undefined)
  const more = missesSome && config.serverMetadata().userinfo_endpoint !== undefined ? await client.fetchUserInfo(config, tokens.access_token, sub) : {}
  const all: Readonly<Record<string, unknown>> = { ...more, ...payload }
  return {
    issuer,
    subject: sub,
    email: textOf(all[names.email]),
    emailVerified: all['email_verified'] === true,
    name: textOf(all[names.name]),
    groups: textsOf(all[names.groups]),
    sid: textOf(payload['sid']),
    authenticatedAt: typeof auth_time === 'number' ? Temporal.Instant.fromEpochMilliseconds(auth_time * 1000) : null,
  }
}

/** Why a provider will not do, in words that may be shown: never what was found at the address. */
export const reasonOf = (error: unknown): { readonly unreachable: boolean; readonly reason: string } => {
  for (let fault: unknown = error; fault instanceof Error; fault = fault.cause) {
    if (fault instanceof OutgoingError) return { unreachable: true, reason: fault.reason }
  }
  const code = (error as { code?: unknown }).code
  return { unreachable: false, reason: typeof code === 'string' ? code : error instanceof Error && error.cause === undefined ? error.message : 'OAUTH_INVALID_RESPONSE' }
}
