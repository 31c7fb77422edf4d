import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Single sign-on: domains and identity providers. */
export const federationRefusals = {
  domain_taken: entry(
    409,
    { nl: 'Dit domein hoort al bij een organisatie', en: 'This domain already belongs to an organisation' },
    { nl: 'Neem contact op met de beheerder van deze dienst als dat niet klopt.', en: 'Contact the operator of this service if that is not right.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
