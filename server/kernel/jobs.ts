import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Pools } from './database/index.ts'
import type { Log } from './log.ts'
import type { OrganisationId } from '#contract/ids.ts'

/** A piece of recurring work. Rooms declare theirs in `jobs.ts`; each run walks over all organisations, one at a time. */
export type Job = {
  /** `room.what`, for example `bookings.release`. */
  readonly name: string
  /** Five-field cron, UTC. */
  readonly cron: string
  run(organisation: OrganisationId): Promise<void>
}

/** Recurring work of the house as a whole: for what belongs to no organisation, or outlives it. */
export type HouseJob = { readonly name: string; readonly cron: string; runOnce(): Promise<void> }

export type Jobs = {
  start(): Promise<void>
  /** Runs a job now, for every organisation or for the house; tests and the demo use it instead of waiting. */
  runNow(name: string): Promise<void>
  stop(): Promise<void>
}

/** pg-boss in its own schema and login: several instances share one schedule, and each run happens once. */
export const createJobs = (pools: Pools, declared: readonly (Job | HouseJob)[], log: Log): Jobs => {
  const pool = pools.pool('jobs')
  const boss = new PgBoss({
    db: {
      // It reads dates as Date, and wants the rows of every statement when it sends several at once.
      executeSql: async (text: string, values?: unknown[]) => {
        const result = await pool.query({ text, values: values ?? [], types: pg.types })
        const results: { rows: unknown[] }[] = Array.isArray(result) ? result : [result]
        return { rows: results.flatMap(({ rows }) => rows) }
      },
    },
    schema: 'jobs',
    createSchema: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports a fault; it goes on by itself'))
  let started = false

  const runNow = async (name: string): Promise<void> => {
    const job = declared.find((each) => each.name === name)
    if (job === undefined) throw new Error(`no job is called ${name}`)
    if ('runOnce' in job) return job.runOnce()
    const { rows } = await pool.query<{ id: OrganisationId }>('SELECT id FROM tenants ORDER BY id')
    for (const { id } of rows) {
      try {
        await job.run(id)
      } catch (error) {
        log.error({ err: error, organisation: id, job: name }, 'a job failed for one organisation; the others go on')
      }
    }
  }

  return {
    runNow,
    start: async () => {
      await boss.start()
      started = true
      for (const job of declared) {
        await boss.createQueue(job.name, { policy: 'exclusive' })
        await boss.work(job.name, () => runNow(job.name))
        await boss.schedule(job.name, job.cron)
      }
    },
    stop: async () => {
      if (started) await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}
