import { jwtVerify } from 'jose'
import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { knownProvider } from './oidc.ts'
import { algorithms } from './provider-keys.ts'
import type { OidcProvider } from './store-providers.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** A token says what happens now; an older one is somebody's recording. */
export const longestMinutes = 10

export type Logout = { readonly issuer: string; readonly id: string; readonly sid: string | null; readonly subject: string | null }

/**
 * A logout token (OpenID Connect Back-Channel Logout 1.0 §2.6): signed by the provider, for us, now, about a sign-out and nothing else, and never an ID token
 * in disguise (`nonce`).
 * @throws when anything is not as it must be
 */
export const readLogoutToken = async (kernel: Kernel, organisation: OrganisationId, provider: OidcProvider, token: string): Promise<Logout> => {
  const { config, keys } = await knownProvider(kernel, organisation, provider)
  const { issuer } = config.serverMetadata()
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: provider.settings.clientId,
    algorithms: [...algorithms],
    currentDate: new Date(kernel.clock.now().epochMilliseconds),
    clockTolerance: 60,
    maxTokenAge: `${longestMinutes} minutes`,
    requiredClaims: ['iat', 'jti', 'events'],
  })
  const { jti, sub, sid, events, nonce } = payload
  const told = typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[event] : undefined
  if (typeof told !== 'object' || told === null) throw new Error('the token does not tell of a sign-out')
  if (nonce !== undefined) throw new Error('a logout token has no nonce')
  if (typeof jti !== 'string' || jti === '') throw new Error('the token has no number')
  const named = { sid: typeof sid === 'string' ? sid : null, subject: typeof sub === 'string' ? sub : null }
  if (named.sid === null && named.subject === null) throw new Error('the token names neither session nor subject')
  return { issuer, id: jti, ...named }
}
