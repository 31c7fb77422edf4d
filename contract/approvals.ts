import type { DataCategory } from './data-categories.ts'
import type { Purpose } from './purposes.ts'

type Words = { readonly nl: string; readonly en: string }

/**
 * What a third party can be approved for (G5.3), each with the purposes and the categories of data that an approval of that kind may name at most. Nothing is
 * opened to anybody without an approval in force.
 */
export const approvalKinds = {
  api_client: {
    name: { nl: 'Programma van een derde partij', en: 'Program of a third party' },
    what: { nl: 'Vraagt via de API gegevens op, zonder dat iemand inlogt.', en: 'Asks for data through the API, without anybody signing in.' },
    purposes: ['booking', 'presence', 'administration'],
    categories: ['places', 'occupancy', 'devices', 'presence', 'identity'],
  },
  personal_tokens: {
    name: { nl: 'Persoonlijke tokens van medewerkers', en: 'Personal tokens of employees' },
    what: {
      nl: 'Medewerkers mogen een eigen token aan deze partij geven. Die ziet dan nooit meer dan de medewerker zelf.',
      en: 'Employees may give this party a token of their own. It then never sees more than the employee does.',
    },
    purposes: ['booking', 'presence'],
    categories: ['places', 'occupancy', 'bookings', 'presence', 'identity', 'account'],
  },
  scim: {
    name: { nl: 'Personeelslijst (SCIM)', en: 'Directory of people (SCIM)' },
    what: { nl: 'Maakt accounts aan, werkt ze bij en sluit ze af.', en: 'Makes accounts, keeps them up to date and closes them.' },
    purposes: ['administration'],
    categories: ['identity', 'contact', 'account'],
  },
  sso: {
    name: { nl: 'Inloggen via een andere partij (SSO)', en: 'Signing in through another party (SSO)' },
    what: {
      nl: 'Zegt wie iemand is. Ziet daardoor wie wanneer inlogt.',
      en: 'Says who somebody is. Sees by that who signs in when.',
    },
    purposes: ['sign_in'],
    categories: ['identity', 'contact', 'account'],
  },
} as const satisfies Record<string, { name: Words; what: Words; purposes: readonly Purpose[]; categories: readonly DataCategory[] }>
export type ApprovalKind = keyof typeof approvalKinds
export const approvalKindNames = Object.keys(approvalKinds) as [ApprovalKind, ...ApprovalKind[]]

/** Purposes in the words of an approval; only those that a third party can have. */
export const approvalPurposes = {
  booking: { nl: 'Plekken vinden en boeken', en: 'Finding and booking places' },
  presence: { nl: 'Laten zien wat vrij en bezet is', en: 'Showing what is free and in use' },
  administration: { nl: 'Beheer van gebouwen, apparaten en accounts', en: 'Managing buildings, devices and accounts' },
  sign_in: { nl: 'Inloggen', en: 'Signing in' },
} as const satisfies Partial<Record<Purpose, Words>>
export type ApprovalPurpose = keyof typeof approvalPurposes
export const approvalPurposeNames = Object.keys(approvalPurposes) as [ApprovalPurpose, ...ApprovalPurpose[]]

/** Days that an approval, a token of a person, and a secret of a client last at most. */
export const longestDays = { approval: 366, personalToken: 90, secret: 366 } as const

/** Grounds on which data may go outside the European Economic Area (GDPR arts. 45–47, 49; G3.1). */
export const transferGrounds = {
  adequacy: { nl: 'Adequaatheidsbesluit (AVG art. 45)', en: 'Adequacy decision (GDPR art. 45)' },
  standard_clauses: { nl: 'Modelcontractbepalingen (AVG art. 46, lid 2, onder c)', en: 'Standard contractual clauses (GDPR art. 46(2)(c))' },
  binding_rules: { nl: 'Bindende bedrijfsvoorschriften (AVG art. 47)', en: 'Binding corporate rules (GDPR art. 47)' },
  explicit_consent: { nl: 'Uitdrukkelijke toestemming van de betrokkenen (AVG art. 49)', en: 'Explicit consent of the persons concerned (GDPR art. 49)' },
} as const satisfies Record<string, Words>
export type TransferGround = keyof typeof transferGrounds
export const transferGroundNames = Object.keys(transferGrounds) as [TransferGround, ...TransferGround[]]

/** European Economic Area: the member states of the Union, Iceland, Liechtenstein and Norway (ISO 3166-1 alpha-2). */
export const economicArea: readonly string[] = [
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT',
  'RO', 'SE', 'SI', 'SK',
]
