import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { PoolClient } from 'pg'
import type { Database } from '../../../db/types.ts'

/** Statements are prepared under a name from the second time they are seen, so that one-off texts do not fill the server's memory. */
const names = new Map<string, string | null>()
const mostNames = 1000

const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (typeof known === 'string') return known
  if (known === undefined) {
    if (names.size < mostNames) names.set(text, null)
    return undefined
  }
  const name = `vrijplek_${++prepared}`
  names.set(text, name)
  return name
}
let prepared = 0

/**
 * Statements are sent ahead of each other's answers. When one fails, those behind it fail as well, with "in a failed transaction"; whichever of them is
 * awaited first, it is told why: the first failure of the transaction.
 */
const failures = new WeakMap<PoolClient, unknown>()
const inFailedTransaction = '25P02'

/** A new transaction begins on this connection. */
export const forgetFailure = (client: PoolClient): void => void failures.delete(client)

const causeOf = (client: PoolClient, error: unknown): unknown => {
  if ((error as { code?: string }).code === inFailedTransaction) return failures.get(client) ?? error
  if (!failures.has(client)) failures.set(client, error)
  return error
}

const connectionOf = (client: PoolClient): DatabaseConnection => ({
  executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    const name = nameOf(query.sql)
    const asked = client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name === undefined ? {} : { name }),
    })
    const result = await asked.catch((error: unknown) => {
      throw causeOf(client, error)
    })
    return { rows: result.rows as Row[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  },
  streamQuery: () => {
    throw new Error('streaming is not used inside a purpose transaction')
  },
})

const refuse = async (): Promise<void> => {
  throw new Error('the transaction belongs to inPurpose')
}

const driverOf = (client: PoolClient): Driver => {
  const connection = connectionOf(client)
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
}

const builders = new WeakMap<PoolClient, Kysely<Database>>()

/** The query builder that runs on exactly this connection. */
export const kyselyOn = (client: PoolClient): Kysely<Database> => {
  const known = builders.get(client)
  if (known !== undefined) return known
  const made = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  builders.set(client, made)
  return made
}
