import type { ParsedInput } from '#contract/endpoint.ts'
import type { addIdentityProvider, changeIdentityProvider } from '#contract/endpoints/federation.ts'
import type { ProviderId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { isApproved } from './approval.ts'
import { cutSessions } from './cut-sessions.ts'
import { discover, reasonOf } from './oidc.ts'
import { providerView } from './provider-view.ts'
import type { ProviderView } from './provider-view.ts'
import { refuseWhileRequired } from './requirement.ts'
import { readMetadata } from './saml-metadata.ts'
import { addProvider, deleteProvider, providerOfId, replaceProvider } from './store-providers.ts'
import type { OidcSettings, Provider, ProviderSettings, SamlSettings } from './store-providers.ts'
import { XmlFault } from './xml-tree.ts'

type Added = ParsedInput<typeof addIdentityProvider>['body']
type Change = ParsedInput<typeof changeIdentityProvider>['body']

const oidcClaims = { email: 'email', name: 'name', groups: 'groups' }
/** As Entra ID and AD FS call them; others are set by the customer. */
const samlClaims = {
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  name: 'http://schemas.microsoft.com/identity/claims/displayname',
  groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
}

const refuse = (url: string | null, error: unknown): never => {
  if (error instanceof XmlFault) throw new Refusal('provider_unsuitable', { reason: error.message })
  const { unreachable, reason } = reasonOf(error)
  if (unreachable && url !== null) throw new Refusal('provider_unreachable', { host: new URL(url).host, reason })
  throw new Refusal('provider_unsuitable', { reason })
}

/** @throws Refusal provider_unreachable, provider_unsuitable */
const readIssuer = async (kernel: Kernel, settings: OidcSettings, secret: string): Promise<OidcSettings> => {
  try {
    const { config } = await discover(kernel, { settings, secret })
    return { ...settings, issuer: config.serverMetadata().issuer }
  } catch (error) {
    return refuse(settings.issuer, error)
  }
}

/** @throws Refusal provider_unreachable, provider_unsuitable */
const readSaml = async (kernel: Kernel, metadata: { readonly xml: string } | { readonly url: string }): Promise<Omit<SamlSettings, 'claims'>> => {
  const url = 'url' in metadata ? metadata.url : null
  try {
    const xml = 'xml' in metadata ? metadata.xml : await fetchText(kernel, metadata.url)
    const mayLoop = kernel.config.SSO_ON_LOOPBACK === 'on'
    return readMetadata(xml, (address) => address.startsWith('https://') || (mayLoop && address.startsWith('http://127.0.0.1:')))
  } catch (error) {
    return refuse(url, error)
  }
}

const fetchText = async (kernel: Kernel, url: string): Promise<string> => {
  const answer = await kernel.outgoing(url, { headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' } })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return answer.text()
}

const sealSecret = (kernel: Kernel, { organisation }: PersonPrincipal, id: ProviderId, secret: string): Promise<Buffer> =>
  kernel.keys.sealOwn(organisation, `provider ${id}`, secret)

const inAdministration = <T>(kernel: Kernel, { organisation, person }: PersonPrincipal, work: (tx: Tx) => Promise<T>): Promise<T> =>
  kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'administration' }, work)

const note = (tx: Tx, id: ProviderId, action: string, detail: Readonly<Record<string, string>> = {}) =>
  trail.record(tx, { action, subject: { kind: 'identity_provider', id }, detail })

/**
 * Adds a provider after asking it to describe itself; it is off until it is approved, tried and switched on.
 * @throws Refusal provider_unreachable, provider_unsuitable
 */
export const add = async (kernel: Kernel, principal: PersonPrincipal, wanted: Added): Promise<ProviderView> => {
  const id = crypto.randomUUID() as ProviderId
  const settings: ProviderSettings =
    wanted.kind === 'oidc'
      ? {
          kind: 'oidc',
          settings: await readIssuer(kernel, { claims: oidcClaims, issuer: wanted.issuer, clientId: wanted.clientId, scopes: 'openid email profile' }, wanted.clientSecret),
        }
      : { kind: 'saml', settings: { claims: samlClaims, ...(await readSaml(kernel, wanted.metadata)) } }
  const secret = wanted.kind === 'oidc' ? await sealSecret(kernel, principal, id, wanted.clientSecret) : null
  return inAdministration(kernel, principal, async (tx) => {
    await addProvider(tx, id, wanted.name, settings, secret)
    await note(tx, id, 'federation.provider_added', { kind: wanted.kind })
    return providerView(kernel, tx, id)
  })
}

/** What a provider is after a change, and whether it is still trusted for the same. */
const changed = async (kernel: Kernel, principal: PersonPrincipal, before: Provider, change: Change): Promise<{ provider: Provider; same: boolean }> => {
  const { name, enabled, approvalId, emailTrusted, createsPeople } = change
  const shared = {
    ...before,
    name: name ?? before.name,
    enabled: enabled ?? before.enabled,
    approvalId: approvalId === undefined ? before.approvalId : approvalId,
    emailTrusted: emailTrusted ?? before.emailTrusted,
    createsPeople: createsPeople ?? before.createsPeople,
  }
  const claims = change.claims ?? before.settings.claims
  if (before.kind === 'saml') {
    const read = change.metadata === undefined ? {} : await readSaml(kernel, change.metadata)
    const same = change.metadata === undefined && change.claims === undefined && emailTrusted === undefined
    return { provider: { ...shared, kind: 'saml', settings: { ...before.settings, ...read, claims } }, same }
  }
  const settings = { ...before.settings, claims, clientId: change.clientId ?? before.settings.clientId, scopes: change.scopes ?? before.settings.scopes }
  const secretSealed = change.clientSecret === undefined ? before.secretSealed : await sealSecret(kernel, principal, before.id, change.clientSecret)
  const same = [change.claims, change.clientId, change.scopes, change.clientSecret, emailTrusted].every((each) => each === undefined)
  return { provider: { ...shared, kind: 'oidc', settings, secretSealed }, same }
}

/**
 * Changes a provider. Switched off or without its approval it lets nobody in, and who came in through it is signed out at once.
 * @throws Refusal not_found, provider_unreachable, provider_unsuitable, approval_needed, sso_still_required
 */
export const change = async (kernel: Kernel, principal: PersonPrincipal, id: ProviderId, wanted: Change): Promise<ProviderView> => {
  const before = await inAdministration(kernel, principal, (tx) => providerOfId(tx, id))
  const { provider, same } = await changed(kernel, principal, before, wanted)
  const usable = await inAdministration(kernel, principal, async (tx) => {
    // What was asked of the provider meanwhile must not bring back what somebody else changed.
    const now = await providerOfId(tx, id)
    if (!now.changedAt.equals(before.changedAt)) throw new Refusal('not_ready')
    const approved = await isApproved(tx, provider.approvalId)
    const [wasUsable, isUsable] = [before.enabled, provider.enabled && approved]
    if (provider.enabled && !approved && (wanted.enabled === true || wanted.approvalId != null)) throw new Refusal('approval_needed')
    if (wasUsable && !isUsable) await refuseWhileRequired(tx, id)
    await replaceProvider(tx, provider, same)
    const fields = Object.keys(wanted).toSorted().join(' ')
    await note(tx, id, 'federation.provider_changed', { fields, enabled: String(provider.enabled) })
    return isUsable
  })
  if (!usable) await cutSessions(kernel, principal, id)
  return inAdministration(kernel, principal, (tx) => providerView(kernel, tx, id))
}

/** Takes a provider away, with what it vouched for; who came in through it is signed out at once. @throws Refusal not_found, sso_still_required */
export const remove = async (kernel: Kernel, tx: Tx, principal: PersonPrincipal, id: ProviderId): Promise<void> => {
  await providerOfId(tx, id)
  await refuseWhileRequired(tx, id)
  await cutSessions(kernel, principal, id)
  await deleteProvider(tx, id)
  await note(tx, id, 'federation.provider_removed')
}
