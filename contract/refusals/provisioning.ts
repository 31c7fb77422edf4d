import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Provisioning of people: CSV and SCIM. */
export const provisioningRefusals = {
  import_changed: entry(
    409,
    { nl: 'Er is intussen iets veranderd', en: 'Something changed in the meantime' },
    { nl: 'Bekijk het voorbeeld opnieuw en bevestig dan.', en: 'Look at the preview again, then confirm.' },
  ),
  import_unreadable: entry(
    422,
    { nl: 'Deze lijst is niet te lezen', en: 'This list cannot be read' },
    {
      nl: 'De eerste regel noemt de kolommen, minstens naam en e-mail, gescheiden door een komma of puntkomma. Wat tussen aanhalingstekens staat, is afgesloten. Kijk naar regel {line}.',
      en: 'The first line names the columns, at least name and e-mail, separated by a comma or semicolon. Quotation marks are closed again. Look at line {line}.',
    },
  ),
  import_too_long: entry(
    422,
    { nl: 'Deze lijst is te lang', en: 'This list is too long' },
    { nl: 'Hoogstens {most} regels per keer. Splits de lijst.', en: 'At most {most} lines at a time. Split the list.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
