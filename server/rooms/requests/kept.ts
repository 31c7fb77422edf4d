import type { Purpose } from '#contract/purposes.ts'
import type { Keeping, PersonalColumn, PersonLink, RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'

/** A column as it is handed over. Hashes, blind indexes and secrets are named but not given: they say nothing, and only help a thief. */
export type KeptColumn = { readonly name: string; readonly form: 'plain' | PersonalColumn['form'] }

/** A table of the inventory, as whoever hands it over has to read it. */
export type KeptTable = {
  readonly room: string
  readonly table: string
  readonly columns: readonly KeptColumn[]
  /** Column of the tenant: a parameter of every statement, and not handed over. */
  readonly tenant: 'organisation_id' | 'tenant_id'
  /** What makes a row be about a person; empty for what is about nobody. */
  readonly about: readonly PersonLink[]
  readonly people: readonly PersonLink[]
  readonly keeping: readonly Keeping[]
  readonly purposes: readonly Purpose[]
  readonly categories: readonly string[]
  readonly keep: PersonalColumn['keep']
  /** The column that tells newer from older. */
  readonly age: string | null
}

const isHidden = (form: KeptColumn['form']): boolean => form === 'hash' || form === 'blind_index'
/** What is read of a table: a column that is not handed over need not be granted to the purpose either. */
export const readColumns = ({ columns }: KeptTable): readonly KeptColumn[] => columns.filter(({ form }) => !isHidden(form))
export const hiddenColumns = ({ columns }: KeptTable): readonly KeptColumn[] => columns.filter(({ form }) => isHidden(form))

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]

const keptTable = (room: string, declared: TableDeclaration): KeptTable => {
  const tenant = declared.plain.includes('organisation_id') ? 'organisation_id' : 'tenant_id'
  const people = declared.people ?? []
  const personal = Object.entries(declared.personal)
  const columns: KeptColumn[] = [
    ...personal.map(([name, { form, secret }]) => ({ name, form: secret === true ? ('hash' as const) : form })),
    ...declared.plain.filter((name) => name !== tenant).map((name) => ({ name, form: 'plain' as const })),
  ]
  const instants = columns.filter(({ name, form }) => !isHidden(form) && (name === 'at' || name.endsWith('_at'))).map(({ name }) => name)
  return {
    room,
    table: declared.table,
    tenant,
    columns,
    people,
    about: people.filter(({ about }) => about),
    keeping: declared.keeping ?? [],
    purposes: unique(personal.flatMap(([, column]) => column.purposes)),
    categories: unique(personal.map(([, { category }]) => category)),
    keep: personal[0]?.[1].keep ?? { after: 'agreement_end', period: 'P0D' },
    age: declared.keeping?.[0]?.since ?? instants[0] ?? null,
  }
}

const tablesOf = (inventory: readonly RoomDeclaration[], wanted: (declared: TableDeclaration) => boolean): KeptTable[] =>
  inventory.flatMap(({ room, tables }) =>
    tables.filter((declared) => declared.view !== true && wanted(declared)).map((declared) => keptTable(room, declared)),
  )

/** Where something is kept about persons, in the order of the rooms: My data and its export go by it. */
export const tablesAboutPeople = (inventory: readonly RoomDeclaration[]): KeptTable[] =>
  tablesOf(inventory, ({ people = [] }) => people.some(({ about }) => about))

/**
 * Everything of an organisation, in the order of the rooms. Not tables that the whole instance shares: look-ups by HMAC, and what outlives the
 * organisation. Not events on their way, which are gone within seconds.
 */
export const tablesOfOrganisation = (inventory: readonly RoomDeclaration[]): KeptTable[] =>
  tablesOf(inventory, ({ table, plain }) => plain.includes('organisation_id') && table !== 'outbox')
