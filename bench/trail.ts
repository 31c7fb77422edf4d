import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { OrganisationId } from '#contract/ids.ts'
import { systemClock } from '#kernel/clock.ts'
import { createPools } from '#kernel/database/index.ts'
import { createLog } from '#kernel/log.ts'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { createSigner } from '#kernel/signed-note.ts'
import * as trail from '../server/rooms/trail/index.ts'
import { median, openBenchCluster } from './harness.ts'
import type { BenchResult } from './harness.ts'

const rounds = 3
/** Transactions of one entry each, by so many clients at once. */
const single = { transactions: 6_000, entries: 1, clients: 8 }
/** Transactions of many, as jobs and imports make them. */
const bulk = { transactions: 300, entries: 200, clients: 4 }
type Load = typeof single

/** The same rows in a table that is nothing but that. */
const plainTable = `
  CREATE TABLE bench_facts (organisation_id uuid NOT NULL, id uuid NOT NULL DEFAULT gen_random_uuid(), at timestamptz NOT NULL, actor_kind text NOT NULL,
    actor_id uuid, purpose text NOT NULL, action text NOT NULL, subject_kind text, subject_id uuid, person_id uuid, detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (organisation_id, id));
  GRANT INSERT ON bench_facts TO vrijplek_booking`

type Write = (tx: Tx, count: number) => Promise<void>

const person = randomUUID()
const actor = { kind: 'person', id: person } as const

const writePlain: Write = async (tx, count) => {
  const ids = Array.from({ length: count }, () => randomUUID())
  await sql`INSERT INTO bench_facts (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
    SELECT ${tx.organisation}::uuid, ${tx.now.toString()}::timestamptz, 'person', ${person}::uuid, ${tx.purpose}, 'bookings.booked', 'booking', id, ${person}::uuid
    FROM unnest(${ids}::uuid[]) AS n (id)`.execute(tx.db)
}

const writeEntries: Write = (tx, count) =>
  trail.record(
    tx,
    Array.from({ length: count }, () => ({ action: 'bookings.booked', subject: { kind: 'booking', id: randomUUID() }, person })),
  )

/** Entries with their place in the log, hashed and under a signed checkpoint, against the same rows in a plain table. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const pools = createPools(cluster.server, { password: cluster.password, connections: 40, onError: () => {} })
  const superuser = new pg.Client(cluster.superuser)
  await superuser.connect()
  await superuser.query(plainTable)
  const log = createLog('error')
  const signer = createSigner('bench.vrijplek.example', Buffer.alloc(32, 9))
  const sequencer = trail.createSequencer({ inPurpose: createInPurpose(pools, systemClock), signer, log })
  const quiet = createInPurpose(pools, systemClock)
  const sequenced = createInPurpose(pools, systemClock, (organisation) => sequencer.nudge(organisation))

  const carryOut = async (inPurpose: typeof quiet, write: Write, { transactions, entries, clients }: Load, until: () => Promise<void>): Promise<number> => {
    const organisation = randomUUID() as OrganisationId
    let left = transactions
    const startedMs = performance.now()
    const client = async (): Promise<void> => {
      while (left-- > 0) await inPurpose({ organisation, actor, purpose: 'booking' }, (tx) => write(tx, entries))
    }
    await Promise.all(Array.from({ length: clients }, client))
    await until()
    return (transactions * entries) / ((performance.now() - startedMs) / 1000)
  }
  const nothing = async (): Promise<void> => {}
  const measure = async (load: Load) => {
    const taken = { plain: [] as number[], entries: [] as number[], ours: [] as number[] }
    for (let round = 0; round <= rounds; round++) {
      const figures = {
        plain: await carryOut(quiet, writePlain, load, nothing),
        entries: await carryOut(quiet, writeEntries, load, nothing),
        ours: await carryOut(sequenced, writeEntries, load, () => sequencer.settled()),
      }
      // The first is to warm up.
      if (round > 0) for (const name of ['plain', 'entries', 'ours'] as const) taken[name].push(figures[name])
    }
    return { plain: median(taken.plain), entries: median(taken.entries), ours: median(taken.ours) }
  }

  /** One organisation's log of a given length; how long one proof takes. */
  const proofMs = async (size: number): Promise<number> => {
    const organisation = randomUUID() as OrganisationId
    for (let written = 0; written < size; written += 1000) {
      await quiet({ organisation, actor, purpose: 'booking' }, (tx) => writeEntries(tx, 1000))
    }
    const id = randomUUID()
    await quiet({ organisation, actor, purpose: 'booking' }, (tx) => trail.record(tx, { id, action: 'bookings.booked' }))
    await trail.sequenceNow({ inPurpose: quiet, signer }, organisation)
    const figures: number[] = []
    for (let time = 0; time < 20; time++) {
      const startedMs = performance.now()
      await trail.anchorOf({ inPurpose: quiet, signer }, organisation, id)
      figures.push(performance.now() - startedMs)
    }
    return median(figures)
  }

  try {
    const one = await measure(single)
    const many = await measure(bulk)
    const [short, long] = [await proofMs(2_000), await proofMs(100_000)]
    return {
      name: 'trail',
      lines: [
        { what: 'entries, one per transaction, in the log', ours: one.ours, bare: one.plain, unit: '/s', aim: { ratioAtLeast: 0.6 } },
        { what: 'the same entries, not yet in the log', ours: one.entries, bare: one.plain, unit: '/s' },
        { what: 'entries, 200 per transaction, in the log', ours: many.ours, bare: many.plain, unit: '/s' },
        { what: 'the same entries, not yet in the log', ours: many.entries, bare: many.plain, unit: '/s' },
        { what: 'one proof out of 100,000 entries, against 2,000', ours: long, bare: short, unit: 'ms', aim: { ratioAtMost: 3 } },
      ],
      notes: [
        'bare: the same transactions of the same purpose, the rows going into a table with a primary key and nothing else',
        'in the log: until every entry has its place, commitments and hashes, and the checkpoint over the last is signed and committed',
        `medians of ${rounds} rounds after one to warm up; ${single.clients} clients with single entries, ${bulk.clients} with many; fsync on`,
      ],
    }
  } finally {
    await sequencer.stop()
    await superuser.end()
    await pools.close()
    await cluster.stop()
  }
}
