import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Access of third parties: approvals, API clients, tokens (G5.3). */
export const integrationRefusals = {
  token_not_allowed: entry(
    403,
    { nl: 'Dit valt buiten de goedkeuring', en: 'This is beyond the approval' },
    {
      nl: 'De goedkeuring van deze token noemt dit doel of deze gegevens niet.',
      en: 'The approval of this token does not name this purpose or these data.',
    },
  ),
} as const satisfies Record<string, CatalogueEntry>
