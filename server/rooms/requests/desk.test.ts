import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { EndpointSpec } from '#contract/endpoint.ts'
import * as mine from '#contract/endpoints/my-data.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import * as desk from '#contract/endpoints/privacy-desk.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openRightsHouse } from '../../../test/rights-house.ts'
import type { RightsHouse } from '../../../test/rights-house.ts'

let house: RightsHouse
let organisation: OrganisationId
let officer: PersonPrincipal
let manager: PersonPrincipal
let sanne: PersonPrincipal
let stranger: PersonPrincipal

before(async () => {
  house = await openRightsHouse()
  organisation = await house.seed.organisation()
  officer = await house.seed.person(organisation, { name: 'Pia Prins', roles: ['employee', 'privacy_officer'] })
  manager = await house.seed.person(organisation, { name: 'Max Meijer', roles: ['employee', 'organisation_manager'] })
  sanne = await house.seed.person(organisation, { name: 'Sanne de Wit' })
  stranger = await house.seed.person(await house.seed.organisation({ name: 'Gemeente' }), { name: 'Vreemde Vogel', roles: ['privacy_officer'] })
})
after(() => house.close())

type Desk = { readonly spec: EndpointSpec; readonly body?: unknown }
/** Everything of the desk that is about one person. */
const aboutOne: readonly Desk[] = [
  { spec: desk.getDataOf },
  { spec: desk.getLooksAt },
  { spec: desk.correctDataOf, body: { name: 'Iemand Anders' } },
  { spec: desk.restrictDataOf },
  { spec: desk.liftRestrictionOf },
  { spec: desk.askExportOf },
  { spec: desk.getExportFileOf },
  { spec: desk.previewErasureOf },
  { spec: desk.erasePerson, body: { erase: true } },
]
const use = ({ spec, body }: Desk, as: PersonPrincipal, personId: string) =>
  house.call(spec, { as, params: { personId, requestId: randomUUID() }, ...(body === undefined ? {} : { body }) })
const kindsTold = async (as: PersonPrincipal): Promise<string[]> =>
  ((await house.call(listNotices, { as })).body as unknown as { notices: { kind: string }[] }).notices.map(({ kind }) => kind).toSorted()
type Listed = { id: string; name: string; restrictedAt: string | null; onHold: boolean; openRequests: number }
const listed = async (search?: string): Promise<Listed[]> => {
  const answer = await house.call(desk.listDataSubjects, { as: officer, ...(search === undefined ? {} : { query: { search } }) })
  assert.equal(answer.status, 200, answer.text)
  return (answer.body as unknown as { people: Listed[] }).people
}
type Requested = { id: string; kind: string; state: string; askedBy: string; person: { id: string; name: string } | null }
const requested = async (): Promise<Requested[]> =>
  ((await house.call(desk.listDataRequests, { as: officer })).body as unknown as { requests: Requested[] }).requests

test('only the privacy officer may use the desk', async () => {
  for (const as of [sanne, manager]) {
    for (const each of aboutOne) assert.equal((await use(each, as, officer.person)).body['code'], 'not_allowed', each.spec.id)
    for (const spec of [desk.listDataSubjects, desk.listDataRequests]) assert.equal((await house.call(spec, { as })).body['code'], 'not_allowed')
  }
})

test('a person of another organisation is as good as none, and nothing is written about them', async () => {
  for (const each of aboutOne) {
    const answer = await use(each, officer, stranger.person)
    const nobody = await use(each, officer, randomUUID())
    assert.equal(answer.status, 404, `${each.spec.id}: ${answer.text}`)
    assert.deepEqual(answer.body, nobody.body, each.spec.id)
  }
  assert.deepEqual(await house.query('SELECT FROM trail_entries WHERE person_id = $1', [stranger.person]), [])
  assert.deepEqual(await house.query('SELECT FROM requests WHERE person_id = $1', [stranger.person]), [])
})

test('the list has the people of the organisation by name, and finds them by a part of it', async () => {
  assert.deepEqual((await listed()).map(({ name }) => name), ['Max Meijer', 'Pia Prins', 'Sanne de Wit'])
  assert.deepEqual((await listed('wit sanne')).map(({ id }) => id), [sanne.person])
  assert.deepEqual(await listed('Vogel'), [])
  const looks = await house.query(`SELECT FROM trail_looks WHERE subject_id = $1 AND viewer_id = $2 AND view = 'data_subjects'`, [
    sanne.person,
    officer.person,
  ])
  assert.equal(looks.length, 1, 'whoever is in the list can see that they were')
})

test('looking at a person’s data is recorded singly with who looked at whom; looking at one’s own is not', async () => {
  const answer = await house.call(desk.getDataOf, { as: officer, params: { personId: sanne.person } })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body['name'], 'Sanne de Wit')
  assert.equal((await house.call(desk.getDataOf, { as: officer, params: { personId: officer.person } })).status, 200)
  const looked = await house.query<{ actor_id: string; person_id: string }>(
    `SELECT actor_id, person_id FROM trail_entries WHERE action = 'trail.looked_at' AND detail->>'view' = 'person_data'`,
  )
  assert.deepEqual(looked, [{ actor_id: officer.person, person_id: sanne.person }])
})

test('what the officer changes is in the trail with both, counts as a request of the officer, and the person is told', async () => {
  const params = { personId: sanne.person }
  const corrected = await house.call(desk.correctDataOf, { as: officer, params, body: { name: 'Sanne Vos' } })
  assert.equal(corrected.status, 200, corrected.text)
  assert.equal((await house.call(desk.restrictDataOf, { as: officer, params })).status, 200)
  assert.equal((await listed('Vos'))[0]?.restrictedAt, '2026-11-24T07:00:00Z')
  assert.equal((await house.call(desk.liftRestrictionOf, { as: officer, params })).status, 204)
  assert.deepEqual(await kindsTold(sanne), ['data_corrected', 'data_restricted', 'restriction_lifted'])
  const acts = await house.query<{ action: string; actor_id: string }>(
    `SELECT action, actor_id FROM trail_entries WHERE person_id = $1 AND action LIKE 'requests.%' ORDER BY action`,
    [sanne.person],
  )
  assert.deepEqual(acts.map(({ action }) => action), ['requests.corrected', 'requests.restricted', 'requests.restriction_lifted'])
  assert.ok(acts.every(({ actor_id }) => actor_id === officer.person))
  const kept = (await requested()).filter(({ person }) => person?.id === sanne.person)
  assert.deepEqual(kept.map(({ kind, state, askedBy }) => `${kind} ${state} ${askedBy}`).toSorted(), [
    'correct done privacy_officer',
    'lift_restriction done privacy_officer',
    'restrict done privacy_officer',
  ])
  assert.equal(kept[0]?.person?.name, 'Sanne Vos')
})

test('the last organisation manager is not erased, by whoever asks; the preview says so beforehand', async () => {
  const preview = await house.call(mine.previewMyErasure, { as: manager })
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(preview.body['decides'], ['last_organisation_manager'])
  const own = await house.call(mine.eraseMe, { as: manager, body: { erase: true } })
  assert.equal(own.body['code'], 'last_organisation_manager')
  const asked = await house.call(desk.erasePerson, { as: officer, params: { personId: manager.person }, body: { erase: true } })
  assert.equal(asked.body['code'], 'last_organisation_manager')
  assert.deepEqual(await house.query(`SELECT FROM requests WHERE kind = 'erase'`), [])
})

test('a manager whose erasure waits for a hold is no longer one on whom the organisation can count', async () => {
  const second = await house.seed.person(organisation, { name: 'Mia Mulder', roles: ['employee', 'organisation_manager'] })
  for (const { person } of [manager, second]) {
    await house.query(`INSERT INTO credentials (organisation_id, person_id, password_hash, changed_at) VALUES ($1, $2, 'x', now())`, [organisation, person])
  }
  await house.query(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_at, ends_at) VALUES ($1, $2, $3, 'Geschil over de huur', $4, $5)`,
    [organisation, randomUUID(), second.person, '2026-11-23T00:00Z', '2026-12-24T00:00Z'],
  )
  const first = await house.call(mine.eraseMe, { as: second, body: { erase: true } })
  assert.equal(first.status, 202, first.text)
  assert.equal(first.body['state'], 'postponed')
  assert.deepEqual(await kindsTold(second), ['erasure_postponed'])
  const waiting = (await requested()).find(({ person }) => person?.id === second.person)
  assert.equal(waiting?.state, 'postponed')
  assert.ok((await listed('Mulder'))[0]?.onHold)
  const again = await house.call(mine.eraseMe, { as: second, body: { erase: true } })
  assert.equal(again.body['code'], 'request_already_open')
  assert.equal((await house.call(mine.eraseMe, { as: manager, body: { erase: true } })).body['code'], 'last_organisation_manager')
})

test('whoever is erased leaves a request without a name, and nothing of them is found at the desk', async () => {
  const leaving = await house.seed.person(organisation, { name: 'Gaat Weg' })
  const preview = await house.call(desk.previewErasureOf, { as: officer, params: { personId: leaving.person } })
  assert.equal(preview.status, 200, preview.text)
  assert.ok((preview.body as unknown as { goes: { table: string }[] }).goes.some(({ table }) => table === 'people'))
  const answer = await house.call(desk.erasePerson, { as: officer, params: { personId: leaving.person }, body: { erase: true } })
  assert.equal(answer.status, 202, answer.text)
  assert.match(String(answer.body['receiptId']), /^[\w-]{60,100}$/)
  await house.retention.erasures.settled()
  assert.deepEqual(await listed('Gaat Weg'), [])
  const [request] = await house.query<{ state: string; person_id: string | null }>('SELECT state, person_id FROM requests WHERE id = $1', [
    answer.body['requestId'],
  ])
  assert.deepEqual(request, { state: 'done', person_id: null })
  assert.equal((await requested()).find(({ id }) => id === answer.body['requestId'])?.person, null)
  assert.equal((await house.call(desk.getDataOf, { as: officer, params: { personId: leaving.person } })).status, 404)
})
