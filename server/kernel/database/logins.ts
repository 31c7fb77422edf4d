import { createHmac } from 'node:crypto'
import type { Client } from 'pg'
import { purposes } from '#contract/purposes.ts'
import { StartError } from '../errors.ts'

/**
 * Each purpose has a NOLOGIN role that holds its grants, and a login that is a member of it. `jobs` is the house's own plumbing: the registry of
 * tenants, the outbox and pg-boss; it sees no personal column.
 */
export const logins = [...purposes, 'jobs'] as const
export type Login = (typeof logins)[number]

export const grantRole = (login: Login): string => `vrijplek_${login}`
export const loginRole = (login: Login): string => `vrijplek_${login}_login`

export const loginPassword = (secret: Buffer, login: Login): string =>
  createHmac('sha256', secret).update(`database login ${login}`).digest('base64url')

/**
 * Makes the roles that are missing and sets the logins' passwords. Needs CREATEROLE; without it every role must exist already (db/roles.sql).
 * @throws StartError when roles are missing and cannot be made
 */
export const ensureLogins = async (admin: Client, password: (login: Login) => string): Promise<void> => {
  const { rows } = await admin.query<{ may: boolean; existing: string[] | null }>(
    `SELECT (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may,
            (SELECT array_agg(rolname::text) FROM pg_roles WHERE rolname LIKE 'vrijplek\\_%') AS existing`,
  )
  const existing = new Set(rows[0]?.existing ?? [])
  if (rows[0]?.may !== true) {
    const missing = logins.flatMap((login) => [grantRole(login), loginRole(login)]).filter((role) => !existing.has(role))
    if (missing.length === 0) return
    throw new StartError(
      `The database login may not create roles, and ${missing[0]} is missing: let an administrator run db/roles.sql once, or grant CREATEROLE.`,
    )
  }
  for (const login of logins) {
    if (!existing.has(grantRole(login))) await admin.query(`CREATE ROLE ${grantRole(login)} NOLOGIN NOBYPASSRLS`)
    if (!existing.has(loginRole(login))) {
      await admin.query(`CREATE ROLE ${loginRole(login)} LOGIN NOBYPASSRLS INHERIT IN ROLE ${grantRole(login)}`)
    }
    await unlessAnother(() => admin.query(`ALTER ROLE ${loginRole(login)} PASSWORD ${admin.escapeLiteral(password(login))}`))
  }
}

/** Roles belong to the whole cluster: another instance that starts on it at the same moment may be setting the same one. */
const unlessAnother = async (work: () => Promise<unknown>, attempts = 5): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (attempts === 1 || !/tuple concurrently updated/.test((error as Error).message)) throw error
    await unlessAnother(work, attempts - 1)
  }
}
