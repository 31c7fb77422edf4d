import type { z } from 'zod'
import type { discoverSignIn } from '#contract/endpoints/sign-in-ways.ts'
import { apiPrefix } from '#contract/api.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { policyOf } from '../access/index.ts'
import { isApproved } from './approval.ts'
import { domainOf } from './newcomers.ts'
import { organisationOfDomain } from './store-domains.ts'
import { readProviders } from './store-providers.ts'

type Ways = z.output<typeof discoverSignIn.success.body>

/**
 * How people of an e-mail domain sign in. The part before the at sign is not looked at, and a domain that nobody proved goes the same way, to an organisation
 * that does not exist: neither answer nor work tells whether there is such an account.
 */
export const waysOf = async (kernel: Kernel, email: string): Promise<Ways> => {
  const found = await organisationOfDomain(kernel, domainOf(email))
  const organisation = found ?? (crypto.randomUUID() as OrganisationId)
  return kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const [all, { ssoRequired: required }] = await Promise.all([readProviders(tx), policyOf(tx)])
    const usable = await Promise.all(all.map(async (provider) => (provider.enabled && (await isApproved(tx, provider.approvalId)) ? [provider] : [])))
    const providers = usable.flat().map(({ id, name, kind }) => ({ id, name, kind, url: `${apiPrefix}/sso/${organisation}/${id}` }))
    // A passkey stays possible: that is how a break-glass account comes in.
    return { password: !required, passkey: true, link: kernel.mail.possible && !required, providers }
  })
}
