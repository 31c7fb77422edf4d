/** Requests of data subjects, of the privacy officer for them, and of the customer for its own data (GDPR art. 15–18, 20; G1.2, G1.5, G8). */
export { declaration } from './personal-data.ts'
export type { ErasureDesk, HoldInForce, TableCount } from './erasure-desk.ts'
export { finishErasure } from './store.ts'
