/**
 * The processing agreement and each person's opt-in: how they come about, and what happens when they do not (G13.1).
 */
export { acceptAgreement, acceptPrivacyNotice, agreementDocument, privacyNotice } from './acceptance.ts'
export { addFormation, deleteLapsedFormation, formationHours } from './formation.ts'
export type { NewFormation } from './formation.ts'
export { jobs } from './jobs.ts'
export { keepingOf } from './keeping.ts'
export type { Keeping } from './keeping.ts'
export { checkOperatorSettings } from './parties.ts'
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
