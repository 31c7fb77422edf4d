import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { inventory } from '../../inventory.ts'
import { personFates, undeclaredFates } from './fates.ts'
import { createRetention } from './index.ts'
import { readCatalogue } from './store-catalogue.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [], settings: { LOG_LEVEL: 'silent' } })
})
after(() => house.close())

const rights = { actor: { kind: 'system' }, purpose: 'rights' } as const

describe('what nobody declared', () => {
  const catalogueOf = (organisation: OrganisationId) =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, readCatalogue)
  const without = (table: string, column: string): RoomDeclaration[] =>
    inventory.map((room) => ({
      ...room,
      tables: room.tables.map((each) => (each.table === table ? { ...each, people: (each.people ?? []).filter((link) => link.column !== column) } : each)),
    }))

  test('every inbound edge of people has a declared fate, and without it nobody is erased', async () => {
    const organisation = await house.seed.organisation()
    const catalogue = await catalogueOf(organisation)
    assert.deepEqual(undeclaredFates(catalogue, inventory), [])
    const edges = catalogue.edges.filter(({ to }) => to === 'people')
    assert.ok(edges.length >= 10, `${edges.length} edges`)
    for (const { from, columns } of edges) {
      const column = columns.find((each) => each !== 'organisation_id') ?? ''
      const faults = undeclaredFates(catalogue, without(from, column))
      assert.ok(faults.some((fault) => fault.startsWith(`${from}.${column}`)), `${from}.${column}`)
      assert.throws(() => personFates(catalogue, without(from, column)), /nobody is erased/)
    }
  })

  test('the purpose retention may do to every table what its declaration asks', async () => {
    const { tables } = await catalogueOf(await house.seed.organisation())
    const may = async (table: string, column: string | null, right: string) => {
      const [row] = await house.query<{ may: boolean }>(
        column === null ? `SELECT has_table_privilege('vrijplek_retention', $1, $2) AS may` : `SELECT has_column_privilege('vrijplek_retention', $1, $3, $2) AS may`,
        column === null ? [table, right] : [table, right, column],
      )
      return row?.may === true
    }
    const lacking = []
    for (const { name, key, tenantColumn } of tables.values()) {
      if (name === 'endings') continue
      if (!(await may(name, null, 'DELETE'))) lacking.push(`${name} DELETE`)
      for (const column of [tenantColumn, ...key]) if (!(await may(name, column, 'SELECT'))) lacking.push(`${name}.${column} SELECT`)
    }
    for (const { table, people = [], keeping = [] } of inventory.flatMap((room) => room.tables)) {
      if (!tables.has(table)) continue
      for (const { column } of people) if (!(await may(table, column, 'SELECT'))) lacking.push(`${table}.${column} SELECT`)
      for (const { since } of keeping) if (!(await may(table, since, 'SELECT'))) lacking.push(`${table}.${since} SELECT`)
      const emptied = [...people.map(({ whenErased }) => whenErased), ...keeping.map(({ act }) => act)].flatMap((act) => (typeof act === 'string' ? [] : act.emptied))
      for (const column of emptied) if (!(await may(table, column, 'UPDATE'))) lacking.push(`${table}.${column} UPDATE`)
    }
    assert.deepEqual(lacking, [])
  })

  test('a declared reference without a foreign key needs a fate as well', async () => {
    const catalogue = await catalogueOf(await house.seed.organisation())
    for (const [table, column] of [['role_grants', 'granted_by'], ['trail_entries', 'actor_id'], ['trail_looks', 'viewer_id'], ['holds', 'placed_by'], ['sign_in_directory', 'person_id']] as const) {
      assert.deepEqual(undeclaredFates(catalogue, without(table, column)), [`${table}.${column}`])
    }
  })

  test('a table that a migration adds is found by itself, and stops every erasure until somebody declares it', async () => {
    const organisation = await house.seed.organisation()
    const person = await house.seed.person(organisation)
    await house.query(`CREATE TABLE nicknames (organisation_id uuid NOT NULL, person_id uuid NOT NULL, PRIMARY KEY (organisation_id, person_id),
      FOREIGN KEY (organisation_id, person_id) REFERENCES people)`)
    try {
      const fresh = createRetention(house.kernel, inventory)
      await assert.rejects(
        house.kernel.inPurpose({ organisation, ...rights }, (tx) => fresh.erasures.start(tx, { person: person.person, request: null })),
        /nicknames/,
      )
      assert.equal((await house.query('SELECT FROM people WHERE id = $1', [person.person])).length, 1)
      assert.equal((await house.query('SELECT FROM erasures WHERE person_id = $1', [person.person])).length, 0)
    } finally {
      await house.query('DROP TABLE nicknames')
    }
  })
})
