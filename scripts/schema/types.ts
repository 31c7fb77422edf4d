import type { Client } from 'pg'

/** PostgreSQL type → what `pg` gives and takes, with the parsers of `server/kernel/database/pools.ts`. */
const scalar: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int2: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bytea: 'Buffer',
  date: 'string',
  timestamptz: 'Instant',
  tstzrange: 'Range',
  jsonb: 'Json',
}

type Row = { table: string; column: string; type: string; nullable: boolean; has_default: boolean; always: boolean }

/** `db/types.ts`: a Kysely interface per table and view, from the catalogue. */
export const typesFrom = async (client: Client): Promise<string> => {
  const { rows } = await client.query<Row>(`
    SELECT c.relname AS table, a.attname AS column, t.typname AS type, NOT a.attnotnull AS nullable,
           a.atthasdef OR a.attidentity <> '' AS has_default, a.attidentity = 'a' AS always
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'schema\\_%'
    ORDER BY c.relname, a.attnum`)
  const tables = Map.groupBy(rows, (row) => row.table)
  const lines = [...tables].flatMap(([table, columns]) => [
    `  ${table}: {`,
    ...columns.map((column) => `    ${column.column}: ${typeOf(column)}`),
    '  }',
  ])
  return `${head}export type Database = {\n${lines.join('\n')}\n}\n`
}

const typeOf = (row: Row): string => {
  const isArray = row.type.startsWith('_')
  const base = scalar[isArray ? row.type.slice(1) : row.type]
  if (base === undefined) throw new Error(`no TypeScript type for ${row.type} (${row.table}.${row.column})`)
  const value = `${base}${isArray ? '[]' : ''}${row.nullable ? ' | null' : ''}`
  if (row.always) return `GeneratedAlways<${value}>`
  if (!row.has_default) return value
  return base === 'Json' ? 'GeneratedJson' : `Generated<${value}>`
}

const head = `// Generated from the schema by \`npm run schema\`. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Read as Temporal.Instant, written as one or as RFC 3339 text. */
type Instant = ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>
/** Range text; read its ends with lower() and upper(). */
type Range = string
/** Read parsed, written as JSON text. */
type Json = ColumnType<unknown, string, string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

`
