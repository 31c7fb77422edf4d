import { clauseMarks, clausePromises } from '#contract/clause-marks.ts'
import type { ProcessingRecord } from '#contract/endpoints/inventory.ts'
import { purposes } from '#contract/purposes.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Inventory, Said } from '#kernel/purpose/stores.ts'
import type { z } from 'zod'
import type { AgreementParameters } from '../document/clauses.ts'
import type { PaperContext } from './annex.ts'
import { keptStores } from './kept-stores.ts'
import { categoryWords, purposeWords, subjectWords } from './names.ts'

export type RecordOfProcessing = z.output<typeof ProcessingRecord>

export const recordTitle = {
  nl: 'Register van verwerkingen van de verwerker',
  en: 'Record of processing activities of the processor',
} as const

const answersFor: Said = {
  nl: 'De klant beslist en is verantwoordelijk; de aanbieder voert uit in opdracht van de klant',
  en: 'The customer decides and is responsible; the operator carries out on the instruction of the customer',
}
const noGround: Said = {
  nl: 'Nog geen grond van hoofdstuk V van de AVG vastgelegd',
  en: 'No ground of Chapter V of the GDPR recorded yet',
}

/** Where the GDPR applies: the European Union and, by the EEA agreement, Iceland, Liechtenstein and Norway. */
const economicArea: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/** The countries to which data goes out of the European Economic Area. */
export const thirdCountries = (countries: readonly string[]): string[] => countries.filter((country) => !economicArea.has(country))

/** Record of processing activities of a processor (GDPR art. 30(2)). */
export const recordOf = (
  inventory: Inventory,
  { language, controller, countries, at }: PaperContext,
  parties: AgreementParameters,
): RecordOfProcessing => {
  const items = keptStores(inventory, countries)
    .flatMap((store) => store.items)
    .filter(({ category }) => category !== 'none')
  const processing = (purpose: Purpose) => {
    const used = items.filter((item) => item.withPerson.includes(purpose))
    return {
      purpose,
      name: purposeWords[purpose].name[language],
      categories: [...new Set(used.map(({ category }) => categoryWords[category].name[language]))],
      dataSubjects: [...new Set(used.map(({ whose }) => subjectWords[whose][language]))],
      answersFor: answersFor[language],
    }
  }
  return {
    language,
    title: recordTitle[language],
    generatedAt: at.toString(),
    processor: {
      name: parties.operatorName,
      seat: parties.operatorSeat,
      registerNumber: parties.operatorRegisterNumber,
      contact: parties.operatorContact,
      privacyContact: parties.operatorPrivacyContact,
    },
    controller: { name: controller },
    processing: purposes.map(processing).filter(({ categories }) => categories.length > 0),
    transfers: thirdCountries(countries).map((country) => ({ country, ground: noGround[language] })),
    measures: clauseMarks
      .filter((mark) => mark.startsWith('G6.'))
      .map((mark) => ({ mark, what: clausePromises[mark][language] })),
  }
}
