import pg from 'pg'
import type { ClientConfig } from 'pg'
import { StartError } from '../errors.ts'
import type { RoomDeclaration } from '../purpose/personal-data.ts'
import { applyGrants } from './grants.ts'
import { ensureLogins } from './logins.ts'
import type { Login } from './logins.ts'
import { migrate } from './migrate.ts'

export { connectionFromUrl } from './url.ts'
export { createSchemaOwner } from './schema-owner.ts'
export type { SchemaOwner } from './schema-owner.ts'
export { createPools } from './pools.ts'
export type { Pools } from './pools.ts'
export { loginPassword, loginRole } from './logins.ts'
export type { Login } from './logins.ts'

const ownerRole = 'vrijplek_owner'
const connectionLost = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '28000', '3D000'])

const withClient = async <T>(config: ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (!connectionLost.has(code)) throw error
    throw new StartError(`The database cannot be reached or refuses the login (${code}): ${(error as Error).message}.`, {
      cause: error,
    })
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Makes a database of our own on a cluster where we are superuser (the embedded one), owned by a role that is not. Idempotent.
 * @param options.fresh drops a database of that name first
 * @returns how the owner connects
 */
export const createOwnedDatabase = async (
  superuser: ClientConfig,
  options: { database: string; ownerPassword: string; template?: string; fresh?: boolean },
): Promise<ClientConfig> => {
  await withClient(superuser, async (client) => {
    const owner = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [ownerRole])
    if (owner.rowCount === 0) await client.query(`CREATE ROLE ${ownerRole} LOGIN CREATEROLE`)
    await client.query(`ALTER ROLE ${ownerRole} PASSWORD ${client.escapeLiteral(options.ownerPassword)}`)
    if (options.fresh === true) await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(options.database)} WITH (FORCE)`)
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [options.database])
    if (found.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(options.database)} OWNER ${ownerRole} TEMPLATE ${options.template ?? 'template0'}`,
      )
    }
  })
  return { ...superuser, user: ownerRole, password: options.ownerPassword, database: options.database }
}

/**
 * Roles, schema and grants, in that order. `owner` owns the schema and is used for nothing else.
 * @returns the migrations that were run
 */
export const prepareDatabase = (
  owner: ClientConfig,
  options: { password: (login: Login) => string; rooms: readonly RoomDeclaration[] },
): Promise<string[]> =>
  withClient(owner, async (client) => {
    await ensureLogins(client, options.password)
    const run = await migrate(client)
    await applyGrants(client, options.rooms)
    return run
  })
