/**
 * Customers and their life, from formation on. Each organisation is a tenant: nothing of it is ever seen by another.
 */
export { declaration } from './personal-data.ts'
export {
  addOrganisation,
  findOrganisation,
  lockFormation,
  lockOrganisation,
  markAgreementInForce,
  organisationOf,
  removeOrganisation,
  unmarkAgreement,
} from './store.ts'
