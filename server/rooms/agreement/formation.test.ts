import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { leave } from '#contract/endpoints/agreement.ts'
import { getSession, signIn, signUpOrganisation } from '#contract/endpoints/session.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
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
const runJob = (organisation: string) => jobs(house.kernel)[0]?.run(organisation as OrganisationId)

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
  await deleteLapsedFormation(house.kernel, organisation as OrganisationId)
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

test('a person who says no is gone at once: account, password, roles, sessions, directory and key', async () => {
  const manager = await house.establish('zegtja@vorming.example')
  const { cookie, organisation, person } = await house.join(manager.cookie, 'zegtnee@vorming.example')
  assert.equal((await house.call(leave, { cookie })).status, 204)
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
