import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OrganisationId, PersonId, ProviderId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { clearCookie, cookieNames, setCookie } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { isApproved } from './approval.ts'
import { authorizationUrl, reasonOf } from './oidc.ts'
import { authnRequestUrl } from './saml.ts'
import { addFlow, flowMinutes } from './store-flows.ts'
import type { Aim } from './store-flows.ts'
import { findProvider } from './store-providers.ts'
import type { Provider } from './store-providers.ts'

export type Place = { readonly organisation: OrganisationId; readonly providerId: ProviderId }

/** What only the browser that set out has, and where on this site it wants to be afterwards. */
export type Browser = { readonly secret: string; readonly returnTo: string }

const secretShape = /^[A-Za-z0-9_-]{43}$/
/** A path of this site; what begins with two slashes is another one's. */
const pathShape = /^\/(?![/\\])[\w\-./?=&%#]{0,500}$/

export const browserOf = (kernel: Kernel, request: FastifyRequest): Browser | null => {
  const [secret = '', path = ''] = (request.cookies[cookieNames(kernel.config.secure).sso] ?? '').split('.')
  if (!secretShape.test(secret)) return null
  const returnTo = Buffer.from(path, 'base64url').toString('utf8')
  return { secret, returnTo: pathShape.test(returnTo) ? returnTo : '/' }
}
export const forgetBrowser = (kernel: Kernel, reply: FastifyReply): void => clearCookie(reply, kernel.config.secure, 'sso')

/** A provider that people may come in through now: switched on and approved. For a trial it need not be either yet. */
export const usableProvider = async (kernel: Kernel, { organisation, providerId }: Place, aim: Aim): Promise<Provider | null> =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const provider = await findProvider(tx, providerId)
    if (provider === null || aim === 'trial') return provider
    return provider.enabled && (await isApproved(tx, provider.approvalId)) ? provider : null
  })

/**
 * Sets out for a provider: a flow that can be answered once, within ten minutes and by this browser only.
 * @returns where the browser goes
 * @throws Refusal sso_off, sso_unreachable
 */
export const setOut = async (
  kernel: Kernel,
  place: Place,
  wanted: { readonly aim: Aim; readonly person: PersonId | null; readonly outcome?: Buffer; readonly returnTo: string },
  reply: FastifyReply,
): Promise<string> => {
  const { organisation } = place
  const provider = await usableProvider(kernel, place, wanted.aim)
  if (provider === null) throw new Refusal('sso_off')
  const [secret, state] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const again = wanted.aim === 'step_up'
  const url =
    provider.kind === 'oidc'
      ? await authorizationUrl(kernel, organisation, provider, { browser: secret, state, again }).catch((error: unknown) => {
          kernel.log.warn({ fault: reasonOf(error).reason }, 'an identity provider could not be asked to describe itself')
          throw new Refusal('sso_unreachable')
        })
      : await authnRequestUrl(kernel, organisation, provider, { state, again })
  const actor = wanted.person === null ? ({ kind: 'system' } as const) : ({ kind: 'person', id: wanted.person } as const)
  await kernel.inPurpose({ organisation, actor, purpose: 'sign_in' }, (tx) =>
    addFlow(tx, state, { providerId: provider.id, browser: secret, aim: wanted.aim, person: wanted.person, ...(wanted.outcome === undefined ? {} : { outcome: wanted.outcome }) }),
  )
  const cookie = `${secret}.${Buffer.from(wanted.returnTo).toString('base64url')}`
  setCookie(reply, kernel.config.secure, 'sso', cookie, flowMinutes * 60)
  return url
}
