import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { dropOldReadingPartitions, ensureReadingPartitions } from './store-partitions.ts'

let database: TestDatabase
let superuser: pg.Client
before(async () => {
  database = await testDatabase()
  superuser = new pg.Client(database.superuser)
  await superuser.connect()
})
after(async () => {
  await superuser.end()
  await database.drop()
})

const partitions = async () =>
  (
    await superuser.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'readings'::regclass ORDER BY 1`,
    )
  ).rows.map(({ name }) => name)

test('a month goes whole once it is older than anybody may keep readings, and not while a row of it is still held', async () => {
  await ensureReadingPartitions(database.owner, Temporal.Instant.from('2026-07-15T00:00:00Z'))
  await superuser.query(
    `INSERT INTO readings (organisation_id, device_id, at, f_cnt, received_at) VALUES ($1, $1, '2026-07-31T23:00:00Z', 1, now())`,
    [randomUUID()],
  )
  const drop = (at: string) => dropOldReadingPartitions(database.owner, Temporal.Instant.from(at))
  // The last reading of June was 60 days old at the end of the 29th of August.
  assert.deepEqual(await drop('2026-08-29T23:59:59Z'), [])
  assert.deepEqual(await drop('2026-08-30T00:00:00Z'), ['readings_2026_06'])
  assert.deepEqual(await drop('2026-09-30T00:00:00Z'), [], 'July is not empty')
  await superuser.query('DELETE FROM readings')
  assert.deepEqual(await drop('2026-09-30T00:00:00Z'), ['readings_2026_07'])
  assert.deepEqual(await partitions(), ['readings_2026_08', 'readings_2026_09', 'readings_2026_10', 'readings_other'])
})
