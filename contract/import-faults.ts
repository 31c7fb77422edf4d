/** What can be wrong with a line of a people import, in words. `{value}` is what stands in the file. */
export const importFaults = {
  email_missing: { nl: 'Er staat geen e-mailadres.', en: 'There is no e-mail address.' },
  email_invalid: { nl: '“{value}” is geen e-mailadres.', en: '“{value}” is no e-mail address.' },
  email_twice: { nl: 'Dit e-mailadres staat ook op regel {value}.', en: 'This e-mail address also stands in line {value}.' },
  name_missing: { nl: 'Er staat geen naam.', en: 'There is no name.' },
  name_too_long: { nl: 'De naam is langer dan 120 tekens.', en: 'The name is longer than 120 characters.' },
  team_unknown: { nl: 'Team “{value}” bestaat niet. Maak het eerst aan.', en: 'There is no team “{value}”. Add it first.' },
  role_unknown: { nl: '“{value}” is geen rol.', en: '“{value}” is no role.' },
  role_not_yours: { nl: 'De rol “{value}” kun jij niet geven.', en: 'You cannot give the role “{value}”.' },
  kind_unknown: { nl: '“{value}” is geen soort. Schrijf medewerker of gast.', en: '“{value}” is no kind. Write employee or guest.' },
  until_missing: { nl: 'Een gast heeft een einddatum nodig.', en: 'A guest needs an end date.' },
  until_invalid: { nl: '“{value}” is geen datum. Schrijf 2027-03-31.', en: '“{value}” is no date. Write 2027-03-31.' },
  until_past: { nl: 'De einddatum {value} is voorbij.', en: 'The end date {value} has passed.' },
  language_unknown: { nl: '“{value}” is geen taal. Schrijf nl of en.', en: '“{value}” is no language. Write nl or en.' },
  too_few_columns: { nl: 'Op deze regel ontbreken kolommen.', en: 'Columns are missing in this line.' },
  too_many_columns: { nl: 'Op deze regel staan te veel kolommen.', en: 'There are too many columns in this line.' },
  frozen: { nl: 'De gegevens van deze persoon staan stil.', en: 'The data of this person is frozen.' },
} as const satisfies Record<string, { readonly nl: string; readonly en: string }>

/** The sentence of a fault, with what stands in the file filled in. */
export const importFaultText = (code: ImportFault, language: 'nl' | 'en', value: string): string => importFaults[code][language].replace('{value}', () => value)

export type ImportFault = keyof typeof importFaults
export const importFaultNames = Object.keys(importFaults) as [ImportFault, ...ImportFault[]]
