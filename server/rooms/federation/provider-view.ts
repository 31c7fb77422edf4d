import { X509Certificate } from 'node:crypto'
import type { z } from 'zod'
import type { IdentityProvider } from '#contract/endpoints/federation.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { isApproved } from './approval.ts'
import { oursOf } from './ours.ts'
import { readMapping, readProviders } from './store-providers.ts'
import type { KeptMapping, Provider, SamlSettings } from './store-providers.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ProviderId } from '#contract/ids.ts'

export type ProviderView = z.output<typeof IdentityProvider>

const certificatesOf = ({ certificates }: SamlSettings) =>
  certificates.map((base64) => {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    const expiresAt = Temporal.Instant.fromEpochMilliseconds(certificate.validToDate.getTime()).toString()
    return { fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(), expiresAt }
  })

const viewOf = (kernel: Kernel, tx: Tx, provider: Provider, approved: boolean, mapping: readonly KeptMapping[]): ProviderView => ({
  id: provider.id,
  kind: provider.kind,
  name: provider.name,
  enabled: provider.enabled,
  approvalId: provider.approvalId,
  approved,
  triedAt: provider.triedAt?.toString() ?? null,
  claims: { email: provider.settings.claims.email, name: provider.settings.claims.name, groups: provider.settings.claims.groups },
  emailTrusted: provider.emailTrusted,
  createsPeople: provider.createsPeople,
  mapping: mapping.filter(({ providerId }) => providerId === provider.id).map(({ group, role, locationId, teamId }) => ({ group, role, locationId, teamId })),
  oidc: provider.kind === 'oidc' ? { issuer: provider.settings.issuer, clientId: provider.settings.clientId, scopes: provider.settings.scopes } : null,
  saml:
    provider.kind === 'saml'
      ? { entityId: provider.settings.entityId, signInUrl: provider.settings.signInUrl, certificates: certificatesOf(provider.settings) }
      : null,
  ours: oursOf(kernel, tx.organisation, provider),
})

/** Every provider of the organisation, as its manager sees it: no secret among it. Purpose `administration`. */
export const providerViews = async (kernel: Kernel, tx: Tx): Promise<ProviderView[]> => {
  const [providers, mapping] = await Promise.all([readProviders(tx), readMapping(tx, null)])
  return Promise.all(providers.map(async (provider) => viewOf(kernel, tx, provider, await isApproved(tx, provider.approvalId), mapping)))
}

/** @throws Refusal not_found */
export const providerView = async (kernel: Kernel, tx: Tx, id: ProviderId): Promise<ProviderView> => {
  const found = (await providerViews(kernel, tx)).find((each) => each.id === id)
  if (found === undefined) throw new Refusal('not_found')
  return found
}
