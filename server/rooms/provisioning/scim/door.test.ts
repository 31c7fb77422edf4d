import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { openScimHouse, patch } from '../../../../test/scim-house.ts'
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

const every: readonly (readonly [string, string, object?])[] = [
  ['GET', '/Users'], ['POST', '/Users', { userName: 'x@voorbeeld.example' }], ['POST', '/Users/.search', {}], ['GET', '/Groups'], ['POST', '/Groups', { displayName: 'x' }],
  ['GET', '/ServiceProviderConfig'], ['GET', '/Schemas'], ['GET', '/ResourceTypes'], ['GET', '/Me'], ['POST', '/Bulk', {}], ['GET', '/nergens'],
]

test('without a token, and with one that nobody gave out, nothing opens and nothing is told', async () => {
  for (const [method, path, body] of every) {
    const none = await house.ask(null, method, path, body, {}, '10.9.0.1')
    assert.deepEqual([none.status, none.headers['www-authenticate']], [401, 'Bearer realm="scim"'], `${method} ${path}`)
    const wrong = await house.ask('geen-token', method, path, body, {}, '10.9.0.2')
    assert.deepEqual([wrong.status, wrong.headers['www-authenticate']], [401, 'Bearer realm="scim", error="invalid_token"'])
    assert.deepEqual([wrong.body['status'], wrong.body['schemas']], ['401', ['urn:ietf:params:scim:api:messages:2.0:Error']])
    assert.equal(JSON.stringify(wrong.body), JSON.stringify(none.body))
  }
})

test('guessing slows an address down, and does not keep a right token out', async () => {
  const from = '10.9.8.7'
  const guess = () => house.ask('geraden', 'GET', '/Users', undefined, {}, from)
  const answers: number[] = []
  for (let at = 0; at < 60; at += 1) answers.push((await guess()).status)
  assert.equal(answers.at(0), 401)
  assert.equal(answers.at(-1), 429)
  assert.ok(Number((await guess()).headers['retry-after']) >= 1)
  assert.equal((await house.ask(directory.token, 'GET', '/Users', undefined, {}, from)).status, 200)
})

test('an approval that does not name the purpose or one of the data opens nothing; nor does one without an agreement in force', async () => {
  const bounds = { kind: 'scim' as const, token: crypto.randomUUID(), approval: crypto.randomUUID() }
  const all = { purposes: new Set(['administration' as const]), categories: new Set(['identity', 'contact', 'account'] as const) }
  for (const differently of [
    { token: { ...bounds, ...all, purposes: new Set(['presence' as const]) } },
    { token: { ...bounds, ...all, categories: new Set(['identity', 'account'] as const) } },
    { agreementInForce: false },
  ]) {
    const { status } = await house.directory(organisation, differently).ask('GET', '/Users')
    assert.equal(status, 403)
  }
})

test('another organisation’s token gets for what is here the same as for what is nowhere', async () => {
  const { person } = await house.seed.person(organisation, { email: 'hier@voorbeeld.example' })
  const group = await directory.ask('POST', '/Groups', { displayName: 'Dijken' })
  const other = house.directory(await house.seed.organisation())
  const absent = crypto.randomUUID()
  const plain = (answer: object, id: string) => JSON.stringify(answer).replaceAll(id, '<id>')
  for (const [method, body] of [['GET', undefined], ['PUT', { userName: 'a@voorbeeld.example', displayName: 'A' }], ['PATCH', patch({ op: 'replace', path: 'displayName', value: 'A' })], ['DELETE', undefined]] as const) {
    for (const [path, id] of [['Users', person], ['Groups', String(group.body['id'])]] as const) {
      const [here, nowhere] = [await other.ask(method, `/${path}/${id}`, body), await other.ask(method, `/${path}/${absent}`, body)]
      assert.equal(here.status, 404, `${method} ${path}`)
      assert.equal(plain(here.body, id), plain(nowhere.body, absent))
    }
  }
  for (const filter of [`id eq "${person}"`, 'userName eq "hier@voorbeeld.example"', 'userName pr']) {
    assert.equal((await other.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body['totalResults'], 0, filter)
  }
  assert.equal((await other.ask('GET', '/Groups')).body['totalResults'], 0)
  assert.equal((await directory.ask('GET', `/Users/${person}`)).status, 200)
})

test('what this service is, is told; what it does not offer, too; the rest is not found', async () => {
  const config = await directory.ask('GET', '/ServiceProviderConfig')
  const { patch: canPatch, bulk, filter, etag, sort, changePassword } = config.body as unknown as Record<string, { supported: boolean; maxResults?: number }>
  assert.deepEqual([canPatch, bulk, filter, etag, sort, changePassword].map((each) => each?.supported), [true, false, true, true, true, false])
  assert.equal(filter?.maxResults, 500)
  const types = (await directory.ask('GET', '/ResourceTypes')).body['Resources'] as unknown as { id: string; endpoint: string; schema: string }[]
  assert.deepEqual(types.map(({ id, endpoint }) => [id, endpoint]), [['User', '/Users'], ['Group', '/Groups']])
  for (const { schema, id } of types) {
    const { status, body } = await directory.ask('GET', `/Schemas/${schema}`)
    assert.deepEqual([status, body['id'], body['name']], [200, schema, id])
    assert.equal((await directory.ask('GET', `/ResourceTypes/${id}`)).status, 200)
  }
  assert.equal((await directory.ask('GET', '/Schemas')).body['totalResults'], 2)
  for (const [method, path] of [['GET', '/Me'], ['PATCH', '/Me'], ['POST', '/Bulk'], ['POST', '/.search']] as const) {
    assert.equal((await directory.ask(method, path, method === 'GET' ? undefined : {})).status, 501, path)
  }
  for (const path of ['/nergens', '/Schemas/x', '/Users/x/y', '/Users/geen-id']) assert.equal((await directory.ask('GET', path)).status, 404, path)
  assert.equal(config.headers['content-security-policy'] !== undefined && config.headers['cache-control'] === 'no-store', true)
})

test('a body too big, or in another form, is refused before anything is done', async () => {
  const big = await directory.ask('POST', '/Users', { userName: 'x@voorbeeld.example', title: 'x'.repeat(1_100_000) })
  assert.equal(big.status, 413)
  assert.equal((await directory.ask('POST', '/Users', 'userName=x', { 'content-type': 'application/x-www-form-urlencoded' })).status, 415)
  assert.equal((await directory.ask('POST', '/Users', { userName: 'json@voorbeeld.example' }, { 'content-type': 'application/json' })).status, 201)
  assert.equal((await directory.ask('POST', '/Users', '{"userName":"p@voorbeeld.example","__proto__":{"active":false}}')).status, 400)
})
