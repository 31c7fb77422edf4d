import { createHmac } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'

/** Who a key belongs to, as one text. An organisation has two: one for what is its own, such as files, and one for its blind indexes. */
export type OwnerName = string
export const personOwner = (organisation: OrganisationId, person: PersonId): OwnerName => `${organisation}/${person}`
export const organisationOwner = (organisation: OrganisationId): OwnerName => `${organisation}/own key`
export const indexOwner = (organisation: OrganisationId): OwnerName => `${organisation}/index key`
/** An organisation as a whole; it has a fence when it is erased, and no key. */
export const wholeOrganisation = (organisation: OrganisationId): OwnerName => `${organisation}/`
export const isOf = (organisation: OrganisationId) => (owner: OwnerName): boolean => owner.startsWith(`${organisation}/`)

/** Names an owner without its id: in the store, in the erasure journal, in receipts. */
export const fenceOf = (fenceKey: Uint8Array, owner: OwnerName): Buffer => createHmac('sha256', fenceKey).update(owner).digest()
