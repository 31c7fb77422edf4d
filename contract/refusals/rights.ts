import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Grants of roles, accounts and guests. */
export const rightsRefusals = {
  may_not_grant: entry(
    403,
    { nl: 'Over deze rol ga je niet', en: 'This role is not yours to give' },
    {
      nl: 'Niemand geeft of neemt wat die zelf niet heeft. Vraag iemand die deze rol mag geven.',
      en: 'Nobody gives or takes what they do not hold. Ask somebody who may give this role.',
    },
  ),
  grant_exists: entry(
    409,
    { nl: 'Deze rol is er al', en: 'This role is already there' },
    { nl: 'Verander het einde van wat er al is.', en: 'Change the end of what is there already.' },
  ),
  role_not_local: entry(
    422,
    { nl: 'Deze rol geldt niet voor één locatie', en: 'This role does not hold for one location' },
    { nl: 'Geef de rol voor de hele organisatie, of kies een rol die per locatie kan.', en: 'Give it for the whole organisation, or choose a role that can be local.' },
  ),
  grant_period_invalid: entry(
    422,
    { nl: 'Deze periode kan niet', en: 'This period is not possible' },
    { nl: 'Het einde ligt na het begin, en niet in het verleden.', en: 'The end lies after the start, and not in the past.' },
  ),
  account_over: entry(
    409,
    { nl: 'Dit account is uitgeschakeld of afgelopen', en: 'This account is switched off or has ended' },
    { nl: 'Zet het eerst weer aan.', en: 'Switch it on again first.' },
  ),
  guest_needs_end: entry(
    422,
    { nl: 'Een gast heeft altijd een einddatum', en: 'A guest always has an end date' },
    { nl: 'Kies tot wanneer deze gast mag komen.', en: 'Choose until when this guest may come.' },
  ),
  guest_period_invalid: entry(
    422,
    { nl: 'Deze periode kan niet voor een gast', en: 'This period is not possible for a guest' },
    { nl: 'Kies een einde na het begin, hoogstens 90 dagen vooruit.', en: 'Choose an end after the start, at most 90 days ahead.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
