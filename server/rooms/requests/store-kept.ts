import { CompiledQuery } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { KeepingRule } from '#contract/keeping.ts'
import { keepingRules } from '#contract/keeping.ts'
import type { Language } from '#contract/values.ts'
import type { Keys, PersonKeys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { hiddenColumns, readColumns } from './kept.ts'
import type { KeptTable } from './kept.ts'
import { sealedField, shownValue, words } from './kept-value.ts'
import type { Value } from './kept-value.ts'

// The one place that reads tables of other rooms, and only by their declarations: names of tables and columns, and conditions, come from the inventory.

export type KeptRow = { readonly values: Readonly<Record<string, Value>>; readonly until: Temporal.Instant | null }
/** Days a rule keeps, as this organisation has it. */
export type Periods = ReadonlyMap<KeepingRule, number>
export type Scope = { readonly person: PersonId } | 'everyone'
type Raw = Readonly<Record<string, unknown>>

const quoted = (name: string): string => `"${name}"`
const onRow = (link: { readonly when?: string }, condition: string): string => (link.when === undefined ? condition : `((${link.when}) AND ${condition})`)

/**
 * One statement per table: what is handed over, which references are to somebody else, and from when each keeping rule counts. $1 organisation, $2 person.
 */
const selectText = (table: KeptTable, scope: Scope): string => {
  const columns = readColumns(table).map(({ name }) => quoted(name))
  const others =
    scope === 'everyone' ? [] : table.people.map((link, at) => `${onRow(link, `${quoted(link.column)} <> $2`)} AS "other ${at}"`)
  const since = table.keeping.map((rule, at) => `CASE WHEN ${rule.when ?? 'true'} THEN ${quoted(rule.since)} END AS "since ${at}"`)
  const whose = scope === 'everyone' ? '' : ` AND (${table.about.map((link) => onRow(link, `${quoted(link.column)} = $2`)).join(' OR ')})`
  return `SELECT ${[...columns, ...others, ...since].join(', ')} FROM ${quoted(table.table)} WHERE ${quoted(table.tenant)} = $1${whose}`
}

const parameters = (tx: Tx, scope: Scope): unknown[] => (scope === 'everyone' ? [tx.organisation] : [tx.organisation, scope.person])

const ask = async (tx: Tx, text: string, values: readonly unknown[]): Promise<Raw[]> =>
  (await tx.db.executeQuery<Raw>(CompiledQuery.raw(text, [...values]))).rows

/** How long this organisation keeps what: the agreement's periods, shortened where it said so. */
export const readPeriods = async (tx: Tx): Promise<Periods> => {
  const rows = await tx.db.selectFrom('keeping_periods').select(['rule', 'days']).where('organisation_id', '=', tx.organisation).execute()
  const own = new Map(rows.map(({ rule, days }) => [rule, days]))
  return new Map(
    Object.entries(keepingRules).map(([rule, { mostDays }]) => [rule as KeepingRule, Math.min(mostDays, own.get(rule) ?? mostDays)]),
  )
}

const earliest = (instants: readonly Temporal.Instant[]): Temporal.Instant | null =>
  instants.toSorted((one, other) => Temporal.Instant.compare(one, other))[0] ?? null

/** Under which name the name of what a reference leads to is given beside it. */
const namedBy: Readonly<Record<string, string>> = { workspace_id: 'workspace', team_id: 'team' }

/** The names of the values that a row of this table has, in their order. */
export const valueNames = (table: KeptTable, scope: Scope): string[] => [
  ...readColumns(table).flatMap(({ name, form }) => {
    const led = scope === 'everyone' ? undefined : namedBy[name]
    return [form === 'sealed' ? sealedField(name) : name, ...(led === undefined ? [] : [led])]
  }),
  ...hiddenColumns(table).map(({ name }) => name),
]

/** Whose key opens the sealed columns of a row: whom it is about. */
const ownerOf = (table: KeptTable, row: Raw): PersonId | null => (row[table.about[0]?.column ?? ''] ?? null) as PersonId | null

export type Reading = { readonly table: KeptTable; readonly scope: Scope; readonly language: Language; readonly periods: Periods }

/** Names of what a row leads to, so that whoever reads it need not look up numbers: workspace and team. */
type Names = ReadonlyMap<string, string>

const namesFor = async (tx: Tx, { table, scope }: Reading, rows: readonly Raw[]): Promise<Names> => {
  const ids = (column: string) => [...new Set(rows.map((row) => row[column]).filter((id) => typeof id === 'string'))]
  const has = (column: string) => scope !== 'everyone' && table.columns.some(({ name }) => name === column)
  const [workspaces, teams] = await Promise.all([
    !has('workspace_id')
      ? []
      : ask(tx, 'SELECT workspace_id AS id, workspace_name AS name FROM workspace_cards WHERE organisation_id = $1 AND workspace_id = ANY ($2::uuid[])', [
          tx.organisation,
          ids('workspace_id'),
        ]),
    !has('team_id') ? [] : ask(tx, 'SELECT id, name FROM teams WHERE organisation_id = $1 AND id = ANY ($2::uuid[])', [tx.organisation, ids('team_id')]),
  ])
  return new Map([...workspaces, ...teams].map((row) => [String(row['id']), String(row['name'])]))
}

const keptRow = ({ table, scope, language, periods }: Reading, keys: PersonKeys, names: Names, row: Raw): KeptRow => {
  const values: Record<string, Value> = {}
  const owner = ownerOf(table, row)
  for (const { name, form } of readColumns(table)) {
    const value = row[name]
    if (form !== 'sealed') values[name] = shownValue(name, value, language)
    else values[sealedField(name)] = value instanceof Uint8Array && owner !== null ? (keys.open(owner, sealedField(name), value) ?? words[language].gone) : null
    const led = scope === 'everyone' ? undefined : namedBy[name]
    if (led !== undefined) values[led] = typeof value === 'string' ? (names.get(value) ?? null) : null
  }
  for (const { name } of hiddenColumns(table)) values[name] = words[language].hash
  if (scope !== 'everyone') {
    table.people.forEach(({ column }, at) => {
      if (row[`other ${at}`] === true) values[column] = words[language].other
    })
  }
  const ends = table.keeping.flatMap(({ rule }, at) => {
    const since = row[`since ${at}`]
    return since instanceof Temporal.Instant ? [since.add({ hours: 24 * (periods.get(rule) ?? 0) })] : []
  })
  return { values, until: earliest(ends) }
}

const opened = async (tx: Tx, keys: Keys, reading: Reading, rows: readonly Raw[]): Promise<KeptRow[]> => {
  const { table, scope } = reading
  const isSealed = table.columns.some(({ form }) => form === 'sealed')
  const owners = scope === 'everyone' ? rows.map((row) => ownerOf(table, row)).filter((id) => id !== null) : [scope.person]
  const [own, names] = await Promise.all([keys.load(tx.organisation, isSealed ? owners : []), namesFor(tx, reading, rows)])
  return rows.map((row) => keptRow(reading, own, names, row))
}

/** The newest rows about a person, and how many there are. Purpose `rights`. */
export const readNewest = async (tx: Tx, keys: Keys, reading: Reading, most: number): Promise<{ total: number; rows: KeptRow[] }> => {
  const { table, scope } = reading
  const text = selectText(table, scope)
    .replace(/^SELECT /, 'SELECT count(*) OVER () AS "total", ')
    .concat(table.age === null ? '' : ` ORDER BY ${quoted(table.age)} DESC`, ` LIMIT ${most}`)
  const rows = await ask(tx, text, parameters(tx, scope))
  return { total: Number(rows[0]?.['total'] ?? 0), rows: await opened(tx, keys, reading, rows) }
}

const batch = 500
let cursors = 0

/** All rows of a table, some hundred at a time, so that memory stays constant whatever there is. Purpose `rights`. */
export async function* everyRow(tx: Tx, keys: Keys, reading: Reading): AsyncGenerator<KeptRow[]> {
  const cursor = `kept_${++cursors}`
  await ask(tx, `DECLARE ${cursor} NO SCROLL CURSOR FOR ${selectText(reading.table, reading.scope)}`, parameters(tx, reading.scope))
  for (;;) {
    const rows = await ask(tx, `FETCH ${batch} FROM ${cursor}`, [])
    if (rows.length > 0) yield await opened(tx, keys, reading, rows)
    if (rows.length < batch) break
  }
  await ask(tx, `CLOSE ${cursor}`, [])
}

export type KeptFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

/** Encrypted files that are whole and not expired: of a person, or of everybody. Purpose `rights`. */
export const readFiles = async (tx: Tx, scope: Scope): Promise<(KeptFile & { readonly kind: string })[]> => {
  const rows = await tx.db
    .selectFrom('files')
    .select(['id', 'kind', 'name', 'media_type', 'size', 'created_at', 'expires_at'])
    .where('organisation_id', '=', tx.organisation)
    .$if(scope !== 'everyone', (query) => query.where('person_id', '=', scope === 'everyone' ? null : scope.person))
    .orderBy('created_at', 'desc')
    .execute()
  return rows.flatMap((row) =>
    row.size === null || Temporal.Instant.compare(row.expires_at, tx.now) <= 0
      ? []
      : [
          {
            id: row.id,
            kind: row.kind,
            name: row.name,
            mediaType: row.media_type,
            size: Number(row.size),
            createdAt: row.created_at,
            expiresAt: row.expires_at,
          },
        ],
  )
}
