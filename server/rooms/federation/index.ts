/** Who vouches for an organisation's people: proven e-mail domains, identity providers (OpenID Connect, SAML), and what of their word counts here. */
export { onApprovalRevoked } from './approval.ts'
export { declaration } from './personal-data.ts'
export { domainLapsed, domainMissing, txtResolver } from './domains.ts'
export type { ResolveTxt } from './domains.ts'
export { jobs } from './jobs.ts'
export { routes } from './routes.ts'
export { providerStepUp } from './step-up.ts'
export { providerNamesOf } from './store-identities.ts'
