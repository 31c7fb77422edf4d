/**
 * Customers and their life, from formation on. Each organisation is a tenant: nothing of it is ever seen by another.
 */
export { declaration } from './personal-data.ts'
export {
  addOrganisation,
  endAccess,
  findOrganisation,
  lockFormation,
  lockOrganisation,
  markAgreementInForce,
  organisationOf,
  takeTurns,
  unmarkAgreement,
} from './store.ts'
export { countTenants, tenantsAfter } from './store-tenants.ts'
