import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { createSchemaOwner } from './schema-owner.ts'

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

const word = 'kanarie-in-een-verwijderde-rij'
/** Whether the word stands in the table's file, deleted or not. */
const inFile = async (): Promise<boolean> => {
  await superuser.query('CHECKPOINT')
  const { rows } = await superuser.query<{ found: boolean }>(
    `SELECT position(convert_to($1, 'UTF8') IN pg_read_binary_file(pg_relation_filepath('teams'))) > 0 AS found`,
    [word],
  )
  return rows[0]?.found === true
}
const addAndDelete = async (): Promise<void> => {
  const organisation = crypto.randomUUID()
  await superuser.query('INSERT INTO tenants VALUES ($1, now())', [organisation])
  await superuser.query('INSERT INTO teams VALUES ($1, $2, $3), ($1, $4, $5)', [
    organisation, crypto.randomUUID(), 'blijft staan', crypto.randomUUID(), word,
  ])
  await superuser.query('DELETE FROM teams WHERE name = $1', [word])
  await superuser.query('VACUUM teams')
}

test('a plain vacuum leaves the bytes of a deleted row in its page, a rewrite does not', async () => {
  await addAndDelete()
  assert.equal(await inFile(), true, 'or rewriting would be needless')
  assert.deepEqual(await createSchemaOwner(database.owner).rewrite(['teams']), [])
  assert.equal(await inFile(), false)
  const kept = await superuser.query('SELECT name FROM teams')
  assert.deepEqual(kept.rows, [{ name: 'blijft staan' }])
})

test('a table that is in use is left as it is, and named', async () => {
  await superuser.query('BEGIN')
  await superuser.query('LOCK TABLE teams IN ACCESS SHARE MODE')
  const owner = createSchemaOwner(database.owner)
  assert.deepEqual(await owner.rewrite(['teams', 'locations'], { tries: 2, patienceMs: 20, pauseMs: 1 }), ['teams'])
  await superuser.query('ROLLBACK')
  assert.deepEqual(await owner.rewrite(['teams']), [])
})

test('only names of tables are taken', async () => {
  await assert.rejects(createSchemaOwner(database.owner).rewrite(['teams; DROP TABLE teams']), /no table of ours/)
})
