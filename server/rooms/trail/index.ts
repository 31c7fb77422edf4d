/** What happened, provably. Entries are written in the caller's transaction; sequencing and proofs come behind this same door. */
export { declaration } from './personal-data.ts'
export { record, recordFrom, removeAll } from './store.ts'
