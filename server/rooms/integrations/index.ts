/**
 * Third parties that the customer lets in (G5.3): signed approvals, the programs and tokens under them, and the gate that nothing passes without one.
 */
export { declaration } from './personal-data.ts'
export { approvalRevoked } from './approvals.ts'
export { authenticateDirectory, authenticateToken } from './authenticate.ts'
export { requireApproval } from './gate.ts'
export { authorizationServer } from './oauth.ts'
export { lapse } from './reviewables.ts'
export { routes } from './routes.ts'
export { partiesOf } from './store-clients.ts'
export { confirmReviewed, reviewables } from './store-reviewables.ts'
