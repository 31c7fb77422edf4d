import assert from 'node:assert/strict'
import { randomUUID, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { getErasureReceipt } from '#contract/endpoints/my-data.ts'
import type { RequestId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { findEverywhere, keepEverywhere, placeOf, snapshot } from '../../../test/kept-scene.ts'
import { inventory } from '../../inventory.ts'
import { createRetention, routes } from './index.ts'
import { readCatalogue } from './store-catalogue.ts'
import type { Retention } from './index.ts'

let house: TestHouse
let retention: Retention
/** What a test throws at a moment, as a crash would end it there. */
let crashAt: string | null = null
class Crash extends Error {}
const moments: string[] = []
const moment = (at: string) => {
  moments.push(at)
  if (at === crashAt) throw new Crash(at)
}

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      retention = createRetention(kernel, inventory, moment)
      return routes(kernel, retention)
    },
    settings: { LOG_LEVEL: 'silent' },
  })
})
after(async () => {
  await retention.stop()
  await house.close()
})

const rights = { actor: { kind: 'system' }, purpose: 'rights' } as const
const newRequest = async ({ organisation, person }: PersonPrincipal): Promise<RequestId> => {
  const id = randomUUID() as RequestId
  await house.query(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state)
     VALUES ($1, $2, 'erase', $3, 'person', $3, $4, $4::timestamptz + interval '30 days', 'working')`,
    [organisation, id, person, house.clock.now().toString()],
  )
  return id
}
const start = async (who: PersonPrincipal) => {
  const request = await newRequest(who)
  const { person, organisation } = who
  return {
    request,
    ...(await house.kernel.inPurpose({ organisation, ...rights }, (tx) => retention.desk.start(tx, { person, request }))),
  }
}
const erase = async (who: PersonPrincipal) => {
  const started = await start(who)
  await retention.erasures.settled()
  return started
}
const receiptOf = async (receiptId: string) =>
  (await house.call(getErasureReceipt, { params: { receiptId } })).body as unknown as { state: string; doneAt: string | null; receipt: string | null }
const scene = async () => {
  const organisation = await house.seed.organisation()
  const { desks } = await placeOf(house, organisation)
  const [desk, another] = desks
  if (desk === undefined || another === undefined) throw new Error('no desks')
  const person = await house.seed.person(organisation, { name: 'Canary Kanarie' })
  const other = await house.seed.person(organisation, { name: 'Omar' })
  const file = await keepEverywhere(house, person, other.person, desk)
  await keepEverywhere(house, other, person.person, another)
  return { organisation, person, other, file, desk: another, third: desks[2] ?? another }
}

describe('erasing a person', () => {
  test('every place that can hold a person’s id held this one before, and none does afterwards', async () => {
    const { organisation, person } = await scene()
    const { tables } = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, readCatalogue)
    const empty = []
    for (const { table, people = [] } of inventory.flatMap((room) => room.tables)) {
      if (table === 'erasures' || !tables.has(table)) continue
      for (const { column, when } of people) {
        const rows = await house.query(`SELECT FROM ${table} WHERE ${column} = $1 AND (${when ?? 'true'})`, [person.person])
        if (rows.length === 0) empty.push(`${table}.${column} ${when ?? ''}`)
      }
    }
    assert.deepEqual(empty, [], 'the scene must name the person in every declared column')
    await erase(person)
    assert.deepEqual(await findEverywhere(house, person.person), [])
  })

  test('all other rows stay as they were, byte by byte', async () => {
    const { organisation, person, other } = await scene()
    const before = await snapshot(house)
    await erase(person)
    const after = await snapshot(house)
    const changed = []
    for (const [table, rows] of before) {
      const now = new Set(after.get(table))
      // An entry that had no place in the log gets its commitments: the log grows by itself.
      if (/trail_|table_rewrites/.test(table)) continue
      changed.push(...rows.filter((row) => !row.includes(person.person) && !now.has(row)).map((row) => `${table} ${row}`))
    }
    assert.deepEqual(changed, [])
    const keys = await house.kernel.keys.load(organisation, [other.person])
    const [row] = await house.query<{ name_sealed: Buffer }>('SELECT name_sealed FROM people WHERE id = $1', [other.person])
    assert.ok(row !== undefined)
    assert.equal(keys.open(other.person, 'name', row.name_sealed), 'Omar')
  })

  test('what counts stays without the person, what was only theirs goes, and a desk they had booked is free', async () => {
    const { organisation, person, other } = await scene()
    await erase(person)
    const bookings = await house.query<{ person_id: string | null; status: string }>('SELECT person_id, status FROM bookings WHERE organisation_id = $1', [organisation])
    assert.deepEqual(bookings.map(({ person_id, status }) => `${person_id === null ? 'nobody' : person_id} ${status}`).toSorted(), [
      `${other.person} booked`,
      `${other.person} ended`,
      'nobody ended',
    ].toSorted())
  })

  test('the key is gone for good, and the file’s bytes with it', async () => {
    const { organisation, person, file } = await scene()
    const [before] = await house.query<{ name_sealed: Buffer }>('SELECT name_sealed FROM people WHERE id = $1', [person.person])
    const path = join(house.kernel.config.DATA_DIR, 'files', organisation, file)
    assert.ok(readFileSync(path).length > 0)
    await erase(person)
    const keys = await house.kernel.keys.load(organisation, [person.person])
    assert.equal(keys.open(person.person, 'name', before?.name_sealed ?? Buffer.of()), null)
    await assert.rejects(house.kernel.keys.create(organisation, person.person))
    await retention.erasures.settled()
    assert.throws(() => readFileSync(path), { code: 'ENOENT' })
    const read = await house.kernel.inPurpose({ organisation, ...rights }, (tx) => house.kernel.files.read(tx, file))
    assert.equal(read, null)
  })

  test('access ends in the transaction that asked, before anything else is done', async () => {
    const { person } = await scene()
    let closed = 0
    const { streams } = house.kernel
    const closeWhere = streams.closeWhere.bind(streams)
    house.kernel.streams.closeWhere = (matches) => {
      if (matches(person)) closed += 1
      return closeWhere(matches)
    }
    crashAt = 'before the journal'
    try {
      await start(person)
      await assert.rejects(retention.erasures.resume(person.organisation))
    } finally {
      crashAt = null
      house.kernel.streams.closeWhere = closeWhere
    }
    for (const table of ['sessions', 'credentials', 'role_grants', 'invitations']) {
      assert.deepEqual(await house.query(`SELECT FROM ${table} WHERE person_id = $1`, [person.person]), [], table)
    }
    assert.ok(closed > 0)
    await retention.erasures.resume(person.organisation)
  })

  test('the receipt needs no account, says what was done, names nobody and is signed', async () => {
    const { person, organisation } = await scene()
    const { receiptId, request } = await erase(person)
    const { state, doneAt, receipt } = await receiptOf(receiptId)
    assert.equal(state, 'done')
    assert.equal(doneAt, house.clock.now().toString())
    assert.ok(receipt !== null)
    assert.ok(!receipt.includes(person.person))
    const [kind, json = '', , signature = ''] = receipt.split('\n')
    assert.equal(kind, 'vrijplek erasure-receipt 1')
    const said = JSON.parse(json) as { tables: { table: string; went: number; emptied: number }[]; journal: number; keysDestroyed: number }
    assert.deepEqual(said.tables.find(({ table }) => table === 'bookings'), { table: 'bookings', went: 1, emptied: 1 })
    assert.deepEqual(said.tables.find(({ table }) => table === 'people'), { table: 'people', went: 1, emptied: 0 })
    const [name, , key = ''] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(house.kernel.signer.verifierKey)?.slice(1) ?? []
    assert.equal(signature.split(' ')[1], name)
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)])
    assert.ok(verify(null, Buffer.from(`${kind}\n${json}\n`), { key: spki, format: 'der', type: 'spki' }, Buffer.from(signature.split(' ')[2] ?? '', 'base64').subarray(4)))
    const line = house.kernel.journal.read()[said.journal - 1]
    assert.equal(line?.kind, 'person')
    assert.equal(line?.fence, house.kernel.keys.fence(organisation, person.person).toString('hex'))
    const [asked] = await house.query<{ state: string; person_id: string | null }>('SELECT state, person_id FROM requests WHERE id = $1', [request])
    assert.deepEqual(asked, { state: 'done', person_id: null })
    assert.equal((await house.call(getErasureReceipt, { params: { receiptId: `${receiptId.slice(0, -4)}AAAA` } })).status, 404)
  })

  test('told beforehand is what happens', async () => {
    const { person, organisation } = await scene()
    const { goes, stays } = await house.kernel.inPurpose({ organisation, ...rights }, (tx) => retention.desk.preview(tx, person.person))
    assert.deepEqual(goes.find(({ table }) => table === 'bookings'), { room: 'bookings', table: 'bookings', rows: 1 })
    assert.deepEqual(stays.find(({ table }) => table === 'bookings'), { room: 'bookings', table: 'bookings', rows: 1 })
    assert.ok(goes.some(({ table }) => table === 'people'))
    assert.ok(!stays.some(({ table }) => table === 'people'))
  })

  test('several are erased at once, and a third stays', async () => {
    const { organisation, person, other, third: free } = await scene()
    const third = await house.seed.person(organisation)
    await keepEverywhere(house, third, person.person, free, '2026-05-01')
    await Promise.all([start(person), start(other)])
    await retention.erasures.settled()
    assert.deepEqual(await findEverywhere(house, person.person), [])
    assert.deepEqual(await findEverywhere(house, other.person), [])
    assert.ok((await findEverywhere(house, third.person)).length > 10)
  })

  test('thousands of rows go in bounded turns', async () => {
    const { organisation, person, desk } = await scene()
    await house.query(
      `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
       SELECT $1, gen_random_uuid(), $3, 'desk', $2, tstzrange(day, day + interval '1 hour'), 'cancelled', day, day
       FROM generate_series('2020-01-01'::timestamptz, '2020-01-01'::timestamptz + interval '2499 hours', interval '1 hour') day`,
      [organisation, person.person, desk],
    )
    moments.length = 0
    await erase(person)
    assert.ok(moments.filter((each) => each.startsWith('before rows')).length >= 3)
    const left = await house.query('SELECT FROM bookings WHERE organisation_id = $1 AND person_id IS NULL', [organisation])
    assert.equal(left.length, 2501)
  })

  test('while no agreement is in force what would have stayed as a count goes too', async () => {
    const { organisation, person } = await scene()
    await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [organisation])
    await erase(person)
    assert.deepEqual(await findEverywhere(house, person.person), [])
    assert.equal((await house.query('SELECT FROM bookings WHERE organisation_id = $1 AND person_id IS NULL', [organisation])).length, 0)
  })
})

describe('a crash at any step', () => {
  test('is taken up where it was, with the same result', async () => {
    moments.length = 0
    const first = await scene()
    await erase(first.person)
    const steps = [...new Set(moments)]
    assert.ok(steps.length >= 8, steps.join(', '))
    for (const step of steps) {
      const { person, organisation } = await scene()
      crashAt = step
      const { receiptId } = await start(person)
      await retention.erasures.settled()
      crashAt = null
      const lines = house.kernel.journal.read().length
      // What a start of the service does.
      await retention.begin()
      assert.deepEqual(await findEverywhere(house, person.person), [], `after a crash at: ${step}`)
      const fence = house.kernel.keys.fence(organisation, person.person).toString('hex')
      assert.equal(house.kernel.journal.read().filter((line) => line.fence === fence).length, 1, `one line of the journal after a crash at: ${step}`)
      assert.ok(house.kernel.journal.read().length <= lines + 1)
      assert.equal((await receiptOf(receiptId)).state, 'done', step)
      const entries = await house.query(`SELECT FROM trail_entries WHERE organisation_id = $1 AND action = 'retention.person_erased'`, [organisation])
      assert.equal(entries.length, 1, step)
    }
  })
})
