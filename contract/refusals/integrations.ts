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
  approval_needed: entry(
    403,
    { nl: 'Hiervoor is geen goedkeuring', en: 'There is no approval for this' },
    {
      nl: 'Een derde partij krijgt pas iets als je organisatie dat schriftelijk heeft goedgekeurd. Leg dat vast onder Organisatie, Koppelingen.',
      en: 'A third party gets something only once your organisation approved it in writing. Record that under Organisation, Integrations.',
    },
  ),
  approval_not_in_force: entry(
    409,
    { nl: 'De goedkeuring geldt niet meer', en: 'The approval is no longer in force' },
    { nl: 'Ze is ingetrokken of afgelopen. Keur de partij opnieuw goed.', en: 'It was revoked or has ended. Approve the party anew.' },
  ),
  transfer_ground_needed: entry(
    422,
    { nl: 'Waarom mogen gegevens naar dit land?', en: 'Why may data go to this country?' },
    {
      nl: '{country} ligt buiten de Europese Economische Ruimte. Noem de grond voor de doorgifte.',
      en: '{country} lies outside the European Economic Area. Name the ground of the transfer.',
    },
  ),
  end_out_of_bounds: entry(
    422,
    { nl: 'Deze einddatum kan niet', en: 'This end is not possible' },
    { nl: 'Kies een moment in de toekomst, uiterlijk {latest}.', en: 'Choose a moment in the future, {latest} at the latest.' },
  ),
  beyond_approval: entry(
    422,
    { nl: 'Meer dan de goedkeuring noemt', en: 'More than the approval names' },
    {
      nl: 'Je organisatie heeft voor deze partij minder doelen of gegevens goedgekeurd, of de goedkeuring geldt niet meer.',
      en: 'Your organisation approved fewer purposes or data for this party, or the approval is no longer in force.',
    },
  ),
  secrets_full: entry(
    409,
    { nl: 'Er zijn er al twee', en: 'There are two already' },
    { nl: 'Trek er eerst een in die niet meer gebruikt wordt.', en: 'First revoke one that is no longer used.' },
  ),
  standing_token_refused: entry(
    422,
    { nl: 'Hier hoort geen vast token', en: 'A standing token does not belong here' },
    {
      nl: 'Alleen een personeelslijst (SCIM) kan een vast token krijgen. Dit programma haalt zijn tokens met een geheim.',
      en: 'Only a directory (SCIM) can have a standing token. This program gets its tokens with a secret.',
    },
  ),
  too_many_tokens: entry(
    409,
    { nl: 'Je hebt al veel tokens', en: 'You have many tokens already' },
    { nl: 'Trek er eerst een in die je niet meer gebruikt.', en: 'First revoke one that you no longer use.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
