/** Keeping periods, holds, erasure of a person, and the end of an agreement (G1.2, G2.1, G9). */
export { declaration } from './personal-data.ts'
export { jobs } from './jobs.ts'
export { eraseAgain, findReturned } from './replay.ts'
export { createRetention } from './retention.ts'
export type { Retention } from './retention.ts'
export { routes } from './routes.ts'
