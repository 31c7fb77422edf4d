import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { loginRole } from '#kernel/database/logins.ts'
import { startTestCluster } from './cluster.ts'
import { testDatabase, testDatabaseOn } from './database.ts'

const ask = async (config: ClientConfig, text: string): Promise<unknown[]> => {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('two test databases are migrated, empty and apart', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  try {
    for (const { owner } of [one, other]) {
      const [row] = await ask(owner, 'SELECT count(*)::int AS migrations FROM schema_migrations')
      assert.ok((row as { migrations: number }).migrations > 0)
    }
    await ask(one.owner, 'CREATE TABLE only_here ()')
    assert.equal((await ask(one.owner, "SELECT to_regclass('only_here') AS found WHERE to_regclass('only_here') IS NOT NULL")).length, 1)
    assert.deepEqual(await ask(other.owner, "SELECT to_regclass('only_here') AS found"), [{ found: null }])
  } finally {
    await Promise.all([one.drop(), other.drop()])
  }
})

test('a test database lets in the purposes, its owner by URL, and its superuser', async () => {
  const database = await testDatabase()
  try {
    const booking = { ...database.server, user: loginRole('booking'), password: database.password() }
    const who = 'SELECT current_user::text AS who, current_database() AS database'
    const name = database.server.database
    assert.deepEqual(await ask(booking, who), [{ who: loginRole('booking'), database: name }])
    assert.deepEqual(await ask({ connectionString: database.url }, who), [{ who: 'vrijplek_owner', database: name }])
    assert.deepEqual(await ask(database.superuser, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user'), [
      { rolsuper: true },
    ])
  } finally {
    await database.drop()
  }
})

test('a dropped test database is gone', async () => {
  const [kept, dropped] = await Promise.all([testDatabase(), testDatabase()])
  await dropped.drop()
  try {
    const name = dropped.server.database ?? ''
    assert.deepEqual(await ask(kept.superuser, `SELECT datname FROM pg_database WHERE datname = '${name}'`), [])
  } finally {
    await kept.drop()
  }
})

test('the schema runs on PostgreSQL 15 as well', async () => {
  const cluster = await startTestCluster({ major: 15 })
  try {
    const database = await testDatabaseOn(cluster)
    const [row] = await ask(database.owner, "SELECT current_setting('server_version_num')::int / 10000 AS major")
    assert.deepEqual(row, { major: 15 })
  } finally {
    await cluster.stop()
  }
})
