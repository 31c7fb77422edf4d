import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import type { RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'
import { inventory } from '../../server/inventory.ts'
import { testDatabase } from '../database.ts'
import type { TestDatabase } from '../database.ts'
import { fateFindings, keepingFindings, linkFindings } from './findings.ts'
import type { CatalogueColumn } from './findings.ts'

/** A column that looks as if it held a person's id and does not. */
const notPeople: Readonly<Record<string, string>> = {}
/** Periods that are carried out otherwise than by a rule. */
const otherwiseKept: Readonly<Record<string, string>> = {
  attempt_throttle: 'belongs to no organisation: the room access forgets it hourly by itself',
}

/** The declarations with one table changed. */
const changed = (name: string, change: (table: TableDeclaration) => TableDeclaration): RoomDeclaration[] =>
  inventory.map((room) => ({ ...room, tables: room.tables.map((table) => (table.table === name ? change(table) : table)) }))

describe('columns that can hold a person’s id', () => {
  let database: TestDatabase
  let columns: CatalogueColumn[]

  before(async () => {
    database = await testDatabase()
    const client = new pg.Client(database.superuser)
    await client.connect()
    const { rows } = await client.query<CatalogueColumn>(`
      SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, null) AS type,
        EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = 'people'::regclass
          AND a.attnum = ANY (k.conkey) AND a.attname <> 'organisation_id') AS "pointsAtPeople",
        EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> 'people'::regclass
          AND a.attnum = ANY (k.conkey)) AS "pointsElsewhere"
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped`)
    columns = rows
    await client.end()
  })
  after(() => database.drop())

  test('each has a link that says what becomes of it, or a written reason why it is none', () => {
    assert.ok(columns.filter(({ pointsAtPeople }) => pointsAtPeople).length >= 10, 'the catalogue was read')
    assert.deepEqual(linkFindings(columns, inventory, notPeople), [])
  })

  test('the check sees a foreign key into people without a declared fate', () => {
    assert.deepEqual(linkFindings(columns, changed('bookings', ({ people: _gone, ...table }) => table)), ['bookings.person_id'])
  })

  test('the check sees an id of a person without a foreign key', () => {
    const without = changed('role_grants', (table) => ({ ...table, people: (table.people ?? []).filter(({ column }) => column === 'person_id') }))
    assert.deepEqual(linkFindings(columns, without), ['role_grants.granted_by'])
    const added = [...columns, { table: 'teams', column: 'led_by', type: 'uuid', pointsAtPeople: false, pointsElsewhere: false }]
    assert.deepEqual(linkFindings(added, inventory), ['teams.led_by'])
    assert.deepEqual(linkFindings(added, inventory, { 'teams.led_by': 'the id of a robot' }), [])
  })

  test('the check sees a link to a column that there is not', () => {
    const wrong = changed('teams', (table) => ({ ...table, people: [{ column: 'boss', about: false, whenErased: 'row_goes' }] }))
    assert.deepEqual(linkFindings(columns, wrong), ['teams.boss is declared, and there is no such column'])
  })
})

describe('what becomes of a row when a person is erased', () => {
  test('can be done by the purpose of erasing, which PostgreSQL would otherwise refuse', () => {
    assert.deepEqual(fateFindings(inventory), [])
  })

  test('the check sees a missing right to delete, to update and to touch a column', () => {
    assert.deepEqual(
      fateFindings(changed('credentials', (table) => ({ ...table, access: { ...table.access, retention: 's' } }))),
      ['credentials: retention may not delete'],
    )
    assert.deepEqual(
      fateFindings(changed('agreements', (table) => ({ ...table, access: { ...table.access, retention: 'sd' } }))),
      ['agreements: retention may not update'],
    )
    const hidden = changed('role_grants', (table) => ({
      ...table,
      personal: Object.fromEntries(Object.entries(table.personal).map(([name, column]) => [name, { ...column, purposes: ['sign_in' as const] }])),
    }))
    assert.deepEqual([...new Set(fateFindings(hidden))], [
      'role_grants.person_id: retention may not touch it',
      'role_grants.granted_by: retention may not touch it',
    ])
  })
})

describe('keeping periods', () => {
  test('that rooms declare are those of the rules, and every rule keeps something', () => {
    assert.deepEqual(keepingFindings(inventory, otherwiseKept), [])
  })

  test('the check sees another period, a period that nothing carries out, and a rule that nothing is kept by', () => {
    const longer = changed('sessions', (table) => {
      const device = table.personal['device']
      assert.ok(device)
      return { ...table, personal: { ...table.personal, device: { ...device, keep: { after: 'session_end', period: 'P400D' } } } }
    })
    assert.deepEqual(new Set(keepingFindings(longer, otherwiseKept)), new Set(['sessions.device is kept P400D, the rule sessions says 14 days']))
    const idle = keepingFindings(changed('notices', ({ keeping: _gone, ...table }) => table), otherwiseKept)
    assert.deepEqual(idle, ['notices.person_id is kept P90D, and no rule carries that out', 'no table is kept by the rule notices'])
    assert.deepEqual(keepingFindings(inventory), ['attempt_throttle.key is kept P1D, and no rule carries that out'])
  })
})
