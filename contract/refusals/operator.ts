import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** The operator's own staff (G2.3), and its support visits to customers (G10). */
export const operatorRefusals = {
  declaration_needed: entry(
    403,
    { nl: 'Teken eerst de geheimhoudingsverklaring', en: 'Sign the confidentiality declaration first' },
    { nl: 'Zonder getekende verklaring gaat er niets open.', en: 'Without a signed declaration nothing opens.' },
  ),
  staff_link_invalid: entry(
    404,
    { nl: 'Deze link werkt niet', en: 'This link does not work' },
    { nl: 'Hij is gebruikt of verlopen; hij werkt één keer en een uur lang. Vraag een leidinggevende om een nieuwe.', en: 'It was used or has expired; it works once and for an hour. Ask a lead for a new one.' },
  ),
  staff_key_refused: entry(
    401,
    { nl: 'Deze sleutel werd niet aangenomen', en: 'This key was not accepted' },
    { nl: 'Gebruik een sleutel die op jouw naam staat. Ben je hem kwijt, vraag dan een leidinggevende om een nieuwe link.', en: 'Use a key that is in your name. If you lost it, ask a lead for a new link.' },
  ),
  staff_key_not_hardware: entry(
    422,
    { nl: 'Deze sleutel is geen hardwaresleutel', en: 'This key is no hardware key' },
    {
      nl: 'Nodig is een beveiligingssleutel waarvan de sleutel het apparaat niet kan verlaten, die dat met een attestatie zegt en die om pincode of vingerafdruk vraagt.',
      en: 'Needed is a security key whose key cannot leave the device, that says so by attestation, and that asks for a PIN or a fingerprint.',
    },
  ),
  last_staff_key: entry(
    409,
    { nl: 'Dit is je laatste sleutel', en: 'This is your last key' },
    { nl: 'Voeg eerst een andere toe.', en: 'Add another one first.' },
  ),
  staff_email_taken: entry(
    409,
    { nl: 'Deze collega staat er al', en: 'This colleague is already there' },
    { nl: 'Iemand met dit e-mailadres staat in het register. Geef zo nodig een nieuwe link.', en: 'Somebody with this e-mail address is in the register. Give a new link if needed.' },
  ),
  not_for_yourself: entry(
    409,
    { nl: 'Dat doet een andere leidinggevende', en: 'Another lead does that' },
    { nl: 'Je eigen toegang verander of herstel je niet zelf.', en: 'Nobody changes or restores their own access.' },
  ),
  own_visit: entry(
    409,
    { nl: 'Hiervoor zijn twee mensen nodig', en: 'This takes two people' },
    { nl: 'Wie om een bezoek vraagt, tekent er niet zelf voor. Vraag een andere leidinggevende.', en: 'Who asks for a visit does not sign for it. Ask another lead.' },
  ),
  necessity_reads_only: entry(
    422,
    { nl: 'Zonder toestemming alleen kijken', en: 'Without consent only looking' },
    { nl: 'Iets veranderen mag alleen als de klant daarvoor toestemming geeft.', en: 'Changing anything takes the customer’s consent.' },
  ),
  visit_settled: entry(
    409,
    { nl: 'Dit bezoek is al afgehandeld', en: 'This visit is already settled' },
    { nl: 'Bekijk de lijst opnieuw: er is intussen iets veranderd.', en: 'Look at the list again: something changed in the meantime.' },
  ),
  visit_not_open: entry(
    403,
    { nl: 'Dit bezoek is niet open', en: 'This visit is not open' },
    { nl: 'Het is nog niet toegestaan, of het is voorbij. Zonder lopend bezoek zie je niets van een klant.', en: 'It is not allowed yet, or it is over. Without a running visit nothing of a customer can be seen.' },
  ),
  visit_reads_only: entry(
    403,
    { nl: 'Dit bezoek is alleen om te kijken', en: 'This visit is for looking only' },
    { nl: 'Vraag de klant om toestemming om iets te doen.', en: 'Ask the customer for consent to do something.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
