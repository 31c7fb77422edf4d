import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { grantRoles, policyOf } from '../access/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { accountsOfEmail, addPerson } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { mayJoinBy, organisationOfDomain } from './store-domains.ts'

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)

/** Makes an account for an address in a proven domain; being here comes of the domain, groups only add to it. Purpose `administration`. */
export const makePerson = async (kernel: Kernel, tx: Tx, { name, email }: { readonly name: string; readonly email: string }): Promise<PersonId> => {
  const organisation = await findOrganisation(tx)
  const person = await addPerson(tx, kernel.keys, { name, email, language: organisation?.language ?? 'nl' })
  await grantRoles(tx, [{ person, role: 'employee', source: 'domain' }])
  tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
  return person
}

/**
 * Somebody without an account asks for a link. Where their address is in a domain that an organisation has proven and opened, they get an account there, as
 * an employee; the link that goes to the mailbox is the only way into it. Null: nowhere.
 */
export const newcomer = async (kernel: Kernel, email: string): Promise<{ organisation: OrganisationId; person: PersonId } | null> => {
  const organisation = kernel.mail.possible ? await organisationOfDomain(kernel, domainOf(email)) : null
  if (organisation === null || (await accountsOfEmail(kernel, email, organisation)).length > 0) return null
  return kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
    const [found, policy, open] = await Promise.all([findOrganisation(tx), policyOf(tx), mayJoinBy(tx, domainOf(email))])
    if (found === null || found.agreementInForceId === null || found.accessEndedAt !== null || policy.ssoRequired || !open) return null
    const person = await makePerson(kernel, tx, { name: email.slice(0, email.lastIndexOf('@')).slice(0, 120), email })
    await trail.record(tx, { action: 'federation.person_joined', subject: { kind: 'person', id: person }, person })
    return { organisation, person }
  })
}
