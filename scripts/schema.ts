// npm run schema: writes db/schema.sql and db/types.ts from the migrations. With --check it only compares, and fails on drift.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createOwnedDatabase, prepareDatabase } from '#kernel/database/index.ts'
import { startEmbeddedPostgres } from '#kernel/postgres/index.ts'
import { inventory } from '../server/inventory.ts'
import { dumpSchema } from './schema/dump.ts'
import { typesFrom } from './schema/types.ts'

const check = process.argv.includes('--check')
const folder = mkdtempSync(join(tmpdir(), 'vrijplek-schema-'))
const cluster = await startEmbeddedPostgres({ dataDir: folder, major: 18, fsync: false, log: () => {} })
let drift = 0
try {
  const owner = await createOwnedDatabase(cluster.connection, { database: 'schema', ownerPassword: 'only-for-a-moment' })
  await prepareDatabase(owner, { password: (login) => `schema-${login}-login`, rooms: inventory })
  const client = new pg.Client(owner)
  await client.connect()
  const files = { 'db/schema.sql': await dumpSchema(client), 'db/types.ts': await typesFrom(client) }
  await client.end()
  for (const [name, text] of Object.entries(files)) {
    const path = join(import.meta.dirname, '..', name)
    if (!check) writeFileSync(path, text)
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${name} is not what the migrations make: run npm run schema and commit it`)
      drift += 1
    }
  }
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = drift === 0 ? 0 : 1
