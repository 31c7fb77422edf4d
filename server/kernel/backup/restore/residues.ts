import pg from 'pg'
import type { ClientConfig } from 'pg'

/** Ids of persons or organisations that must not be in the database, and in hexadecimal digits what was sealed or indexed for them. */
export type Traces = { readonly ids: readonly string[]; readonly values: readonly string[] }

export type Residue = { readonly table: string; readonly rows: number }

/** Where an id of theirs stands, and what in the same row was sealed or indexed for them alone. */
export type PlacesOfIds = readonly { readonly table: string; readonly column: string; readonly values: readonly string[] }[]

const patternsAtOnce = 200
/** Shorter ones are found by chance. */
const leastBytes = 16

/**
 * The owner of the tables looks past row security for the length of one transaction that is rolled back: nothing else runs in quarantine, and it works
 * with an outside PostgreSQL, where nobody is superuser.
 */
const pastRowSecurity = async <T>(owner: ClientConfig, work: (client: pg.Client, tables: readonly string[]) => Promise<T>): Promise<T> => {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ name: string; forced: boolean; leaf: boolean }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relforcerowsecurity AS forced, c.relkind = 'r' AS leaf
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
         AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
       ORDER BY 1`,
    )
    for (const { name, forced } of rows) if (forced) await client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`)
    return await work(client, rows.filter(({ leaf }) => leaf).map(({ name }) => name))
  } finally {
    await client.query('ROLLBACK').catch(() => {})
    await client.end().catch(() => {})
  }
}

/** What was sealed or indexed for these ids, before it is erased again. */
export const collectValues = (owner: ClientConfig, ids: readonly string[], places: PlacesOfIds): Promise<string[]> =>
  pastRowSecurity(owner, async (client) => {
    const values: string[] = []
    for (const { table, column, values: columns } of places) {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT ${columns.map((each) => pg.escapeIdentifier(each)).join(', ')} FROM ${pg.escapeIdentifier(table)}
         WHERE ${pg.escapeIdentifier(column)} = ANY ($1::uuid[])`,
        [ids],
      )
      for (const row of rows) for (const value of Object.values(row)) if (Buffer.isBuffer(value) && value.length >= leastBytes) values.push(value.toString('hex'))
    }
    return values
  })

/**
 * Searches every row of every table, as text, for the ids (as they are written and without hyphens) and for the bytes in hexadecimal digits.
 * @param except tables in which an id may stay
 */
export const findResidues = (owner: ClientConfig, { ids, values }: Traces, except: readonly string[] = []): Promise<Residue[]> =>
  pastRowSecurity(owner, async (client, tables) => {
    const patterns = [...ids, ...ids.map((id) => id.replaceAll('-', '')), ...values].map((each) => `%${each}%`)
    const found: Residue[] = []
    for (const table of tables) {
      if (except.includes(table)) continue
      let count = 0
      for (let from = 0; from < patterns.length; from += patternsAtOnce) {
        const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} AS row WHERE row::text LIKE ANY ($1)`, [
          patterns.slice(from, from + patternsAtOnce),
        ])
        count += rows[0]?.n ?? 0
      }
      if (count > 0) found.push({ table, rows: count })
    }
    return found
  })
