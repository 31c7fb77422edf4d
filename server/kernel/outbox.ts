import { sql } from 'kysely'
import type { OrganisationId } from '#contract/ids.ts'
import { kyselyFor } from './database/connection.ts'
import { mayPass } from './database/passing.ts'
import type { Pools } from './database/index.ts'
import type { Log } from './log.ts'
import type { Tx } from './purpose/in-purpose.ts'

/**
 * How word goes *down* the order of rooms: a room above emits in its own transaction, the house has subscribed a room below. Delivered at least once
 * and in order per organisation; a handler must be able to meet the same event twice. A fault that may pass by itself keeps the event, and those behind
 * it, for the next turn; any other lets it go, or it would stand in the way for ever.
 */
export type OutboxEvent = { readonly kind: string; readonly payload: unknown }
export type OutboxHandler = (organisation: OrganisationId, payload: unknown) => Promise<void>

export type Outbox = {
  /** Adds events to the transaction; they are handed out after its commit. */
  emit(tx: Tx, events: readonly OutboxEvent[]): Promise<void>
  /** For a statement that writes to the outbox by itself: hands out after this transaction's commit. */
  announce(tx: Tx): void
  on(kind: string, handler: OutboxHandler): void
  /** Hands out what a crash left behind, and again every `everyMs`. */
  start(everyMs?: number): Promise<void>
  /** Waits until nothing announced here is left. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const batch = 200

export const createOutbox = (pools: Pools, log: Log): Outbox => {
  const handlers = new Map<string, OutboxHandler[]>()
  const running = new Map<OrganisationId, { again: boolean; done: Promise<void> }>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const withOrganisation = async <T>(organisation: OrganisationId, work: (db: ReturnType<typeof kyselyFor>['db']) => Promise<T>) => {
    const client = await pools.connect('jobs')
    try {
      await client.query('BEGIN')
      await client.query(`SET LOCAL app.organisation = '${organisation}'`)
      const result = await work(kyselyFor(client).db)
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  const handOut = async (organisation: OrganisationId): Promise<void> => {
    for (;;) {
      const events = await withOrganisation(organisation, (db) =>
        db
          .selectFrom('outbox')
          .select(['id', 'kind', 'payload'])
          .where('organisation_id', '=', organisation)
          .orderBy('id')
          .limit(batch)
          .execute(),
      )
      if (events.length === 0 || stopped) return
      for (const event of events) {
        for (const handler of handlers.get(event.kind) ?? []) {
          try {
            await handler(organisation, event.payload)
          } catch (error) {
            if (mayPass(error)) throw error
            log.error({ err: error, organisation, kind: event.kind }, 'an outbox handler failed; the event is let go')
          }
        }
      }
      const ids = events.map((event) => event.id)
      await withOrganisation(organisation, (db) =>
        db
          .deleteFrom('outbox')
          .where('organisation_id', '=', organisation)
          .where('id', '=', sql<number>`any(${ids}::bigint[])`)
          .execute(),
      )
    }
  }

  const nudge = (organisation: OrganisationId): void => {
    if (stopped) return
    const current = running.get(organisation)
    if (current !== undefined) {
      current.again = true
      return
    }
    const turn = { again: false, done: Promise.resolve() }
    turn.done = handOut(organisation)
      .catch((error: unknown) => log.error({ err: error, organisation }, 'the outbox could not be handed out; it is tried again'))
      .finally(() => {
        running.delete(organisation)
        if (turn.again) nudge(organisation)
      })
    running.set(organisation, turn)
  }

  const sweep = async (): Promise<void> => {
    const { rows } = await pools.pool('jobs').query<{ id: OrganisationId }>('SELECT id FROM tenants')
    for (const { id } of rows) nudge(id)
  }

  return {
    emit: async (tx, events) => {
      if (events.length === 0) return
      // One text whatever the number of events: a batch of uplinks may emit hundreds.
      await sql`
        INSERT INTO outbox (organisation_id, kind, payload)
        SELECT ${tx.organisation}::uuid, kind, payload FROM unnest(${events.map(({ kind }) => kind)}::text[],
          ${events.map(({ payload }) => JSON.stringify(payload))}::jsonb[]) WITH ORDINALITY AS e (kind, payload, place) ORDER BY place
      `.execute(tx.db)
      tx.afterCommit(() => nudge(tx.organisation))
    },
    announce: (tx) => tx.afterCommit(() => nudge(tx.organisation)),
    on: (kind, handler) => {
      handlers.set(kind, [...(handlers.get(kind) ?? []), handler])
    },
    start: async (everyMs = 30_000) => {
      await sweep()
      timer = setInterval(() => {
        sweep().catch((error: unknown) => log.error({ err: error }, 'the outbox sweep failed; it is tried again'))
      }, everyMs)
      timer.unref()
    },
    settled: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map((turn) => turn.done))
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await Promise.all([...running.values()].map((turn) => turn.done))
    },
  }
}
