import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { leave } from '#contract/endpoints/agreement.ts'
import { getSession, signIn, signUpOrganisation } from '#contract/endpoints/session.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import { findEverywhere } from '../../../test/kept-scene.ts'
import { deleteLapsedFormation } from './formation.ts'
import { jobs } from './jobs.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse()
})
after(() => house.close())

/** Every row of every table that names the organisation. */
const rowsOf = async (organisation: string): Promise<string[]> => {
  const tables = await house.query<{ table: string; column: string }>(`
    SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      AND (c.column_name IN ('organisation_id', 'tenant_id') OR (c.table_name = 'tenants' AND c.column_name = 'id'))`)
  assert.ok(tables.length > 20)
  const found = await Promise.all(
    tables.map(async ({ table, column }) => {
      const rows = await house.query(`SELECT FROM ${table} WHERE ${column} = $1`, [organisation])
      return rows.length === 0 ? [] : [table]
    }),
  )
  return found.flat()
}
const isReadable = async (organisation: string, person: string) => {
  const keys = await house.kernel.keys.load(organisation as OrganisationId, [person as PersonId])
  try {
    keys.seal(person as PersonId, 'name', 'x')
    return true
  } catch {
    return false
  }
}
const runJob = (organisation: string) => jobs(house.kernel, house.leaving)[0]?.run(organisation as OrganisationId)

test('formation data stays to the second before 30 days, and goes at the second, all of it', async () => {
  const begun = house.clock.now()
  const { organisation, person, cookie } = await house.signUp('vervalt@vorming.example')
  const kept = [
    'credentials',
    'organisations',
    'people',
    'role_grants',
    'sessions',
    'sign_in_directory',
    'sign_in_policies',
    'tenants',
    'trail_entries',
  ]
  assert.deepEqual((await rowsOf(organisation)).toSorted(), kept)

  house.clock.set(begun.add({ hours: 30 * 24 }).subtract({ seconds: 1 }).toString())
  await runJob(organisation)
  assert.deepEqual((await rowsOf(organisation)).toSorted(), kept)
  assert.equal(await isReadable(organisation, person), true)
  const last = await house.call(signIn, { body: { email: 'vervalt@vorming.example', password: goodPassword } })
  assert.equal(last.status, 201)

  house.clock.set(begun.add({ hours: 30 * 24 }).toString())
  // From that second on it is as if it were gone, even before the job comes by.
  assert.equal((await house.call(getSession, { cookie: house.cookieOf(last) })).status, 401)
  assert.equal((await house.call(getSession, { cookie })).status, 401)
  const late = await house.call(signIn, { body: { email: 'vervalt@vorming.example', password: goodPassword } })
  assert.equal(late.body['code'], 'sign_in_failed')
  await runJob(organisation)
  assert.deepEqual(await rowsOf(organisation), [])
  assert.equal(await isReadable(organisation, person), false)
  await assert.rejects(house.kernel.keys.create(organisation as OrganisationId, person as PersonId))
})

test('an organisation whose agreement came about is left alone, however long ago it began', async () => {
  const { cookie, organisation } = await house.signUp('blijft@vorming.example')
  await house.accept(cookie)
  const before = await rowsOf(organisation)
  house.clock.advance({ hours: 400 * 24 })
  await runJob(organisation)
  assert.deepEqual(await rowsOf(organisation), before)
})

test('an organisation whose agreement has ended is not taken for one in formation', async () => {
  const { cookie, organisation } = await house.establish('beeindigd@vorming.example')
  await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [organisation])
  house.clock.advance({ hours: 400 * 24 })
  await deleteLapsedFormation(house.kernel, house.leaving, organisation as OrganisationId)
  assert.ok((await rowsOf(organisation)).includes('people'))
  assert.equal((await house.call(getSession, { cookie })).status, 401)
})

test('the signing manager who leaves takes the forming organisation along, and no other', async () => {
  const stays = await house.signUp('dezelfde@vorming.example', 'Waterschap Blijft')
  const goes = await house.signUp('dezelfde@vorming.example', 'Waterschap Gaat')
  const answer = await house.call(leave, { cookie: goes.cookie })
  assert.equal(answer.status, 204)
  assert.match(String(answer.headers['set-cookie']), /^vrijplek=;/)
  assert.deepEqual(await rowsOf(goes.organisation), [])
  assert.equal(await isReadable(goes.organisation, goes.person), false)
  assert.equal((await house.call(getSession, { cookie: goes.cookie })).status, 401)
  assert.equal((await house.call(getSession, { cookie: stays.cookie })).status, 200)
  assert.equal(await isReadable(stays.organisation, stays.person), true)
})

test('a signing manager who accepts for the organisation and then says no for themselves leaves no organisation without people', async () => {
  const { cookie, organisation, person } = await house.signUp('eenzaam@vorming.example', 'Waterschap Eenzaam')
  await house.accept(cookie)
  assert.equal((await house.call(leave, { cookie })).status, 204)
  assert.deepEqual(await rowsOf(organisation), [])
  assert.equal(await isReadable(organisation, person), false)
})

/** Of whom or what the erasure journal has a line, by the fence of the keys. */
const inJournal = (organisation: string, person: string | null): boolean => {
  const fence = house.kernel.keys.fence(organisation as OrganisationId, person as PersonId | null).toString('hex')
  return house.kernel.journal.read().some((line) => line.fence === fence)
}

test('whoever goes before there is an agreement stands in the erasure journal, so that no restore brings them back', async () => {
  const lapses = await house.signUp('verloopt@vorming.example')
  const begun = house.clock.now()
  house.clock.advance({ hours: 31 * 24 })
  await runJob(lapses.organisation)
  house.clock.set(begun.toString())
  assert.ok(inJournal(lapses.organisation, null))
  const goes = await house.signUp('gaat@vorming.example')
  assert.equal((await house.call(leave, { cookie: goes.cookie })).status, 204)
  assert.ok(inJournal(goes.organisation, null))
  const tables = (await house.query<{ table_name: string }>('SELECT table_name FROM table_rewrites')).map((row) => row.table_name)
  assert.ok(['people', 'credentials', 'sessions', 'trail_entries'].every((table) => tables.includes(table)), 'their pages are written anew')
})

test('a copy that brings back an organisation without an agreement loses it again by its line', async () => {
  const { organisation, person } = await house.signUp('teruggekomen@vorming.example')
  await house.kernel.keys.eraseOrganisation(organisation as OrganisationId)
  await house.kernel.journal.append({
    at: house.clock.now(),
    kind: 'organisation',
    fence: house.kernel.keys.fence(organisation as OrganisationId, null),
    erasure: randomUUID(),
  })
  assert.equal(await house.replay(organisation), 1)
  assert.deepEqual((await rowsOf(organisation)).filter((table) => table !== 'endings'), [])
  assert.equal(await isReadable(organisation, person), false)
})

test('the last one says no after others were erased: what that left stands in nobody’s way', async () => {
  const manager = await house.establish('eerder@vorming.example')
  const { organisation } = manager
  const last = await house.join(manager.cookie, 'laatste@vorming.example', ['organisation_manager'])
  const as = { organisation: organisation as OrganisationId, actor: { kind: 'system' }, purpose: 'rights' } as const
  await house.kernel.inPurpose(as, (tx) => house.leaving.erase(tx, manager.person as PersonId))
  await house.retention.erasures.settled()
  assert.equal((await house.call(leave, { cookie: last.cookie })).status, 204)
  assert.deepEqual(await rowsOf(organisation), [])
})

test('a person who says no is gone: account, password, roles, sessions, directory, key, and their id everywhere', async () => {
  const manager = await house.establish('zegtja@vorming.example')
  const { cookie, organisation, person } = await house.join(manager.cookie, 'zegtnee@vorming.example')
  assert.equal((await house.call(leave, { cookie })).status, 204)
  assert.equal((await house.call(getSession, { cookie })).status, 401)
  await house.retention.erasures.settled()
  assert.ok(inJournal(organisation, person))
  assert.deepEqual(await findEverywhere(house, person as PersonId), [])
  for (const [table, column] of [
    ['people', 'id'],
    ['credentials', 'person_id'],
    ['role_grants', 'person_id'],
    ['sessions', 'person_id'],
    ['invitations', 'person_id'],
    ['sign_in_directory', 'person_id'],
  ] as const) {
    assert.deepEqual(await house.query(`SELECT FROM ${table} WHERE ${column} = $1`, [person]), [], table)
  }
  assert.equal(await isReadable(organisation, person), false)
  assert.equal((await house.call(getSession, { cookie })).status, 401)
  const again = await house.call(signIn, { body: { email: 'zegtnee@vorming.example', password: goodPassword } })
  assert.equal(again.body['code'], 'sign_in_failed')
  assert.equal((await house.call(getSession, { cookie: manager.cookie })).status, 200)
})

test('the agreement accepted while the job deletes: one of the two happens, never half of both', async () => {
  for (let round = 0; round < 5; round += 1) {
    const begun = house.clock.now()
    const email = `race${round}@vorming.example`
    const { organisation } = await house.signUp(email)
    house.clock.set(begun.add({ hours: 30 * 24 }).subtract({ milliseconds: 500 }).toString())
    const cookie = house.cookieOf(await house.call(signIn, { body: { email, password: goodPassword } }))
    const accepting = house.accept(cookie)
    house.clock.set(begun.add({ hours: 30 * 24 }).toString())
    const [accepted] = await Promise.all([accepting, runJob(organisation)])
    const left = await rowsOf(organisation)
    if (accepted.status === 201) assert.ok(left.includes('agreements') && left.includes('people'), left.join(' '))
    else assert.deepEqual(left, [], accepted.text)
  }
})

test('sign-up can be closed, and then says whom to ask', async () => {
  const closed = await openAccountsHouse({ SIGN_UP: 'closed', OPERATOR_CONTACT: 'beheer@plek.example' })
  try {
    const answer = await closed.call(signUpOrganisation, {
      body: {
        organisationName: 'Waterschap',
        name: 'Sanne',
        email: 'dicht@vorming.example',
        password: goodPassword,
        language: 'nl',
      },
    })
    assert.equal(answer.body['code'], 'sign_up_closed')
    assert.match(String(answer.body['detail']), /beheer@plek\.example/)
  } finally {
    await closed.close()
  }
})
