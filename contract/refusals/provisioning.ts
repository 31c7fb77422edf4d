import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Provisioning of people: CSV and SCIM. */
export const provisioningRefusals = {
  import_changed: entry(
    409,
    { nl: 'Er is intussen iets veranderd', en: 'Something changed in the meantime' },
    { nl: 'Bekijk het voorbeeld opnieuw en bevestig dan.', en: 'Look at the preview again, then confirm.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
