import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { openScimHouse, patch, userSchema } from '../../../../test/scim-house.ts'
import type { Directory, ScimHouse } from '../../../../test/scim-house.ts'

let house: ScimHouse
let organisation: OrganisationId
let directory: Directory

before(async () => {
  house = await openScimHouse()
})
after(() => house.close())
beforeEach(async () => {
  organisation = await house.seed.organisation()
  directory = house.directory(organisation)
})

const barbara = {
  schemas: [userSchema],
  userName: 'bjensen@voorbeeld.example',
  externalId: 'bjensen',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
}
const added = async (body: object = barbara) => {
  const answer = await directory.ask('POST', '/Users', body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer
}
const idOf = ({ body }: { body: object }) => String((body as { id: string }).id)

test('a user is added, told where it is, and read back as it was sent (RFC 7644 §3.3, §3.4.1)', async () => {
  const answer = await added()
  const id = idOf(answer)
  assert.equal(answer.headers['content-type'], 'application/scim+json; charset=utf-8')
  assert.equal(answer.headers['location'], `http://127.0.0.1:8080/scim/v2/Users/${id}`)
  const { meta, ...user } = answer.body
  assert.deepEqual(user, {
    ...barbara, id, displayName: 'Ms. Barbara J Jensen III', active: true, preferredLanguage: 'nl', groups: [],
    emails: [{ value: 'bjensen@voorbeeld.example', type: 'work', primary: true }],
  })
  assert.deepEqual(meta, {
    resourceType: 'User', created: '2026-11-24T07:00:00Z', lastModified: '2026-11-24T07:00:00Z',
    location: answer.headers['location'], version: answer.headers['etag'],
  })
  assert.deepEqual((await directory.ask('GET', `/Users/${id}`)).body, answer.body)
})

test('a user is a person with a sealed name, the role of everybody from the directory, and an entry in the trail', async () => {
  const id = idOf(await added())
  const [row] = await house.query<{ name_sealed: Buffer; role: string; source: string }>(
    'SELECT p.name_sealed, r.role, r.source FROM people p JOIN role_grants r ON r.person_id = p.id WHERE p.id = $1', [id],
  )
  assert.deepEqual([row?.role, row?.source], ['employee', 'scim'])
  assert.equal(row?.name_sealed.includes('Barbara'), false)
  const entries = await house.query('SELECT action, actor_kind, actor_id FROM trail_entries WHERE person_id = $1', [id])
  assert.deepEqual(
    entries.map((each) => JSON.stringify(each)).toSorted(),
    ['provisioning.roles_changed', 'provisioning.user_added'].map((action) => JSON.stringify({ action, actor_kind: 'client', actor_id: directory.client })),
  )
})

test('what is not kept is accepted and not sent back: the enterprise extension, roles, telephones, a password', async () => {
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const { body } = await added({
    ...barbara, schemas: [userSchema, enterprise], title: 'Tour Guide', password: 't1meMa$heen', roles: [{ value: 'organisation_manager' }],
    phoneNumbers: [{ value: '555-555-8377', type: 'work' }], [enterprise]: { department: 'Tour Operations', manager: { value: '26118915' } },
  })
  assert.deepEqual(Object.keys(body).toSorted(), [
    'active', 'displayName', 'emails', 'externalId', 'groups', 'id', 'meta', 'name', 'preferredLanguage', 'schemas', 'userName',
  ])
  assert.equal((await house.query(`SELECT FROM role_grants WHERE person_id = $1 AND role <> 'employee'`, [idOf({ body })])).length, 0)
})

test('an address or a user name that somebody has is refused with uniqueness, however it is written; also a colleague’s who came otherwise', async () => {
  await added()
  await house.seed.person(organisation, { email: 'hier@voorbeeld.example' })
  for (const body of [{ userName: 'BJensen@Voorbeeld.example' }, { userName: 'hier@voorbeeld.example' }, { userName: 'x', emails: [{ value: 'bjensen@voorbeeld.example' }] }]) {
    const { status, body: error } = await directory.ask('POST', '/Users', body)
    assert.deepEqual([status, error['scimType'], error['status']], [409, 'uniqueness', '409'])
    assert.deepEqual(error['schemas'], ['urn:ietf:params:scim:api:messages:2.0:Error'])
  }
  assert.equal((await house.directory(await house.seed.organisation()).ask('POST', '/Users', barbara)).status, 201, 'in another organisation it is free')
})

test('of the same user sent twice at once one is added', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => directory.ask('POST', '/Users', barbara)))
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['201', '409', '409'])
})

test('a value that is missing or wrong is refused and says which', async () => {
  for (const [body, detail] of [
    [{}, /userName/], [{ userName: '' }, /userName/], [{ userName: 'geen-adres' }, /e-mail/], [{ ...barbara, active: 'misschien' }, /active/],
    [{ ...barbara, name: 'Barbara' }, /name/], [{ ...barbara, emails: [4] }, /emails/], [[], /object/],
  ] as const) {
    const { status, body: error } = await directory.ask('POST', '/Users', body)
    assert.deepEqual([status, error['scimType']], [400, 'invalidValue'], JSON.stringify(body))
    assert.match(String(error['detail']), detail)
  }
  const broken = await directory.ask('POST', '/Users', '{"userName":')
  assert.deepEqual([broken.status, broken.body['scimType']], [400, 'invalidSyntax'])
  assert.equal((await directory.ask('POST', '/Users', '{"userName":"a\\u0000b"}')).status, 400)
})

test('PUT replaces: what it does not name is gone, and the address follows (RFC 7644 §3.5.1)', async () => {
  const id = idOf(await added())
  house.clock.advance({ minutes: 5 })
  const { status, body } = await directory.ask('PUT', `/Users/${id}`, { schemas: [userSchema], id, userName: 'barbara@voorbeeld.example', displayName: 'Babs' })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body['externalId'], body['name'], body['displayName']], [undefined, undefined, 'Babs'])
  assert.deepEqual(body['emails'], [{ value: 'barbara@voorbeeld.example', type: 'work', primary: true }])
  assert.equal((body['meta'] as unknown as { lastModified: string }).lastModified, house.clock.now().toString())
  assert.equal((await directory.ask('GET', `/Users?filter=${encodeURIComponent('externalId eq "bjensen"')}`)).body['totalResults'], 0)
  assert.equal((await directory.ask('GET', `/Users?filter=${encodeURIComponent('userName eq "barbara@voorbeeld.example"')}`)).body['totalResults'], 1)
})

test('a version that is known is not sent again; one that is outdated changes nothing (RFC 7644 §3.14)', async () => {
  const answer = await added()
  const id = idOf(answer)
  const etag = String(answer.headers['etag'])
  assert.match(etag, /^W\/"[\w-]+"$/)
  const known = await directory.ask('GET', `/Users/${id}`, undefined, { 'if-none-match': etag })
  assert.deepEqual([known.status, known.body], [304, {}])
  const change = (name: string, match: string) => directory.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'displayName', value: name }), { 'if-match': match })
  const race = await Promise.all([change('Een', etag), change('Twee', etag)])
  assert.deepEqual(race.map(({ status }) => String(status)).toSorted(), ['200', '412'], 'of two at once with the same version one is done')
  assert.equal((await directory.ask('DELETE', `/Users/${id}`, undefined, { 'if-match': etag })).status, 412)
  assert.equal((await directory.ask('PUT', `/Users/${id}`, barbara, { 'if-match': etag })).status, 412)
  const now = String((await directory.ask('GET', `/Users/${id}`)).headers['etag'])
  assert.equal((await directory.ask('DELETE', `/Users/${id}`, undefined, { 'if-match': `"x", ${now}` })).status, 204)
})

test('a deleted user is gone for the directory and can be added again, as the same person, while the keeping period runs', async () => {
  const id = idOf(await added())
  assert.equal((await directory.ask('DELETE', `/Users/${id}`)).status, 204)
  for (const [method, body] of [['GET', undefined], ['PUT', barbara], ['PATCH', patch({ op: 'replace', path: 'active', value: true })], ['DELETE', undefined]] as const) {
    assert.equal((await directory.ask(method, `/Users/${id}`, body)).status, 404, method)
  }
  assert.equal((await directory.ask('GET', '/Users')).body['totalResults'], 0)
  const [before] = await house.query<{ deactivated_at: unknown }>('SELECT deactivated_at FROM people WHERE id = $1', [id])
  assert.ok(before?.deactivated_at, 'the clock of who left runs')
  assert.equal(idOf(await added({ ...barbara, displayName: 'Barbara' })), id)
  const [after_] = await house.query<{ deactivated_at: unknown }>('SELECT deactivated_at FROM people WHERE id = $1', [id])
  assert.equal(after_?.deactivated_at, null)
})

test('a person who came otherwise is found and taken over, and keeps what they have', async () => {
  const { person } = await house.seed.person(organisation, { email: 'hier@voorbeeld.example', name: 'Omar Haddad', roles: ['employee', 'receptionist'] })
  const found = await directory.ask('GET', `/Users?filter=${encodeURIComponent('userName eq "hier@voorbeeld.example"')}`)
  const [user] = found.body['Resources'] as unknown as { id: string; displayName: string }[]
  assert.deepEqual([user?.id, user?.displayName], [person, 'Omar Haddad'])
  const taken = await directory.ask('PATCH', `/Users/${person}`, patch({ op: 'add', path: 'externalId', value: 'ohaddad' }))
  assert.equal(taken.status, 200)
  assert.equal((await directory.ask('GET', `/Users?filter=${encodeURIComponent('externalId eq "ohaddad"')}`)).body['totalResults'], 1)
  assert.deepEqual(
    (await house.query('SELECT role FROM role_grants WHERE person_id = $1 ORDER BY role', [person])).map((row) => (row as { role: string }).role),
    ['employee', 'receptionist'],
  )
})

test('the address of who has rights from a manager’s hand is not changed by a program', async () => {
  const { person } = await house.seed.person(organisation, { email: 'baas@voorbeeld.example', roles: ['organisation_manager'] })
  const { status, body } = await directory.ask('PATCH', `/Users/${person}`, patch({ op: 'replace', path: 'userName', value: 'dief@voorbeeld.example' }))
  assert.deepEqual([status, body['scimType']], [400, 'mutability'])
  assert.equal((await directory.ask('PATCH', `/Users/${person}`, patch({ op: 'replace', path: 'displayName', value: 'De Baas' }))).status, 200)
})

test('what a person or a manager changed here stays until the directory says something else', async () => {
  const id = idOf(await added({ ...barbara, displayName: 'Barbara' }))
  await house.query('UPDATE people SET deactivated_at = $2 WHERE id = $1', [id, house.clock.now().toString()])
  const same = await directory.ask('PUT', `/Users/${id}`, { ...barbara, displayName: 'Barbara', active: true })
  assert.equal(same.body['active'], false, 'switched off here: repeating the same word lets nobody in')
  const patched = await directory.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'displayName', value: 'Babs' }))
  assert.equal(patched.body['active'], false)
  await directory.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: false }))
  const back = await directory.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: true }))
  assert.equal(back.body['active'], true)
})
