/** The processing agreement and each person's opt-in: how they come about, and what happens when they do not (G13.1). */
export { storeList } from './annex/store-list.ts'
export type { Leaving } from './formation.ts'
export { jobs } from './jobs.ts'
export { checkOperatorSettings } from './parties.ts'
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export { endAgreementInForce } from './store.ts'
