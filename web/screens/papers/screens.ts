// Loaded together: one leads to the other.
export { AgreementPage } from './AgreementPage.tsx'
export { Annex } from './Annex.tsx'
export { Papers } from './Papers.tsx'
