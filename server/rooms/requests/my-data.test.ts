import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { z } from 'zod'
import { createBooking } from '#contract/endpoints/bookings.ts'
import * as endpoints from '#contract/endpoints/my-data.ts'
import type { MyData } from '#contract/endpoints/my-data.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import * as desk from '#contract/endpoints/privacy-desk.ts'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openRightsHouse } from '../../../test/rights-house.ts'
import type { RightsHouse } from '../../../test/rights-house.ts'
import { inventory } from '../../inventory.ts'
import { accountsOfEmail } from '../people/index.ts'
import { readColumns, tablesAboutPeople } from './kept.ts'

let house: RightsHouse
let organisation: OrganisationId
let workspace: WorkspaceId
let sanne: PersonPrincipal
let omar: PersonPrincipal

before(async () => {
  house = await openRightsHouse()
  organisation = await house.seed.organisation()
  const location = await house.seed.location(organisation)
  const [desk] = (await house.seed.floor(organisation, location, { desks: 2 })).desks
  if (desk === undefined) throw new Error('the seeded floor has no desk')
  workspace = desk
  const teamId = await house.seed.team(organisation, 'Dijken')
  sanne = await house.seed.person(organisation, { teamId, email: 'sanne@waterschap.example' })
  omar = await house.seed.person(organisation, { name: 'Omar Yıldız', email: 'omar@waterschap.example' })
})
after(() => house.close())

type Data = z.infer<typeof MyData>
const dataOf = async (as: PersonPrincipal): Promise<Data> => {
  const answer = await house.call(endpoints.getMyData, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as Data
}
const tableOf = (data: Data, name: string): Data['tables'][number] => {
  const found = data.tables.find(({ table }) => table === name)
  assert.ok(found, `${name} is among the tables`)
  return found
}

test('every table that the inventory says is about people is in My data, sealed values opened', async () => {
  const data = await dataOf(sanne)
  assert.deepEqual(data.tables.map(({ table }) => table), tablesAboutPeople(inventory).map(({ table }) => table))
  const [person] = tableOf(data, 'people').rows
  assert.equal(person?.values['name'], 'Sanne de Wit')
  assert.equal(person?.values['email'], 'sanne@waterschap.example')
  assert.equal(person?.values['team'], 'Dijken')
  assert.equal(person?.values['email_index'], 'kept as a hash')
  assert.equal(person?.values['created_at'], '2026-11-24T07:00:00Z')
  assert.doesNotMatch(JSON.stringify(data), /Omar|omar@/)
})

test('every personal column that is no hash can be read for the purpose of rights', () => {
  for (const { table, columns } of tablesAboutPeople(inventory)) {
    const declared = inventory.flatMap(({ tables }) => tables).find((each) => each.table === table && each.view !== true)
    assert.match(declared?.access.rights ?? '', /s/, `${table} can be read`)
    for (const { name, form } of columns) {
      if (form === 'plain' || form === 'hash' || form === 'blind_index') continue
      assert.ok(declared?.personal[name]?.purposes.includes('rights'), `${table}.${name} is granted`)
    }
  }
})

test('hashes are named and not given: no column of that kind is even asked of the database', () => {
  for (const table of tablesAboutPeople(inventory)) {
    for (const { form } of readColumns(table)) assert.ok(form !== 'hash' && form !== 'blind_index')
  }
})

test('a secret by which somebody could come in is named and not given: the key of an authenticator app, a mail with a link', async () => {
  const { person } = await house.seed.person(organisation)
  const own = await house.kernel.keys.load(organisation, [person])
  const now = house.clock.now().toString()
  await house.query('INSERT INTO totp_secrets (organisation_id, person_id, secret_sealed, created_at) VALUES ($1, $2, $3, $4)', [organisation, person, own.seal(person, 'totp', 'JBSWY3DP'), now])
  await house.query(
    `INSERT INTO mails (organisation_id, id, person_id, kind, content_sealed, created_at, next_attempt_at, expires_at)
     VALUES ($1, gen_random_uuid(), $2, 'access.recovery', $3, $4, $4, $4::timestamptz + interval '1 hour')`,
    [organisation, person, own.seal(person, 'mail', 'https://vrijplek.example/invitation#geheim'), now],
  )
  const { tables } = await dataOf({ ...sanne, person })
  const values = tables.filter(({ table }) => table === 'totp_secrets' || table === 'mails').map(({ rows }) => rows[0]?.values)
  assert.deepEqual(values.map((each) => each?.['secret_sealed'] ?? each?.['content_sealed']), ['kept as a hash', 'kept as a hash'])
  assert.doesNotMatch(JSON.stringify(tables), /JBSWY3DP|geheim/)
})

test('a booking names its place and says until when it keeps its person, by the period of this organisation', async () => {
  const booked = await house.call(createBooking, {
    as: sanne,
    body: { workspaceId: workspace, from: '2026-11-24T09:00:00+01:00', to: '2026-11-24T12:00:00+01:00' },
  })
  assert.equal(booked.status, 201, booked.text)
  const running = tableOf(await dataOf(sanne), 'bookings')
  assert.equal(running.total, 1)
  assert.equal(running.rows[0]?.values['workspace'], '2.01')
  assert.equal(running.rows[0]?.until, null, 'a booking that is not over has no end of keeping yet')
  await house.query(`UPDATE bookings SET status = 'ended', ended_at = to_at WHERE organisation_id = $1`, [organisation])
  const over = tableOf(await dataOf(sanne), 'bookings')
  assert.deepEqual(over.keep, { rule: 'bookings', period: 'P90D', after: 'booking_end' })
  assert.equal(over.rows[0]?.until, '2027-02-22T11:00:00Z')
  await house.query(`INSERT INTO keeping_periods (organisation_id, rule, days, set_at) VALUES ($1, 'bookings', 10, now())`, [organisation])
  const shorter = tableOf(await dataOf(sanne), 'bookings')
  assert.equal(shorter.keep.period, 'P10D')
  assert.equal(shorter.rows[0]?.until, '2026-12-04T11:00:00Z')
})

test('whoever else stands in a row about me is not told apart', async () => {
  await house.query('UPDATE role_grants SET granted_by = $2 WHERE person_id = $1', [sanne.person, omar.person])
  const [role] = tableOf(await dataOf(sanne), 'role_grants').rows
  assert.equal(role?.values['granted_by'], 'somebody else')
  assert.doesNotMatch(JSON.stringify(await dataOf(sanne)), new RegExp(omar.person))
})

test('of very many rows the page has the newest hundred, and says how many there are', async () => {
  await house.query(
    `INSERT INTO notices (organisation_id, id, person_id, at, kind) SELECT $1, gen_random_uuid(), $2, timestamptz '2026-01-01Z' + n * interval '1 hour', 'export_ready'
     FROM generate_series(1, 250) n`,
    [organisation, omar.person],
  )
  const notices = tableOf(await dataOf(omar), 'notices')
  assert.equal(notices.total, 250)
  assert.equal(notices.rows.length, 100)
  assert.equal(notices.rows[0]?.values['at'], '2026-01-11T10:00:00Z')
})

test('a corrected address signs in from now on, the old one no more; it is in the trail and told', async () => {
  const answer = await house.call(endpoints.correctMyData, { as: sanne, body: { name: 'Sanne Vos', email: 'Sanne.Vos@Waterschap.example' } })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { name: 'Sanne Vos', email: 'sanne.vos@waterschap.example' })
  assert.deepEqual(await accountsOfEmail(house.kernel, 'sanne@waterschap.example', null), [])
  assert.deepEqual(await accountsOfEmail(house.kernel, 'sanne.vos@waterschap.example', null), [{ organisation, person: sanne.person }])
  assert.equal(tableOf(await dataOf(sanne), 'people').rows[0]?.values['name'], 'Sanne Vos')
  const [entry] = await house.query<{ detail: { fields: string } }>(`SELECT detail FROM trail_entries WHERE action = 'requests.corrected' AND person_id = $1`, [
    sanne.person,
  ])
  assert.equal(entry?.detail.fields, 'name email')
  const told = await house.call(listNotices, { as: sanne })
  assert.deepEqual((told.body as unknown as { notices: { kind: string; bookingId: null }[] }).notices.map(({ kind }) => kind), ['data_corrected'])
})

test('an address of a colleague is refused, and nothing is changed', async () => {
  const answer = await house.call(endpoints.correctMyData, { as: sanne, body: { name: 'Anders', email: 'OMAR@waterschap.example' } })
  assert.equal(answer.status, 409)
  assert.equal(answer.body['code'], 'email_taken')
  assert.equal(tableOf(await dataOf(sanne), 'people').rows[0]?.values['name'], 'Sanne Vos')
})

test('the same address may belong to accounts in two organisations, and a correction moves only its own', async () => {
  const other = await house.seed.organisation({ name: 'Gemeente' })
  const twin = await house.seed.person(other, { email: 'twin@waterschap.example' })
  const answer = await house.call(endpoints.correctMyData, { as: twin, body: { email: 'omar@waterschap.example' } })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(await accountsOfEmail(house.kernel, 'omar@waterschap.example', other), [{ organisation: other, person: twin.person }])
})

test('what somebody asked stands among their requests, newest first', async () => {
  const answer = await house.call(endpoints.listMyRequests, { as: sanne })
  const [request] = (answer.body as unknown as { requests: { kind: string; state: string; dueAt: string; askedBy: string }[] }).requests
  assert.equal(request?.kind, 'correct')
  assert.equal(request?.state, 'done')
  assert.equal(request?.askedBy, 'person')
  assert.equal(request?.dueAt, '2026-12-24T07:00:00Z')
})

test('who looked at me says role, purpose and view, and no name', async () => {
  const officer = await house.seed.person(organisation, { name: 'Pia Prins', roles: ['privacy_officer'] })
  const looked = await house.call(desk.getDataOf, { as: officer, params: { personId: sanne.person } })
  assert.equal(looked.status, 200, looked.text)
  const answer = await house.call(endpoints.getMyLooks, { as: sanne })
  assert.equal(answer.status, 200, answer.text)
  const [look] = (answer.body as unknown as { looks: { role: string; view: string; purpose: string; exact: boolean; operator: boolean }[] }).looks
  assert.deepEqual(look, { at: '2026-11-24T07:00:00Z', exact: true, role: 'privacy_officer', operator: false, party: null, purpose: 'rights', view: 'person_data', times: 1, support: null })
  assert.doesNotMatch(answer.text, /Pia/)
  const bad = await house.call(endpoints.getMyLooks, { as: sanne, query: { before: 'yesterday' } })
  assert.equal(bad.status, 400)
})
