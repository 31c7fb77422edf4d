import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { ClientConfig } from 'pg'

/** What only the owner of the schema may do while the service runs: partitions, and rewriting what was deleted from. */
export type SchemaOwner = {
  /** One connection of the owner for the length of `work`. Row security is forced on the owner too. */
  use<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
  /**
   * Rewrites tables and their indexes whole (VACUUM FULL). A deleted row's bytes stay in its page until something else is written over them, VACUUM or
   * not, and would go into every later back-up of that page; after this they are nowhere in the table. Nobody waits longer than `patienceMs` behind it
   * for a table: one that is in use is tried again, `tries` times in all.
   * @returns the tables that were too busy; they stand as they were
   */
  rewrite(tables: readonly string[], options?: { tries?: number; patienceMs?: number; pauseMs?: number }): Promise<string[]>
}

const lockNotAvailable = '55P03'
const tableName = /^[a-z_][a-z0-9_]*$/

export const createSchemaOwner = (owner: ClientConfig): SchemaOwner => {
  const use: SchemaOwner['use'] = async (work) => {
    const client = new pg.Client(owner)
    // Told through the statement that runs, if any does.
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const rewriteOne = async (client: pg.Client, table: string): Promise<boolean> => {
    try {
      await client.query(`VACUUM (FULL) ${table}`)
      return true
    } catch (error) {
      if ((error as { code?: string }).code === lockNotAvailable) return false
      throw error
    }
  }
  return {
    use,
    rewrite: (tables, { tries = 10, patienceMs = 500, pauseMs = 2000 } = {}) =>
      use(async (client) => {
        for (const table of tables) if (!tableName.test(table)) throw new Error(`${table} is no table of ours`)
        await client.query(`SET lock_timeout = ${Math.trunc(patienceMs)}`)
        let busy = [...tables]
        for (let turn = 1; busy.length > 0; turn += 1) {
          const left: string[] = []
          for (const table of busy) if (!(await rewriteOne(client, table))) left.push(table)
          busy = left
          if (turn >= tries) return busy
          if (busy.length > 0) await pause(pauseMs)
        }
        return busy
      }),
  }
}
