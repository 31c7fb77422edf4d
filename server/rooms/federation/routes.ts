import * as domains from '#contract/endpoints/email-domains.ts'
import * as federation from '#contract/endpoints/federation.ts'
import * as sso from '#contract/endpoints/sso.ts'
import { discoverSignIn } from '#contract/endpoints/sign-in-ways.ts'
import type { EmailDomainId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { actorOf, route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { linkAttempt } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { comeBackOidc, completeSaml, onTheWay, receiveSaml } from './come-back.ts'
import { waysOf } from './discovery.ts'
import { checkDomain, domainView, newToken } from './domains.ts'
import type { ResolveTxt } from './domains.ts'
import { setOut, usableProvider } from './flow.ts'
import { refuseBeyondGranter } from './mapping.ts'
import { providerView, providerViews } from './provider-view.ts'
import { add, change, remove } from './providers.ts'
import { nameBreakGlass, requireSso, singleSignOnView, withdrawBreakGlass } from './requirement.ts'
import { ourMetadata } from './saml.ts'
import { signOutBy } from './signed-out.ts'
import { wayBack } from './step-up.ts'
import { addDomain, deleteDomain, domainOfId, readDomains, setSelfJoin } from './store-domains.ts'
import { providerOfId, replaceMapping } from './store-providers.ts'
import { readTrial } from './trial.ts'

const domainRoutes = (kernel: Kernel, resolve: ResolveTxt): Route[] => [
  route(domains.listEmailDomains, async ({ tx }) => ({ domains: (await readDomains(tx)).map(domainView) })),

  route(domains.claimEmailDomain, async ({ tx, body }) => {
    const id = crypto.randomUUID() as EmailDomainId
    await addDomain(tx, id, body.domain, newToken())
    await trail.record(tx, { action: 'federation.domain_claimed', subject: { kind: 'email_domain', id } })
    return domainView(await domainOfId(tx, id))
  }),

  route(domains.checkEmailDomain, async ({ principal, params }) =>
    domainView(await checkDomain(kernel, resolve, principal.organisation, actorOf(principal), params.emailDomainId)),
  ),

  route(domains.changeEmailDomain, async ({ tx, params, body }) => {
    await setSelfJoin(tx, params.emailDomainId, body.selfJoin)
    const detail = { selfJoin: String(body.selfJoin) }
    await trail.record(tx, { action: 'federation.domain_changed', subject: { kind: 'email_domain', id: params.emailDomainId }, detail })
    return domainView(await domainOfId(tx, params.emailDomainId))
  }),

  route(domains.removeEmailDomain, async ({ tx, params }) => {
    await deleteDomain(kernel, tx, params.emailDomainId)
    await trail.record(tx, { action: 'federation.domain_removed', subject: { kind: 'email_domain', id: params.emailDomainId } })
  }),
]

const providerRoutes = (kernel: Kernel): Route[] => [
  route(federation.listIdentityProviders, async ({ tx }) => ({ providers: await providerViews(kernel, tx) })),
  route(federation.addIdentityProvider, async ({ principal, body }) => add(kernel, principal, body)),
  route(federation.changeIdentityProvider, async ({ principal, params, body }) => change(kernel, principal, params.providerId, body)),
  route(federation.removeIdentityProvider, async ({ tx, principal, params }) => remove(kernel, tx, principal, params.providerId)),

  route(federation.mapProviderGroups, async ({ tx, principal, params, body }) => {
    await providerOfId(tx, params.providerId)
    refuseBeyondGranter(principal.roles, body.mapping)
    await replaceMapping(tx, params.providerId, body.mapping, principal.person)
    const detail = { rows: String(body.mapping.length) }
    await trail.record(tx, { action: 'federation.mapping_changed', subject: { kind: 'identity_provider', id: params.providerId }, detail })
    return providerView(kernel, tx, params.providerId)
  }),

  route(federation.tryIdentityProvider, async ({ principal, params, reply }) => {
    const place = { organisation: principal.organisation, providerId: params.providerId }
    if ((await usableProvider(kernel, place, 'trial')) === null) throw new Refusal('not_found')
    return { url: await setOut(kernel, place, { aim: 'trial', person: principal.person, returnTo: '/organisation/sso' }, reply) }
  }),

  route(federation.readTrial, async ({ tx, principal, params }) => {
    await providerOfId(tx, params.providerId)
    return { trial: await readTrial(kernel, tx, params.providerId, principal.person) }
  }),
]

const requirementRoutes = (kernel: Kernel): Route[] => [
  route(federation.getSingleSignOn, async ({ tx }) => singleSignOnView(kernel, tx)),
  route(federation.requireSingleSignOn, async ({ tx, body }) => {
    await requireSso(kernel, tx, body.required)
    return singleSignOnView(kernel, tx)
  }),
  route(federation.addBreakGlassAccount, async ({ tx, params }) => {
    await nameBreakGlass(tx, params.personId)
    return singleSignOnView(kernel, tx)
  }),
  route(federation.removeBreakGlassAccount, async ({ tx, params }) => {
    await withdrawBreakGlass(kernel, tx, params.personId)
    return singleSignOnView(kernel, tx)
  }),
]

/** The way to a provider and back, for a browser. */
const wayRoutes = (kernel: Kernel): Route[] => [
  route(sso.startProviderSignIn, async ({ params, query, request, reply }) => {
    const place = { organisation: params.organisationId, providerId: params.providerId }
    await onTheWay(kernel, request, reply, () => setOut(kernel, place, { aim: 'sign_in', person: null, returnTo: query.returnTo ?? '/' }, reply))
  }),

  route(sso.startProviderStepUp, async ({ principal, query, request, reply }) => {
    await onTheWay(kernel, request, reply, async () => {
      const way = await wayBack(kernel, principal)
      if (way === null) throw new Refusal('sso_off')
      return setOut(kernel, way.place, { aim: 'step_up', person: principal.person, outcome: way.outcome, returnTo: query.returnTo ?? '/' }, reply)
    })
  }),

  route(sso.finishOidc, async ({ params, query, request, reply }) => {
    const place = { organisation: params.organisationId, providerId: params.providerId }
    const text = request.url.slice(request.url.indexOf('?'))
    await onTheWay(kernel, request, reply, () => comeBackOidc(kernel, place, { state: query.state, text }, request, reply))
  }),

  route(sso.receiveSamlResponse, async ({ params, body, request, reply }) => {
    const place = { organisation: params.organisationId, providerId: params.providerId }
    // Without a question of ours there is nothing that it answers: nobody is let in on a provider's own initiative.
    await onTheWay(kernel, request, reply, () => receiveSaml(kernel, place, { encoded: body.SAMLResponse, state: body.RelayState ?? '' }))
  }),

  route(sso.finishSaml, async ({ params, query, request, reply }) => {
    const place = { organisation: params.organisationId, providerId: params.providerId }
    await onTheWay(kernel, request, reply, () => completeSaml(kernel, place, query.flow, request, reply))
  }),

  route(sso.getSamlMetadata, async ({ params }) => {
    const provider = await usableProvider(kernel, { organisation: params.organisationId, providerId: params.providerId }, 'trial')
    if (provider?.kind !== 'saml') throw new Refusal('not_found')
    return ourMetadata(kernel, params.organisationId, provider)
  }),

  route(sso.receiveLogoutToken, async ({ params, body, request }) => {
    const attempt = await linkAttempt(kernel, request.ip)
    const place = { organisation: params.organisationId, providerId: params.providerId }
    if (await signOutBy(kernel, place, body.logout_token)) return
    await attempt.failed()
    throw new Refusal('logout_token_invalid')
  }),
]

/** Single sign-on: e-mail domains, identity providers, the way there and back. */
export const routes = (kernel: Kernel, resolve: ResolveTxt): Route[] => [
  route(discoverSignIn, async ({ body }) => waysOf(kernel, body.email)),
  ...domainRoutes(kernel, resolve),
  ...providerRoutes(kernel),
  ...requirementRoutes(kernel),
  ...wayRoutes(kernel),
]
