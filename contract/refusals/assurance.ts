import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Access reviews (G6.2g). */
export const assuranceRefusals = {
  review_closed: entry(
    409,
    { nl: 'Deze controle is afgesloten', en: 'This review is closed' },
    { nl: 'De uitkomst staat vast. Start zo nodig een nieuwe controle.', en: 'Its outcome is settled. Start a new review if needed.' },
  ),
  review_open: entry(
    409,
    { nl: 'Er loopt al een controle', en: 'A review is already running' },
    { nl: 'Rond die eerst af; ze sluit vanzelf op haar einddatum.', en: 'Finish that one first; it closes by itself on its date.' },
  ),
  not_your_review: entry(
    403,
    { nl: 'Dit is niet aan jou', en: 'This is not yours to answer' },
    { nl: 'Niemand beoordeelt de eigen rechten. Iemand anders bevestigt dit.', en: 'Nobody judges their own rights. Somebody else confirms this.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
