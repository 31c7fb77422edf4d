import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Access reviews (G6.2g). */
export const assuranceRefusals = {
  review_closed: entry(
    409,
    { nl: 'Deze controle is afgesloten', en: 'This review is closed' },
    { nl: 'De uitkomst staat vast. Start zo nodig een nieuwe controle.', en: 'Its outcome is settled. Start a new review if needed.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
