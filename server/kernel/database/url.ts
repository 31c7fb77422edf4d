import { readFileSync } from 'node:fs'
import type { ClientConfig } from 'pg'
import { StartError } from '../errors.ts'

const isHere = (host: string): boolean => host.startsWith('/') || host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')

/** Modes that PostgreSQL's own clients know (libpq, "SSL Support"); the others check no certificate, or go in clear. */
const checked = new Set(['verify-full', 'verify-ca'])

const certificateIn = (setting: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`Setting ${setting}: the file in sslrootcert cannot be read: ${path}.`, { cause: error })
  }
}

/**
 * A `postgres://` address as `pg` takes it. A Unix socket stands in `?host=`. Beyond this machine the connection is TLS, and the server's certificate is
 * checked against its name and the authorities of Node, or the one in `?sslrootcert=` (G6.2e): nothing of the data goes in clear, nor to who only claims
 * to be the database.
 * @throws StartError when the address asks for less
 */
export const connectionFromUrl = (text: string, setting = 'DATABASE_URL'): ClientConfig => {
  const url = new URL(text)
  const host = url.searchParams.get('host') ?? url.hostname
  const mode = url.searchParams.get('sslmode') ?? (isHere(host) ? 'disable' : 'verify-full')
  if (!isHere(host) && !checked.has(mode)) {
    throw new StartError(`Setting ${setting}: sslmode=${mode} would go to ${host} without checking who it is. Use sslmode=verify-full, with sslrootcert=FILE for an authority of your own.`)
  }
  const authority = url.searchParams.get('sslrootcert')
  return {
    host,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(mode === 'disable'
      ? {}
      : { ssl: { rejectUnauthorized: checked.has(mode), ...(authority === null ? {} : { ca: certificateIn(setting, authority) }) } }),
  }
}
