import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOwnedDatabase, prepareDatabase } from '#kernel/database/index.ts'
import { startEmbeddedPostgres } from '#kernel/postgres/index.ts'
import type { EmbeddedPostgres } from '#kernel/postgres/index.ts'
import { inventory } from '../server/inventory.ts'

/** Roles belong to the whole cluster, so every database in it has the same passwords: one for all logins. */
export const loginPasswordInTests = 'only for tests'
export const templateDatabase = 'vrijplek_template'

export type TestCluster = {
  /** The superuser's connection. Whole, as what it takes to hand it to another process. */
  readonly superuser: EmbeddedPostgres['connection']
  /** For test processes: with it, testDatabase() uses this cluster instead of starting one. */
  readonly environment: { readonly TEST_DATABASE_ADMIN: string }
  readonly stop: () => Promise<void>
}

/**
 * A throw-away cluster without fsync in a folder for temporary files, with a migrated template database in it.
 * `major` 15 is there on Linux x64 only.
 */
export const startTestCluster = async ({ major = 18 }: { readonly major?: 15 | 18 } = {}): Promise<TestCluster> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vrijplek-test-'))
  const said: string[] = []
  try {
    const server = await startEmbeddedPostgres({ dataDir, major, fsync: false, log: (line) => said.push(line) })
    const stop = async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
    try {
      const owner = await createOwnedDatabase(server.connection, {
        database: templateDatabase,
        ownerPassword: loginPasswordInTests,
      })
      await prepareDatabase(owner, { password: () => loginPasswordInTests, rooms: inventory })
    } catch (error) {
      await stop()
      throw error
    }
    return { superuser: server.connection, environment: { TEST_DATABASE_ADMIN: JSON.stringify(server.connection) }, stop }
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true })
    throw new Error(`no cluster for the tests; it said: ${said.join('; ') || 'nothing'}`, { cause: error })
  }
}
