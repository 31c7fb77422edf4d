import pg from 'pg'
import type { ClientConfig, Pool, PoolClient } from 'pg'
import { loginRole, logins } from './logins.ts'
import type { Login } from './logins.ts'
import { oneWriteSocket } from './one-write-socket.ts'

const timestamptz = 1184
const date = 1082
const bigint = 20

/** Instants come out as Temporal.Instant, calendar days as text, bigint as number (counts and frame counters stay far below 2^53). */
const types = new pg.TypeOverrides()
types.setTypeParser(timestamptz, (text: string) => Temporal.Instant.from(text))
types.setTypeParser(date, (text: string) => text)
types.setTypeParser(bigint, Number)

export const pgTypes = types

/** How the connection budget is shared; what is not named gets the least. */
const share: Partial<Record<Login, number>> = { booking: 10, presence: 8, telemetry: 5, sign_in: 5, administration: 3, retention: 3, audit: 3, jobs: 4 }
const least = 1
/** An export holds a connection as long as it takes; what a person asks meanwhile needs another. */
const leastConnections: Partial<Record<Login, number>> = { rights: 2 }

export type Pools = {
  connect(login: Login): Promise<PoolClient>
  pool(login: Login): Pool
  close(): Promise<void>
}

/** One small pool per login, opened at first use; together they stay within `connections`. */
export const createPools = (
  server: ClientConfig,
  options: { password: (login: Login) => string; connections: number; onError: (error: Error) => void },
): Pools => {
  const total = logins.reduce((sum, login) => sum + (share[login] ?? least), 0)
  const pools = new Map<Login, Pool>()
  let closing = false
  const pool = (login: Login): Pool => {
    const found = pools.get(login)
    if (found !== undefined) return found
    const made = new pg.Pool({
      ...server,
      user: loginRole(login),
      password: options.password(login),
      max: Math.max(leastConnections[login] ?? 1, Math.floor((options.connections * (share[login] ?? least)) / total)),
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      allowExitOnIdle: true,
      application_name: `vrijplek ${login}`,
      types,
      // BEGIN, settings and the first statement travel in one packet.
      pipeline: login !== 'jobs',
      stream: oneWriteSocket,
    })
    // Lost while somebody uses it, it fails what they ask of it; without a listener it would end the process before they come to hear of it.
    made.on('connect', (client) => client.on('error', () => {}))
    made.on('error', (error) => {
      if (!closing) options.onError(error)
    })
    pools.set(login, made)
    return made
  }
  return {
    pool,
    connect: (login) => pool(login).connect(),
    close: async () => {
      closing = true
      await Promise.all([...pools.values()].map((each) => each.end()))
      pools.clear()
    },
  }
}
