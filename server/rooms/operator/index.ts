/**
 * The operator's own people (G2.3, G6.2a) and their visits to customers (G10): a register, sign-in with hardware keys, signed confidentiality, and support
 * that sees a customer's people only during a visit that the customer knows of.
 */
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { deskRoutes } from './routes-desk.ts'
import { signInRoutes } from './routes-sign-in.ts'
import { supportRoutes } from './routes-support.ts'
import { visitRoutes } from './routes-visits.ts'

export { declaration } from './personal-data.ts'
export { onVisitAsked } from './decisions.ts'
export { jobs } from './jobs.ts'
export { operatorId } from './own.ts'
export { authenticateStaff } from './sessions.ts'
export { inviteFirst } from './staff.ts'
export { visitAsked } from './visits.ts'

export const routes = (kernel: Kernel): Route[] => [...signInRoutes(kernel), ...deskRoutes(kernel), ...visitRoutes(kernel), ...supportRoutes(kernel)]
