import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { loginPasswordInTests, startTestCluster, templateDatabase } from './cluster.ts'
import type { TestCluster } from './cluster.ts'

export type TestDatabase = {
  /** Where the database is, without user and password: what createHouse and createPools take. */
  readonly server: ClientConfig
  /** The password of every purpose's login, for createHouse and createPools. */
  readonly password: () => string
  /** Owns the schema; row security is forced on it too. */
  readonly owner: ClientConfig
  /** Bypasses row security: for looking at what is really there, and for the catalogue. */
  readonly superuser: ClientConfig
  /** The owner's connection as a DATABASE_URL, for a server started as a program of its own. */
  readonly url: string
  /** Ends its connections and takes it away. Call it in `after`, once what uses it is closed. */
  readonly drop: () => Promise<void>
}

let own: { readonly cluster: Promise<TestCluster>; users: number } | undefined

/**
 * An empty, migrated database of its own for a test file: a clone of the template, on the cluster of `npm test`, or
 * on one that is started for as long as this process holds databases (when the file is run by hand).
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const given = process.env['TEST_DATABASE_ADMIN']
  if (given !== undefined) return await clone(JSON.parse(given) as TestCluster['superuser'], async () => {})
  own ??= { cluster: startTestCluster(), users: 0 }
  const mine = own
  mine.users++
  const release = async () => {
    mine.users--
    if (mine.users > 0) return
    if (own === mine) own = undefined
    await mine.cluster.then((cluster) => cluster.stop())
  }
  try {
    return await clone((await mine.cluster).superuser, release)
  } catch (error) {
    await release().catch(() => {})
    throw error
  }
}

/** A clone of the template on a cluster that the test started itself, such as one of PostgreSQL 15. */
export const testDatabaseOn = (cluster: TestCluster): Promise<TestDatabase> => clone(cluster.superuser, async () => {})

const clone = async (superuser: TestCluster['superuser'], release: () => Promise<void>): Promise<TestDatabase> => {
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const { rows } = await ask(
    superuser,
    `SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = '${templateDatabase}'`,
  )
  const [found] = rows as { owner: string }[]
  if (found === undefined) throw new Error(`the cluster of the tests has no database ${templateDatabase}`)
  await ask(superuser, `CREATE DATABASE ${database} TEMPLATE ${templateDatabase} OWNER ${found.owner}`)

  const { host, port } = superuser
  const owner = { host, port, database, user: found.owner, password: loginPasswordInTests }
  const url = new URL(`postgres://localhost:${port}/${database}`)
  url.username = owner.user
  url.password = owner.password
  // A Unix socket stands in the query, where `pg` looks for it; a host name would too.
  url.searchParams.set('host', superuser.host)
  return {
    server: { host, port, database },
    password: () => loginPasswordInTests,
    owner,
    superuser: { ...superuser, database },
    url: url.href,
    drop: async () => {
      await ask(superuser, `DROP DATABASE ${database} WITH (FORCE)`)
      await release()
    },
  }
}

const ask = async (config: ClientConfig, text: string): Promise<pg.QueryResult> => {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
