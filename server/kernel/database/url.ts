import type { ClientConfig } from 'pg'

/** A `postgres://` address as `pg` takes it. A Unix socket stands in `?host=`; with `sslmode=verify-…` the server's certificate is checked. */
export const connectionFromUrl = (text: string): ClientConfig => {
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
