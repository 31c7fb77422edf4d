import type { Kysely } from 'kysely'
import type { PoolClient } from 'pg'
import type { OrganisationId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Database } from '../../../db/types.ts'
import type { Clock } from '../clock.ts'
import { kyselyFor } from '../database/connection.ts'
import type { Pools } from '../database/pools.ts'
import { Refusal } from '../errors.ts'

/** Who acts. Ids only: names stand nowhere in trail or log. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'door'; readonly id: string }
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'client'; readonly id: string }
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'system' }

export type PurposeContext = {
  readonly organisation: OrganisationId
  readonly actor: Actor
  readonly purpose: Purpose
}

/** A transaction for one organisation and one purpose. */
export type Tx = PurposeContext & {
  readonly db: Kysely<Database>
  /** The instant of this transaction by the house's clock; every row it writes uses it. */
  readonly now: Temporal.Instant
  /** Runs after the commit, never after a rollback; for in-process signals only, since a crash loses it. */
  afterCommit(work: () => void): void
  /** Told to every process that listens on the channel (NOTIFY), with the commit and never without it. The payload stays below 8,000 bytes. */
  announce(channel: string, payload: string): void
  /** Says to the house, once after the commit, that this was touched: `trail`. In-process like `afterCommit`. */
  touched(what: string): void
}

/** Hears after a commit what was touched in it. */
export type Touched = (organisation: OrganisationId, what: string) => void

export type InPurpose = <T>(context: PurposeContext, work: (tx: Tx) => Promise<T>) => Promise<T>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The one door to tenant data (G4.1, G6.2f). The purpose is the database login itself, so nothing inside can change it; the organisation is set with
 * SET LOCAL and the row policies compare it. BEGIN, the setting and the first statement are pipelined into one round trip.
 * @throws whatever `work` throws, after a rollback; and an error when PostgreSQL answers COMMIT with ROLLBACK
 */
export const createInPurpose =
  (pools: Pools, clock: Clock, hear: Touched = () => {}): InPurpose =>
  async (context, work) => {
    if (!uuid.test(context.organisation)) throw new Error('an organisation id must be a uuid')
    const client = await pools.connect(context.purpose)
    const later: (() => void)[] = []
    const told = new Set<string>()
    const announced: [channel: string, payload: string][] = []
    const { db, end } = kyselyFor(client)
    const result = await commit(client, end, async () => {
      const opened = open(client, context.organisation)
      const done = await work({
        ...context,
        db,
        now: clock.now(),
        afterCommit: (task) => later.push(task),
        announce: (channel, payload) => announced.push([channel, payload]),
        touched: (what) => {
          if (told.has(what)) return
          told.add(what)
          later.push(() => hear(context.organisation, what))
        },
      })
      await opened
      // In one packet with COMMIT, which answers ROLLBACK should one of them fail.
      for (const values of announced) client.query('SELECT pg_notify($1, $2)', values).catch(() => {})
      return done
    })
    runAll(later)
    return result
  }

/** The connection is somebody else's by now and what was done is kept, whatever these do: each gets its turn, then the first fault shows. */
const runAll = (tasks: readonly (() => void)[]): void => {
  const faults: unknown[] = []
  for (const task of tasks) {
    try {
      task()
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
}

/** Runs `work` on the connection and gives it back, with everything committed or with nothing. */
const commit = async <T>(client: PoolClient, end: () => void, work: () => Promise<T>): Promise<T> => {
  try {
    const result = await work()
    end()
    const { command } = await client.query('COMMIT')
    if (command !== 'COMMIT') throw new Error(`COMMIT was answered with ${command}: nothing was kept`)
    client.release()
    return result
  } catch (error) {
    end()
    if (error instanceof Refusal) letGo(client)
    else await rollBack(client)
    throw error
  }
}

const open = (client: PoolClient, organisation: OrganisationId): Promise<unknown> => {
  // Two messages in one packet: a shard of Citus wants each statement on its own.
  const opened = Promise.all([client.query('BEGIN'), client.query(`SET LOCAL app.organisation = '${organisation}'`)])
  // Awaited before COMMIT; a failure shows first in the statement that follows.
  opened.catch(() => {})
  return opened
}

/**
 * After a refusal, which is an answer and no fault, nothing depends on what ROLLBACK says: whoever gets the connection next waits behind it, in the same
 * packet when they come at once. A connection that breaks meanwhile leaves the pool by itself.
 */
const letGo = (client: PoolClient): void => {
  client.query('ROLLBACK').catch(() => {})
  client.release()
}

/** A connection that cannot even roll back is thrown away. */
const rollBack = async (client: PoolClient): Promise<void> => {
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch (error) {
    client.release(error instanceof Error ? error : true)
  }
}
