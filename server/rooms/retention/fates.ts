import type { PersonLink, RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'
import { childrenFirst } from './catalogue.ts'
import type { Catalogue, TableShape } from './catalogue.ts'

/** What becomes of the rows of one table that hold a person's id. */
export type Fate = {
  readonly room: string
  readonly shape: TableShape
  readonly links: readonly PersonLink[]
}

/** The names under which we keep a person's id, so that a column without a foreign key is found as well. */
const saysPerson = /^(?:person|actor|viewer)_id$|_by(?:_id)?$/

const linked = (declared: TableDeclaration | undefined, column: string): boolean =>
  (declared?.people ?? []).some((link) => link.column === column)

/** Everything in the catalogue that could hold a person's id and of which nobody said what becomes of it. Empty: all is said. */
export const undeclaredFates = (catalogue: Catalogue, inventory: readonly RoomDeclaration[]): string[] => {
  const declared = new Map(inventory.flatMap(({ tables }) => tables.filter(({ view }) => view !== true)).map((table) => [table.table, table]))
  const faults: string[] = []
  for (const { name, from, to, columns, toColumns } of catalogue.edges) {
    const column = to === 'people' ? columns[toColumns.indexOf('id')] : undefined
    if (column !== undefined && !linked(declared.get(from), column)) faults.push(`${from}.${column} (foreign key ${name})`)
  }
  for (const shape of catalogue.tables.values()) {
    const table = declared.get(shape.name)
    if (table === undefined) {
      faults.push(`${shape.name} (no room declares it)`)
      continue
    }
    for (const [column, type] of shape.columns) {
      if (type !== 'uuid' || column === shape.tenantColumn || linked(table, column)) continue
      const pointsElsewhere = catalogue.edges.some((edge) => edge.from === shape.name && edge.to !== 'people' && edge.columns.includes(column))
      const reference = table.personal[column]?.form === 'reference' && !pointsElsewhere
      if (reference || saysPerson.test(column)) faults.push(`${shape.name}.${column}`)
    }
    for (const { column } of table.people ?? []) {
      if (!shape.columns.has(column)) faults.push(`${shape.name}.${column} (declared, but there is no such column)`)
    }
  }
  return [...new Set(faults)].toSorted()
}

/**
 * What becomes of every row that holds a person's id, tables that point before those they point at; `people` is therefore last of its line.
 * @throws when the catalogue shows a place of which no room says what becomes of it: nothing may be erased by half
 */
export const personFates = (catalogue: Catalogue, inventory: readonly RoomDeclaration[]): Fate[] => {
  const faults = undeclaredFates(catalogue, inventory)
  if (faults.length > 0) throw new Error(`nobody is erased while nobody says what becomes of: ${faults.join(', ')}`)
  const declared = new Map(inventory.flatMap(({ room, tables }) => tables.map((table) => [table.table, { room, table }] as const)))
  return childrenFirst(catalogue).flatMap((shape) => {
    const found = declared.get(shape.name)
    const links = found?.table.people ?? []
    return found === undefined || links.length === 0 ? [] : [{ room: found.room, shape, links }]
  })
}
