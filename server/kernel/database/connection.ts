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

const inFailedTransaction = '25P02'

/** What one transaction remembers of itself. */
type Memory = { firstFailure: unknown; over: boolean }

/**
 * Statements are sent ahead of each other's answers. When one fails, those behind it fail as well, with "in a failed transaction"; whichever of them is
 * awaited first, it is told why: the first failure of the transaction.
 */
const causeOf = (memory: Memory, error: unknown): unknown => {
  if ((error as { code?: string }).code === inFailedTransaction) return memory.firstFailure ?? error
  memory.firstFailure ??= error
  return error
}

const connectionOf = (client: PoolClient, memory: Memory): DatabaseConnection => ({
  executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    // The connection is somebody else's by now: a branch that was left behind must not write into their transaction.
    if (memory.over) throw new Error('a statement came after its transaction was over')
    const name = nameOf(query.sql)
    const asked = client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name === undefined ? {} : { name }),
    })
    const result = await asked.catch((error: unknown) => {
      throw causeOf(memory, error)
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

const driverOf = (connection: DatabaseConnection): Driver => ({
  init: async () => {},
  acquireConnection: async () => connection,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async () => {},
  destroy: async () => {},
})

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()

/** The query builder of one transaction on this connection. After `end` no statement of it goes out any more. */
export const kyselyFor = (client: PoolClient): { readonly db: Kysely<Database>; readonly end: () => void } => {
  const memory: Memory = { firstFailure: undefined, over: false }
  const driver = driverOf(connectionOf(client, memory))
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => driver,
      createIntrospector: (each) => new PostgresIntrospector(each),
      createQueryCompiler: () => compiler,
    },
  })
  return {
    db,
    end: () => {
      memory.over = true
    },
  }
}
