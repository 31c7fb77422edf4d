import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../../../test/database.ts'
import type { TestDatabase } from '../../../../test/database.ts'
import { openErasureJournal } from '../../erasure-journal.ts'
import type { ErasureJournal } from '../../erasure-journal.ts'
import { createLog } from '../../log.ts'
import { knowsErasures } from './known-erasures.ts'
import { compared, keepTakenIn, refuseUnlessTakenIn, takeIn, takenIn } from './gate.ts'
import { keepTraces, markerFile, readMarker, readTraces, refuseWhileMarked, removeMarker, writeMarker } from './marker.ts'
import { collectValues, findResidues } from './residues.ts'

const folder = mkdtempSync(join(tmpdir(), 'vrijplek-gate-'))
let database: TestDatabase
let journal: ErasureJournal
let superuser: pg.Client

before(async () => {
  database = await testDatabase()
  journal = await openErasureJournal(join(folder, 'journal.ndjson'))
  superuser = new pg.Client(database.superuser)
  await superuser.connect()
})

after(async () => {
  await superuser.end()
  await journal.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const erase = () => journal.append({ at: Temporal.Instant.from('2026-11-22T10:00:00Z'), kind: 'person', fence: Buffer.alloc(32, 1), erasure: crypto.randomUUID() })
const opens = () => refuseUnlessTakenIn(database.owner, compared(journal))

test('a database that knows less than the journal does not open, whoever put it back', async () => {
  await opens()
  await erase()
  await assert.rejects(opens(), /has 1 lines and the database knows 0.*--gate-only/)
  await takeIn(database.owner, journal.head())
  await opens()
  await erase()
  await assert.rejects(opens(), /has 2 lines and the database knows 1/)
})

test('killed between a line and the note of it, a database that has the erasure opens', async () => {
  const [organisation, erasure] = [crypto.randomUUID(), crypto.randomUUID()]
  const opensKnowing = () => refuseUnlessTakenIn(database.owner, compared(journal), (erasures) => knowsErasures(database, erasures))
  const append = (id: string) => journal.append({ at: Temporal.Instant.from('2026-11-22T10:00:00Z'), kind: 'person', fence: Buffer.alloc(32, 1), erasure: id })
  await takeIn(database.owner, journal.head())
  await append(erasure)
  await assert.rejects(opensKnowing(), /--gate-only/)
  await superuser.query('INSERT INTO tenants VALUES ($1, now())', [organisation])
  await superuser.query(
    `INSERT INTO erasures (organisation_id, id, started_at, step, link_hash) VALUES ($1, $2, now(), 'journal', sha256('x'))`,
    [organisation, erasure],
  )
  await opensKnowing()
  assert.deepEqual(await takenIn(database.owner), journal.head())
  await append(crypto.randomUUID())
  await assert.rejects(opensKnowing(), /--gate-only/)
  await takeIn(database.owner, journal.head())
})

test('the database is told of each line, and opens again', async () => {
  const known = keepTakenIn(database.owner, journal, createLog('silent'))
  await erase()
  await known.settle()
  assert.deepEqual(await takenIn(database.owner), journal.head())
  await opens()
})

test('a journal that is older than the database, or another one, does not open', async () => {
  const short = await openErasureJournal(join(folder, 'short.ndjson'))
  await assert.rejects(refuseUnlessTakenIn(database.owner, compared(short)), /older than the database: it has 0 lines, and 5 were written/)
  for (let n = 0; n < 5; n += 1) {
    await short.append({ at: Temporal.Instant.from('2026-11-22T11:00:00Z'), kind: 'person', fence: Buffer.alloc(32, 2), erasure: crypto.randomUUID() })
  }
  await assert.rejects(refuseUnlessTakenIn(database.owner, compared(short)), /not the one of the database: line 5 differs/)
  await short.close()
})

test('while the quarantine stands nothing opens, and the sentence names the step and what to do', () => {
  refuseWhileMarked(folder)
  writeMarker(folder, { step: 'unpack', backup: 'b', at: null, journalN: 0 })
  assert.throws(() => refuseWhileMarked(folder), /partly brought back \(step unpack\)\. Run npm run restore again/)
  writeMarker(folder, { step: 'gate', backup: 'b', at: null, journalN: 2 })
  assert.throws(() => refuseWhileMarked(folder), /has not been erased again \(step gate\)\. Run npm run restore -- --gate-only/)
  assert.equal(readMarker(folder)?.journalN, 2)
  keepTraces(folder, { persons: ['a'], organisations: [], values: ['00'] })
  assert.deepEqual(keepTraces(folder, { persons: ['b'], organisations: [], values: [] }).persons, ['a', 'b'])
  removeMarker(folder)
  refuseWhileMarked(folder)
  assert.deepEqual(readTraces(folder).persons, [])
  writeFileSync(markerFile(folder), 'torn')
  assert.throws(() => refuseWhileMarked(folder), /not how far it came/)
  removeMarker(folder)
})

test('residues are found behind row security, as id in a column, in JSON, and as sealed bytes, in every table', async () => {
  const [organisation, person] = [crypto.randomUUID(), crypto.randomUUID()]
  const sealed = Buffer.alloc(40, 0xab)
  await superuser.query('INSERT INTO tenants VALUES ($1, now())', [organisation])
  await superuser.query(
    `INSERT INTO outbox (organisation_id, at, kind, payload) VALUES ($1, now(), 'x', jsonb_build_object('deep', jsonb_build_array($2::text)))`,
    [organisation, person],
  )
  await superuser.query('CREATE TABLE kept_aside (holder uuid, sealed bytea)')
  await superuser.query('INSERT INTO kept_aside VALUES ($1, $2)', [person, sealed])
  const { rows } = await superuser.query<{ owner: string }>(`SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname = 'tenants'`)
  await superuser.query(`ALTER TABLE kept_aside OWNER TO ${pg.escapeIdentifier(rows[0]?.owner ?? '')}`)

  const values = await collectValues(database.owner, [person], [{ table: 'kept_aside', column: 'holder', values: ['sealed'] }])
  assert.deepEqual(values, [sealed.toString('hex')])
  assert.deepEqual(await findResidues(database.owner, { ids: [person], values: [] }), [
    { table: 'public.kept_aside', rows: 1 },
    { table: 'public.outbox', rows: 1 },
  ])
  await superuser.query('UPDATE kept_aside SET holder = NULL')
  await superuser.query('DELETE FROM outbox')
  assert.deepEqual(await findResidues(database.owner, { ids: [person], values }), [{ table: 'public.kept_aside', rows: 1 }])
  assert.deepEqual(await findResidues(database.owner, { ids: [person], values }, ['public.kept_aside']), [])
  const { rows: forced } = await superuser.query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_class WHERE relname = 'people' AND relforcerowsecurity`)
  assert.equal(forced[0]?.n, 1, 'row security is as it was')
})
