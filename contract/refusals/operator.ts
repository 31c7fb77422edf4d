import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** The operator's own staff (G2.3). */
export const operatorRefusals = {
  declaration_needed: entry(
    403,
    { nl: 'Teken eerst de geheimhoudingsverklaring', en: 'Sign the confidentiality declaration first' },
    { nl: 'Zonder getekende verklaring gaat er niets open.', en: 'Without a signed declaration nothing opens.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
