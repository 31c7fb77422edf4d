import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { CopiedCluster } from '#kernel/backup/service.ts'
import { endLine } from '#kernel/backup/line.ts'
import type { Config } from '#kernel/config.ts'
import { connectionFromUrl, createOwnedDatabase, loginPassword, prepareDatabase } from '#kernel/database/index.ts'
import type { Login } from '#kernel/database/index.ts'
import type { Keyring } from '#kernel/keys/index.ts'
import { startEmbeddedPostgres, walSpool } from '#kernel/postgres/index.ts'
import { dropOldReadingPartitions, ensureReadingPartitions, inventory } from '../inventory.ts'

export type StartedDatabase = {
  /** Where it is, for the purpose logins. */
  readonly server: ClientConfig
  readonly password: (login: Login) => string
  /** How the owner of the schema connects. */
  readonly owner: ClientConfig
  readonly migrated: readonly string[]
  /** Of the embedded server, for back-ups; null: it is an outside one. */
  readonly cluster: CopiedCluster | null
  /** Calls back when the embedded server dies by itself. */
  onDeath(listener: () => void): void
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL, or takes the outside one, and brings roles, schema and grants up to date.
 * @param how.fresh throws a half-furnished demo's database away first
 * @throws StartError
 */
export const startDatabase = async (
  config: Config,
  { keyring, say, fresh }: { keyring: Keyring; say: (line: string) => void; fresh: boolean },
): Promise<StartedDatabase> => {
  const secret = await keyring.secret('database logins')
  const password = (login: Login) => config.DATABASE_LOGIN_PASSWORD ?? loginPassword(secret, login)
  if (config.DATABASE_URL !== undefined) {
    const owner = connectionFromUrl(config.DATABASE_URL)
    const migrated = await prepareDatabase(owner, { password, rooms: inventory })
    await ensureReadingPartitions(owner, Temporal.Now.instant())
    await dropOldReadingPartitions(owner, Temporal.Now.instant())
    const { user: _user, password: _password, ...server } = owner
    return { server, owner, password, migrated, cluster: null, onDeath: () => {}, restart: async () => {}, stop: async () => {} }
  }
  say('Starting PostgreSQL')
  const folder = join(config.DATA_DIR, 'postgres')
  const archiveWal = config.BACKUP_TO !== undefined
  const embedded = await startEmbeddedPostgres({ dataDir: folder, archiveWal, log: say })
  try {
    // What is written now is in no store: back-ups that are switched on later begin anew.
    if (!archiveWal) endLine(folder)
    const owner = await createOwnedDatabase(
      { ...embedded.connection },
      { database: 'vrijplek', fresh, ownerPassword: (await keyring.secret('database owner')).toString('base64url') },
    )
    const migrated = await prepareDatabase(owner, { password, rooms: inventory })
    await ensureReadingPartitions(owner, Temporal.Now.instant())
    await dropOldReadingPartitions(owner, Temporal.Now.instant())
    const { user: _user, password: _password, ...server } = owner
    return {
      server,
      owner,
      password,
      migrated,
      cluster: { connection: { ...embedded.connection }, clusterDir: embedded.clusterDir, folder, spool: walSpool(folder) },
      onDeath: (listener) => void embedded.onExit(listener),
      restart: () => embedded.restart(),
      stop: () => embedded.stop(),
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}
