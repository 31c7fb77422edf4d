import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** What comes in clear, or past the proxy (G6.2e). */
export const protectionRefusals = {
  not_secure: entry(
    403,
    { nl: 'Niet in klare tekst', en: 'Not in clear' },
    { nl: 'Dit adres is alleen over https te bereiken.', en: 'This address can be reached over https only.' },
  ),
  not_through_proxy: entry(
    421,
    { nl: 'Verkeerde ingang', en: 'Wrong entrance' },
    { nl: 'Gebruik het openbare adres van deze dienst.', en: 'Use the public address of this service.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
