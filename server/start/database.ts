import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { Config } from '#kernel/config.ts'
import { createOwnedDatabase, loginPassword, prepareDatabase } from '#kernel/database/index.ts'
import type { Login } from '#kernel/database/index.ts'
import type { Keyring } from '#kernel/keys/index.ts'
import { startEmbeddedPostgres } from '#kernel/postgres/index.ts'
import { ensureReadingPartitions, inventory } from '../inventory.ts'

export type StartedDatabase = {
  /** Where it is, for the purpose logins. */
  readonly server: ClientConfig
  readonly password: (login: Login) => string
  /** How the owner of the schema connects. */
  readonly owner: ClientConfig
  readonly migrated: readonly string[]
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
    const owner = fromUrl(config.DATABASE_URL)
    const migrated = await prepareDatabase(owner, { password, rooms: inventory })
    await ensureReadingPartitions(owner, Temporal.Now.instant())
    const { user: _user, password: _password, ...server } = owner
    return { server, owner, password, migrated, onDeath: () => {}, restart: async () => {}, stop: async () => {} }
  }
  say('Starting PostgreSQL')
  const embedded = await startEmbeddedPostgres({ dataDir: join(config.DATA_DIR, 'postgres'), log: say })
  try {
    const owner = await createOwnedDatabase(
      { ...embedded.connection },
      { database: 'vrijplek', fresh, ownerPassword: (await keyring.secret('database owner')).toString('base64url') },
    )
    const migrated = await prepareDatabase(owner, { password, rooms: inventory })
    await ensureReadingPartitions(owner, Temporal.Now.instant())
    const { user: _user, password: _password, ...server } = owner
    return {
      server,
      owner,
      password,
      migrated,
      onDeath: (listener) => void embedded.onExit(listener),
      restart: () => embedded.restart(),
      stop: () => embedded.stop(),
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

const fromUrl = (text: string): ClientConfig => {
  const url = new URL(text)
  const mode = url.searchParams.get('sslmode')
  const socket = url.searchParams.get('host')
  return {
    host: socket ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(mode === null || mode === 'disable' ? {} : { ssl: { rejectUnauthorized: mode.startsWith('verify') } }),
  }
}
