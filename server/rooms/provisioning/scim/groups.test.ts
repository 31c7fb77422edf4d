import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId, PersonId, TeamId } from '#contract/ids.ts'
import { groupSchema, openScimHouse, patch } from '../../../../test/scim-house.ts'
import type { Directory, ScimHouse } from '../../../../test/scim-house.ts'

let house: ScimHouse
let organisation: OrganisationId
let directory: Directory
let sanne: PersonId
let omar: PersonId

before(async () => {
  house = await openScimHouse()
})
after(() => house.close())
beforeEach(async () => {
  organisation = await house.seed.organisation()
  directory = house.directory(organisation)
  ;[sanne, omar] = [(await house.seed.person(organisation)).person, (await house.seed.person(organisation)).person]
})

const make = async (name: string, ...members: string[]) => {
  const { status, body } = await directory.ask('POST', '/Groups', { schemas: [groupSchema], displayName: name, externalId: `x-${name}`, members: members.map((value) => ({ value })) })
  assert.equal(status, 201, JSON.stringify(body))
  return String(body['id'])
}
const membersOf = async (id: string) => ((await directory.ask('GET', `/Groups/${id}`)).body['members'] as unknown as { value: string }[]).map(({ value }) => value).toSorted()
const change = (id: string, ...operations: unknown[]) => directory.ask('PATCH', `/Groups/${id}`, patch(...operations))
const map = (id: string, teamId: TeamId | null, roles: readonly string[]) =>
  house.query('UPDATE scim_groups SET team_id = $2, roles = $3 WHERE id = $1', [id, teamId, roles])
const rolesOf = async (person: string) =>
  (await house.query<{ role: string; source: string }>('SELECT role, source FROM role_grants WHERE person_id = $1 ORDER BY role', [person])).map(({ role, source }) => `${role} ${source}`)
const teamOf = async (person: string) => (await house.query<{ team_id: string | null }>('SELECT team_id FROM people WHERE id = $1', [person]))[0]?.team_id

test('a group is added with its members, read, renamed and deleted; its name is there once', async () => {
  const id = await make('Dijken', sanne)
  const { body, headers } = await directory.ask('GET', `/Groups/${id}`)
  const base = 'http://127.0.0.1:8080/scim/v2'
  const { meta, ...group } = body
  assert.deepEqual(group, { schemas: [groupSchema], id, displayName: 'Dijken', externalId: 'x-Dijken', members: [{ value: sanne, type: 'User', $ref: `${base}/Users/${sanne}` }] })
  assert.equal((meta as unknown as { version: string }).version, headers['etag'])
  assert.deepEqual([(await directory.ask('POST', '/Groups', { displayName: 'DIJKEN' })).body['scimType']], ['uniqueness'])
  const user = await directory.ask('GET', `/Users/${sanne}`)
  assert.deepEqual(user.body['groups'], [{ value: id, display: 'Dijken', type: 'direct', $ref: `${base}/Groups/${id}` }])
  assert.equal((await directory.ask('PUT', `/Groups/${id}`, { displayName: 'Water' })).body['displayName'], 'Water')
  assert.deepEqual(await membersOf(id), [], 'PUT without members leaves none')
  assert.equal((await directory.ask('DELETE', `/Groups/${id}`)).status, 204)
  assert.equal((await directory.ask('GET', `/Groups/${id}`)).status, 404)
  assert.equal((await directory.ask('DELETE', `/Groups/${id}`)).status, 404)
})

test('members come and go as the RFC, Entra ID and Okta say it; twice is once', async () => {
  const id = await make('Dijken')
  const both = [sanne, omar].toSorted()
  const added = await change(id, { op: 'add', path: 'members', value: [{ display: 'Sanne', value: sanne }] })
  assert.deepEqual([added.status, added.body], [204, {}])
  await change(id, { op: 'Add', path: 'members', value: [{ $ref: null, value: omar }, { value: sanne }] })
  assert.deepEqual(await membersOf(id), both)
  await change(id, { op: 'remove', path: `members[value eq "${sanne}"]` })
  await change(id, { op: 'remove', path: `members[value eq "${sanne}"]` })
  assert.deepEqual(await membersOf(id), [omar])
  await change(id, { op: 'Remove', path: 'members', value: [{ $ref: null, value: omar }] })
  assert.deepEqual(await membersOf(id), [])
  await change(id, { op: 'replace', path: 'members', value: [{ value: sanne }, { value: omar }] })
  assert.deepEqual(await membersOf(id), both)
  await change(id, { op: 'replace', value: { id, displayName: 'Dijken en water' } })
  await change(id, { op: 'remove', path: 'members' }, { op: 'add', path: 'members', value: [{ value: omar }] })
  const { body } = await directory.ask('GET', `/Groups/${id}?attributes=displayName,members`)
  assert.deepEqual([body['displayName'], await membersOf(id), body['meta']], ['Dijken en water', [omar], undefined])
  const shown = await directory.ask('PATCH', `/Groups/${id}?attributes=displayName`, patch({ op: 'replace', path: 'displayName', value: 'Dijken' }))
  assert.deepEqual([shown.status, shown.body['displayName'], shown.body['members']], [200, 'Dijken', undefined])
})

test('who is not there is no member: unknown, another organisation’s, a group and a deleted user are refused alike', async () => {
  const id = await make('Dijken', sanne)
  const stranger = await house.seed.person(await house.seed.organisation())
  await directory.ask('DELETE', `/Users/${omar}`)
  const answers = await Promise.all(
    [crypto.randomUUID(), stranger.person, id, omar, 'geen-id'].map((value) => change(id, { op: 'add', path: 'members', value: [{ value }] })),
  )
  assert.deepEqual(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size, 1)
  assert.deepEqual([answers[0]?.status, answers[0]?.body['scimType']], [400, 'invalidValue'])
  assert.deepEqual(await membersOf(id), [sanne])
})

test('groups are found by name, by their own id and by a member; members can be left out', async () => {
  const id = await make('Dijken', sanne)
  await make('Water')
  const find = async (filter: string) => {
    const { body } = await directory.ask('GET', `/Groups?filter=${encodeURIComponent(filter)}&excludedAttributes=members`)
    return (body['Resources'] as unknown as { id: string; members?: unknown }[]).map((each) => [each.id, each.members])
  }
  for (const filter of ['displayName eq "dijken"', 'externalId eq "x-Dijken"', `id eq "${id}" and members eq "${sanne}"`, `members[value eq "${sanne}"]`, `members.value eq "${sanne}"`]) {
    assert.deepEqual(await find(filter), [[id, undefined]], filter)
  }
  const { body } = await directory.ask('POST', '/Groups/.search', { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'displayName sw "w"', attributes: ['displayName'] })
  assert.deepEqual((body['Resources'] as unknown as { displayName: string }[]).map(({ displayName }) => displayName), ['Water'])
})

test('members have the roles and the team of their group while they are members; what a manager gave stays', async () => {
  const teamId = await house.seed.team(organisation, 'Dijken')
  const id = await make('Dijken', sanne)
  await map(id, teamId, ['receptionist', 'employee'])
  await change(id, { op: 'add', path: 'members', value: [{ value: omar }] })
  assert.deepEqual([await rolesOf(omar), await teamOf(omar)], [['employee manual', 'receptionist scim'], teamId])
  await change(id, { op: 'remove', path: `members[value eq "${omar}"]` })
  assert.deepEqual([await rolesOf(omar), await teamOf(omar)], [['employee manual'], null])
  await directory.ask('PUT', `/Groups/${id}`, { displayName: 'Dijken', members: [{ value: omar }] })
  const other = await house.seed.team(organisation, 'Water')
  await house.query('UPDATE people SET team_id = $2 WHERE id = $1', [omar, other])
  await directory.ask('DELETE', `/Groups/${id}`)
  assert.deepEqual([await rolesOf(omar), await teamOf(omar)], [['employee manual'], other], 'put in another team since, they stay there')
})

test('the last organisation manager does not lose that by leaving a group', async () => {
  const id = await make('Beheer')
  await map(id, null, ['organisation_manager'])
  await directory.ask('PUT', `/Groups/${id}`, { displayName: 'Beheer', members: [{ value: sanne }, { value: omar }] })
  await house.query('INSERT INTO credentials SELECT $1, unnest($2::uuid[]), $3, $4', [organisation, [sanne, omar], 'x', house.clock.now().toString()])
  assert.equal((await change(id, { op: 'remove', path: `members[value eq "${omar}"]` })).status, 204)
  await change(id, { op: 'add', path: 'members', value: [{ value: omar }] })
  const none = await change(id, { op: 'remove', path: 'members' })
  assert.deepEqual([none.status, none.body['scimType']], [400, 'mutability'])
  assert.equal((await directory.ask('DELETE', `/Groups/${id}`)).status, 400)
  assert.deepEqual(await membersOf(id), [sanne, omar].toSorted(), 'nothing was done')
})
