import type { OrganisationId, StaffId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { findOrganisation, tenantsAfter } from '../organisations/index.ts'
import { countPeople } from '../people/index.ts'
import { atCustomer } from './visits.ts'

const pageLength = 50

const about = async (tx: Tx) => {
  const found = await findOrganisation(tx)
  return found === null ? null : { found, people: await countPeople(tx) }
}

/** The customers, a page at a time: name, state and a number; nothing personal. */
export const listCustomers = async (kernel: Kernel, staff: StaffId, after: OrganisationId | null) => {
  const tenants = await tenantsAfter(kernel, after, pageLength + 1)
  const page = tenants.slice(0, pageLength)
  const organisations = []
  for (const { id, created_at } of page) {
    const told = await atCustomer(kernel, id, staff, about)
    if (told === null) continue
    const { found, people } = told
    const state = found.accessEndedAt !== null ? ('ended' as const) : found.agreementInForceId === null ? ('formation' as const) : ('in_force' as const)
    organisations.push({ id, name: found.name, state, since: created_at.toString(), people })
  }
  return { organisations, next: tenants.length > pageLength ? (page.at(-1)?.id ?? null) : null }
}

export const customerNames = async (kernel: Kernel, staff: StaffId, ids: readonly OrganisationId[]): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  for (const id of ids) {
    const found = await atCustomer(kernel, id, staff, findOrganisation)
    if (found !== null) names.set(id, found.name)
  }
  return names
}
