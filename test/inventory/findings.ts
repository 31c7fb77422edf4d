import { matchesGlob } from 'node:path'
import { keepingRules } from '#contract/keeping.ts'
import type { RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'
import type { StoreDeclaration } from '#kernel/purpose/stores.ts'

/** A column of the database as the catalogue shows it. */
export type CatalogueColumn = {
  readonly table: string
  readonly column: string
  readonly type: string
  /** Part of a foreign key into `people`, and not the organisation in it. */
  readonly pointsAtPeople: boolean
  /** Part of a foreign key into another table. */
  readonly pointsElsewhere: boolean
}

/** The names under which a person's id is kept. */
const namesOfPeople = /(?:^|_)(?:person|actor|viewer|subject)_id$|_by(?:_id)?$/

const tablesOf = (rooms: readonly RoomDeclaration[]): TableDeclaration[] =>
  rooms.flatMap(({ tables }) => tables).filter(({ view }) => view !== true)

/**
 * Columns that can hold a person's id and of which nobody said what becomes of it, and links to columns that there are not.
 * @param reasons why a column that looks like one is none: `table.column` → the reason
 */
export const linkFindings = (
  columns: readonly CatalogueColumn[],
  rooms: readonly RoomDeclaration[],
  reasons: Readonly<Record<string, string>> = {},
): string[] => {
  const linked = new Set(tablesOf(rooms).flatMap(({ table, people = [] }) => people.map(({ column }) => `${table}.${column}`)))
  const known = new Set(columns.map(({ table, column }) => `${table}.${column}`))
  const people = columns.filter(
    ({ table, column, type, pointsAtPeople, pointsElsewhere }) =>
      pointsAtPeople || `${table}.${column}` === 'people.id' || (type === 'uuid' && !pointsElsewhere && namesOfPeople.test(column)),
  )
  return [
    ...people.map(({ table, column }) => `${table}.${column}`).filter((name) => !linked.has(name) && reasons[name] === undefined),
    ...[...linked].filter((name) => !known.has(name)).map((name) => `${name} is declared, and there is no such column`),
  ].toSorted()
}

/** Links that the purpose of erasing could not carry out: PostgreSQL would refuse it. */
export const fateFindings = (rooms: readonly RoomDeclaration[]): string[] =>
  tablesOf(rooms).flatMap(({ table, access, personal, plain, people = [] }) => {
    const letters: string = access.retention ?? ''
    const mayTouch = (column: string) => plain.includes(column) || personal[column]?.purposes.includes('retention') === true
    return people.flatMap(({ column, whenErased }) => {
      const columns = whenErased === 'row_goes' ? [column] : [column, ...whenErased.emptied]
      const letter = whenErased === 'row_goes' ? 'd' : 'u'
      return [
        ...(letters.includes('s') && letters.includes(letter) ? [] : [`${table}: retention may not ${letter === 'd' ? 'delete' : 'update'}`]),
        ...columns.filter((each) => !mayTouch(each)).map((each) => `${table}.${each}: retention may not touch it`),
      ]
    })
  })

/**
 * Where a declared period is not the one of its rule, or a period that ends by itself has no rule that carries it out.
 * @param reasons why a table keeps a period without a rule: table → the reason
 */
export const keepingFindings = (rooms: readonly RoomDeclaration[], reasons: Readonly<Record<string, string>> = {}): string[] => [
  ...tablesOf(rooms).flatMap(({ table, personal, keeping = [] }) => [
    ...keeping.flatMap(({ rule, act }) => {
      // The account ends with the person; everything else of theirs with it.
      if (act === 'person_erased') return []
      const ended = typeof act === 'string' ? Object.keys(personal) : act.emptied.filter((column) => personal[column] !== undefined)
      return ended
        .filter((column) => daysOf(personal[column]?.keep.period) !== keepingRules[rule].mostDays)
        .map((column) => `${table}.${column} is kept ${personal[column]?.keep.period}, the rule ${rule} says ${keepingRules[rule].mostDays} days`)
    }),
    ...Object.entries(personal)
      .filter(([, { keep }]) => !['account_end', 'agreement_end'].includes(keep.after) && keep.period !== 'P0D')
      .filter(() => keeping.length === 0 && reasons[table] === undefined)
      .map(([column, { keep }]) => `${table}.${column} is kept ${keep.period}, and no rule carries that out`),
  ]),
  ...Object.keys(keepingRules)
    .filter((rule) => !tablesOf(rooms).some(({ keeping = [] }) => keeping.some((each) => each.rule === rule)))
    .map((rule) => `no table is kept by the rule ${rule}`),
]

const daysOf = (period: string | undefined): number => Temporal.Duration.from(period ?? 'P0D').total('days')

/** Files below the data folder that no store claims. @param files paths from the data folder, with slashes */
export const fileFindings = (files: readonly string[], stores: readonly StoreDeclaration[]): string[] => {
  const patterns = stores.flatMap(({ paths = [] }) => paths)
  return files.filter((file) => !patterns.some((pattern) => matchesGlob(file, pattern)))
}

/** Modules that write to a disk and that no store names as its writer. @param sources path → text */
export const writerFindings = (sources: ReadonlyMap<string, string>, stores: readonly StoreDeclaration[]): string[] => {
  const writers = stores.flatMap(({ writtenBy = [] }) => writtenBy)
  const writes =
    /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|mkdtemp|mkdtempSync|rename|renameSync|copyFile|copyFileSync|cp|cpSync|open|openSync|DatabaseSync|symlinkSync)\b/
  const fromDisk = /import (?:type )?\{([^}]*)\} from 'node:(?:fs|fs\/promises|sqlite)'/g
  return [...sources]
    .filter(([, text]) => [...text.matchAll(fromDisk)].some(([, names]) => writes.test(names ?? '')) || /import (?:\* as )?\w+ from 'node:fs/.test(text))
    .map(([path]) => path)
    .filter((path) => !writers.some((writer) => path === writer || (writer.endsWith('/') && path.startsWith(writer))))
}

/** Uses of a browser's storage by a name that is not a constant of the list of browser stores. @param sources path → text */
export const browserFindings = (sources: ReadonlyMap<string, string>, allowed: readonly string[]): string[] => {
  const uses = /(?:localStorage\.(?:getItem|setItem|removeItem)|sessionStorage\.removeItem|indexedDB\.open|indexedDB\.deleteDatabase|caches\.(?:open|delete|has))\(([^),]*)|(document\.cookie|sessionStorage\.(?:getItem|setItem)|cookieStore|navigator\.storage\.getDirectory)/g
  return [...sources].flatMap(([path, text]) =>
    [...text.matchAll(uses)]
      .map(([, name, forbidden]) => forbidden ?? name?.trim() ?? '')
      .filter((name) => !allowed.includes(name))
      .map((name) => `${path}: ${name}`),
  )
}
