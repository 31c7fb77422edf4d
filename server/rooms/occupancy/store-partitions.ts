import pg from 'pg'
import type { ClientConfig } from 'pg'
import { keepingRules } from '#contract/keeping.ts'

/** Readings are kept by the month they were taken in (UTC), so that a whole month can be let go at once. */
const monthsAhead = 3

/** Instances that start at the same time make them one after the other. */
const lockKey = 7_481_920_252

/**
 * Makes the month partitions of `readings` from last month to three months ahead, as the owner: the purposes' logins own nothing. Called at each start;
 * a service that runs longer than that puts readings into the default partition, and the next start moves them. Idempotent.
 * @returns the partitions that were made
 */
export const ensureReadingPartitions = async (owner: ClientConfig, now: Temporal.Instant): Promise<string[]> => {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'readings'::regclass`,
    )
    const existing = new Set(rows.map(({ name }) => name))
    const thisMonth = now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth()
    const made: string[] = []
    for (let ahead = -1; ahead <= monthsAhead; ahead += 1) {
      const month = thisMonth.add({ months: ahead })
      const name = `readings_${month.toString().replace('-', '_')}`
      if (existing.has(name)) continue
      await makeMonth(client, name, month)
      made.push(name)
    }
    return made
  } finally {
    await client.end()
  }
}

/** Beside the table first, so that what the default partition took of this month can move over; then attached. Names and dates are ours, not input. */
const makeMonth = async (client: pg.Client, name: string, month: Temporal.PlainYearMonth): Promise<void> => {
  const from = `'${month.toString()}-01 00:00:00+00'`
  const to = `'${month.add({ months: 1 }).toString()}-01 00:00:00+00'`
  await client.query('BEGIN')
  try {
    await client.query(`CREATE TABLE ${name} (LIKE readings INCLUDING ALL)`)
    await client.query(`LOCK TABLE readings IN SHARE ROW EXCLUSIVE MODE`)
    await client.query(
      `WITH moved AS (DELETE FROM readings_other WHERE at >= ${from} AND at < ${to} RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    )
    await client.query(`ALTER TABLE readings ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/**
 * Drops the month partitions of `readings` that are wholly older than anybody may keep readings and that are empty, as the owner, at each start. Rows go
 * before that, organisation by organisation, when each one's own period is over: a month in which somebody's are still held is therefore not empty, and
 * stays. What is left to drop is the file, with whatever bytes of deleted rows its pages still have. Idempotent; a partition in use is left for the next start.
 * @returns the partitions that were dropped
 */
export const dropOldReadingPartitions = async (owner: ClientConfig, now: Temporal.Instant): Promise<string[]> => {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    await client.query(`SET lock_timeout = '2s'`)
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'readings'::regclass AND c.relname ~ '^readings_[0-9]{4}_[0-9]{2}$' ORDER BY 1`,
    )
    const kept = now.subtract({ hours: 24 * keepingRules.readings.mostDays }).toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth()
    const dropped: string[] = []
    for (const { name } of rows) {
      const month = Temporal.PlainYearMonth.from(name.slice('readings_'.length).replace('_', '-'))
      if (Temporal.PlainYearMonth.compare(month, kept) >= 0) continue
      if (await dropWhenEmpty(client, name)) dropped.push(name)
    }
    return dropped
  } finally {
    await client.end()
  }
}

const lockNotAvailable = '55P03'

/** Nobody can put a row in between the look and the drop: the lock is taken first. */
const dropWhenEmpty = async (client: pg.Client, name: string): Promise<boolean> => {
  await client.query('BEGIN')
  try {
    await client.query(`LOCK TABLE readings, ${name} IN ACCESS EXCLUSIVE MODE`)
    const { rows } = await client.query(`SELECT FROM ${name} LIMIT 1`)
    if (rows.length === 0) await client.query(`DROP TABLE ${name}`)
    await client.query('COMMIT')
    return rows.length === 0
  } catch (error) {
    await client.query('ROLLBACK')
    if ((error as { code?: string }).code === lockNotAvailable) return false
    throw error
  }
}
