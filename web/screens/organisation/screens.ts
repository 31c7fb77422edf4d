// Loaded together: they share the clock of the end.
export { EndAgreement } from './EndAgreement.tsx'
export { EndingByLink } from './EndingByLink.tsx'
export { Organisation } from './Organisation.tsx'
