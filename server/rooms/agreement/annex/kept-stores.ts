import { purposes } from '#contract/purposes.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { PersonalColumn, TableDeclaration } from '#kernel/purpose/personal-data.ts'
import type { Inventory, Said, TableWords } from '#kernel/purpose/stores.ts'
import { erasedOf, keptBeside, keptOf, keptWithoutPerson } from './keeping-words.ts'
import type { Kept } from './keeping-words.ts'
import type { Category, Whose } from './names.ts'

export type KeptItem = {
  /** The column, for a table; else its place in the store. */
  readonly key: string
  readonly name: Said
  readonly category: Category
  readonly whose: Whose
  readonly purposes: readonly Purpose[]
  /** Those of them that may also see whose it is. */
  readonly withPerson: readonly Purpose[]
  readonly form: PersonalColumn['form']
  readonly kept: Kept
  readonly erased: Said
}

export type KeptStore = {
  readonly id: string
  readonly kind: 'table' | 'file' | 'log' | 'queue' | 'mail' | 'backup' | 'browser' | 'key'
  readonly room: string
  readonly what: Said
  readonly countries: readonly string[]
  readonly encrypted: 'sealed' | 'file' | 'disk' | 'none'
  readonly items: readonly KeptItem[]
}

/** Every store there is, tables first, in the order of the inventory. Views keep nothing and are left out. */
export const keptStores = (inventory: Inventory, countries: readonly string[]): KeptStore[] => [
  ...inventory.rooms.flatMap(({ room, tables }) =>
    tables
      .filter(({ view }) => view !== true)
      .map((table) => ({
        id: `table:${table.table}`,
        kind: 'table' as const,
        room,
        what: wordsOf(inventory, table.table).what,
        countries,
        encrypted: Object.values(table.personal).some(({ form }) => form === 'sealed') ? ('sealed' as const) : ('none' as const),
        items: itemsOf(table, wordsOf(inventory, table.table)),
      })),
  ),
  ...inventory.elsewhere.map((store) => ({
    id: store.id,
    kind: store.kind,
    room: store.room,
    what: store.what,
    countries: store.lies === 'device' ? [] : countries,
    encrypted: store.encrypted,
    items: store.items.map((item, index) => ({ ...item, key: String(index), withPerson: item.purposes, kept: { said: item.kept, period: null } })),
  })),
]

/** Without words a table would stand in the annex by a name that only its makers understand. */
const wordsOf = (inventory: Inventory, table: string): TableWords => {
  const found = inventory.words[table]
  if (found === undefined) throw new Error(`table ${table} has no words for the annex (server/inventory/table-words.ts)`)
  return found
}

/** Who the row belongs to and which organisation it is of go without saying. */
const unsaid = new Set(['organisation_id', 'tenant_id'])

/** Where a row is about a person, every column of it is; else only what points at one. */
const itemsOf = (table: TableDeclaration, words: TableWords): KeptItem[] => {
  const used = purposes.filter((purpose) => table.access[purpose] !== undefined)
  const personal = Object.entries(table.personal)
  const [, first] = personal[0] ?? []
  if (first === undefined) {
    const kept = keptWithoutPerson(table, words.kept)
    const nobody = { category: 'none', whose: 'nobody', form: 'clear' } as const
    return [{ key: table.table, name: words.what, ...nobody, purposes: used, withPerson: [], kept, erased: erasedOf(table, '') }]
  }
  const named = (column: string): Said => {
    const name = words.columns?.[column]
    if (name === undefined) throw new Error(`column ${table.table}.${column} has no words for the annex (server/inventory/table-words.ts)`)
    return name
  }
  const item = (key: string, column: PersonalColumn, withPerson = column.purposes): KeptItem => ({
    key,
    name: named(key),
    category: column.category,
    whose: column.whose,
    purposes: column.purposes,
    withPerson,
    form: column.form,
    kept: keptOf(column, table),
    erased: erasedOf(table, key),
  })
  const pointing = personal.map(([key, column]) => item(key, column))
  const link = (table.people ?? []).find(({ about }) => about)
  if (link === undefined) return pointing
  const pointer = table.personal[link.column] ?? first
  const beside = { ...pointer, form: 'clear', purposes: used } as const
  return [
    ...pointing,
    ...table.plain
      .filter((key) => !unsaid.has(key))
      .map((key) => item(key, beside, pointer.purposes))
      .map((each) => ({ ...each, kept: keptBeside(each.kept, table, each.key) })),
  ]
}
