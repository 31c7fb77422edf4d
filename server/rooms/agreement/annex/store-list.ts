import type { Inventory } from '#kernel/purpose/stores.ts'
import { keptStores } from './kept-stores.ts'
import type { KeptItem, KeptStore } from './kept-stores.ts'
import { categoryWords, encryptionWords, kindWords, subjectWords } from './names.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(heads),
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map(row),
]

const itemRow = (item: KeptItem): string[] => [
  item.name.en,
  item.category === 'none' ? '–' : categoryWords[item.category].name.en,
  subjectWords[item.whose].en,
  item.purposes.join(', ') || '–',
  item.form.replace('_', ' '),
  item.kept.said.en,
  item.erased.en,
]

const placeOf = ({ countries }: KeptStore): string => (countries.length === 0 ? 'on the own device' : 'countries of the setting `COUNTRIES`')

const personalStore = (store: KeptStore): string[] => [
  `### ${store.what.en}`,
  '',
  `\`${store.id}\` · room ${store.room} · ${placeOf(store)} · ${encryptionWords[store.encrypted].en.toLowerCase()}`,
  '',
  ...table(['what', 'category', 'of whom', 'purposes', 'form', 'how long', 'when the person is erased'], store.items.map(itemRow)),
  '',
]

/** Every store with its keeping period, as a paper in Markdown: docs/stores.md. The same inventory gives the same text. */
export const storeList = (inventory: Inventory): string => {
  const stores = keptStores(inventory, ['NL'])
  const isPersonal = (store: KeptStore) => store.items.some(({ category }) => category !== 'none')
  const kinds = Object.entries(kindWords)
  return [
    '# Every store, and how long it keeps',
    '',
    'Written by `npm run stores` from the inventory of the program (`personal-data.ts` of each room, `server/inventory/`); do not edit. The same inventory makes',
    'the grants of the database, Annex 1 of the processing agreement and the record of processing activities. Periods are the most that the agreement',
    'allows: a customer may set shorter ones (`contract/keeping.ts`). What ends with the agreement is deleted within 14 × 24 hours (G9).',
    '',
    '## Stores with personal data',
    '',
    ...kinds.flatMap(([kind]) => stores.filter((store) => store.kind === kind && isPersonal(store)).flatMap(personalStore)),
    '## Stores without personal data',
    '',
    ...table(
      ['store', 'what', 'how long'],
      kinds.flatMap(([kind]) =>
        stores
          .filter((store) => store.kind === kind && !isPersonal(store))
          .map((store) => [`\`${store.id}\``, store.what.en, store.items.map(({ kept }) => kept.said.en).join('; ')]),
      ),
    ),
    '',
  ].join('\n')
}
