import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Grants of roles. */
export const rightsRefusals = {
  may_not_grant: entry(
    403,
    { nl: 'Deze rol kun je niet geven', en: 'You cannot give this role' },
    { nl: 'Niemand geeft wat die zelf niet heeft. Vraag iemand die deze rol heeft.', en: 'Nobody gives what they do not hold. Ask somebody who holds this role.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
