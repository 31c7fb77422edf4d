/**
 * What happened, provably: entries written in the caller's transaction, given their place in an append-only log per organisation soon after, and who
 * looked at whom.
 */
export { declaration } from './personal-data.ts'
export { jobs } from './jobs.ts'
export { lookedAt, lookedAtList, lookedAtListInAudit, looksAt } from './looked-at.ts'
export { anchorOf } from './evidence.ts'
export { createLooks } from './looks.ts'
export { createSequencer, topic } from './sequencer.ts'
export { routes } from './routes.ts'
export { erasePerson, sequenceNow } from './sequence.ts'
export { readHead } from './store-log.ts'
export { findEntries } from './store-query.ts'
export { record, recordFrom } from './store.ts'
export type { TrailEntry } from './store.ts'
