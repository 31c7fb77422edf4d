import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { openScimHouse, patch, userSchema } from '../../../../test/scim-house.ts'
import type { Directory, ScimHouse } from '../../../../test/scim-house.ts'

let house: ScimHouse
let organisation: OrganisationId
let directory: Directory
let id: string

before(async () => {
  house = await openScimHouse()
})
after(() => house.close())
beforeEach(async () => {
  organisation = await house.seed.organisation()
  directory = house.directory(organisation)
  const { body } = await directory.ask('POST', '/Users', {
    schemas: [userSchema], externalId: '0a21f0f2', userName: 'sanne@voorbeeld.example', active: true, displayName: 'Sanne de Wit',
    name: { givenName: 'Sanne', familyName: 'de Wit' }, emails: [{ primary: true, type: 'work', value: 'sanne@voorbeeld.example' }],
  })
  id = String(body['id'])
})

const change = (...operations: unknown[]) => directory.ask('PATCH', `/Users/${id}`, patch(...operations))
const filter = async (text: string) => {
  const { status, body } = await directory.ask('GET', `/Users?filter=${encodeURIComponent(text)}`)
  return status === 200 ? Number(body['totalResults']) : `${status} ${String(body['scimType'])}`
}

describe('PATCH as the RFC has it (RFC 7644 §3.5.2)', () => {
  test('adds, replaces and removes by path', async () => {
    const { status, body } = await change(
      { op: 'replace', path: 'name.familyName', value: 'Jansen' },
      { op: 'add', path: 'name', value: { formatted: 'Sanne Jansen' } },
      { op: 'remove', path: 'displayName' },
      { op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:externalId', value: 'x1' },
    )
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body['name'], { formatted: 'Sanne Jansen', givenName: 'Sanne', familyName: 'Jansen' })
    assert.deepEqual([body['displayName'], body['externalId']], ['Sanne Jansen', 'x1'])
  })

  test('of elements, those that meet a condition are changed; one that none meets is no target', async () => {
    const replaced = await change({ op: 'replace', path: 'emails[type eq "work" and primary eq true].value', value: 'swit@voorbeeld.example' })
    assert.deepEqual(replaced.body['emails'], [{ value: 'swit@voorbeeld.example', type: 'work', primary: true }])
    const none = await change({ op: 'replace', path: 'emails[type eq "home"].value', value: 'thuis@voorbeeld.example' })
    assert.deepEqual([none.status, none.body['scimType']], [400, 'noTarget'])
    const second = await change({ op: 'add', path: 'emails', value: [{ type: 'home', value: 'thuis@voorbeeld.example' }] })
    assert.deepEqual(second.body['emails'], [{ value: 'swit@voorbeeld.example', type: 'work', primary: true }], 'one address is kept')
    const first = await change({ op: 'add', path: 'emails', value: [{ type: 'home', value: 'thuis@voorbeeld.example', primary: true }] })
    assert.deepEqual(first.body['emails'], [{ value: 'thuis@voorbeeld.example', type: 'home', primary: true }])
  })

  test('one operation that cannot be done leaves everything as it was', async () => {
    const before_ = await directory.ask('GET', `/Users/${id}`)
    for (const [bad, scimType] of [
      [{ op: 'replace', path: 'geenVeld', value: 1 }, 'invalidPath'],
      [{ op: 'replace', path: 'name[type eq "x"', value: 1 }, 'invalidPath'],
      [{ op: 'replace', path: 'id', value: 'ander' }, 'mutability'],
      [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }, 'mutability'],
      [{ op: 'verplaats', path: 'displayName', value: 'x' }, 'invalidSyntax'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'displayName' }, 'invalidValue'],
      [{ op: 'replace', value: 'x' }, 'invalidValue'],
      [{ op: 'replace', path: 'active', value: 'soms' }, 'invalidValue'],
      [{ op: 'remove', path: 'userName' }, 'invalidValue'],
    ] as const) {
      const { status, body } = await change({ op: 'replace', path: 'displayName', value: 'Half' }, { op: 'replace', path: 'active', value: false }, bad)
      assert.deepEqual([status, body['scimType']], [400, scimType], JSON.stringify(bad))
    }
    assert.deepEqual(await directory.ask('PATCH', `/Users/${id}`, {}).then(({ body }) => body['scimType']), 'invalidSyntax')
    assert.deepEqual((await directory.ask('GET', `/Users/${id}`)).body, before_.body)
  })

  test('a change that changes nothing is no change: version and moment stay', async () => {
    const before_ = await directory.ask('GET', `/Users/${id}`)
    house.clock.advance({ hours: 1 })
    const same = await change({ op: 'replace', path: 'displayName', value: 'Sanne de Wit' })
    assert.deepEqual(same.body, before_.body)
    assert.equal(same.headers['etag'], before_.headers['etag'])
  })
})

describe('what Entra ID sends', () => {
  test('capitalised operations and truth as text', async () => {
    assert.equal((await change({ op: 'Replace', path: 'active', value: 'False' })).body['active'], false)
    assert.equal((await change({ op: 'Add', path: 'active', value: 'True' })).body['active'], true)
  })

  test('an object without a path whose names are paths, the enterprise extension among them', async () => {
    const { status, body } = await change({
      op: 'Replace',
      value: {
        displayName: 'S. de Wit', 'name.givenName': 'S.', 'emails[type eq "work"].value': 'sw@voorbeeld.example', active: 'True',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': 'Dijken',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager': 'f5c1',
      },
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body['name'], { givenName: 'S.', familyName: 'de Wit' })
    assert.deepEqual(body['emails'], [{ value: 'sw@voorbeeld.example', type: 'work', primary: true }])
    assert.equal(JSON.stringify(body).includes('Dijken'), false)
  })

  test('paths into the extension, roles and telephones, which are not kept', async () => {
    const { status, body } = await change(
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Dijken' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', value: { value: 'f5c1' } },
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'organisation_manager' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '06' },
      { op: 'Replace', path: 'title', value: 'Dijkgraaf' },
      { op: 'Add', path: 'name.honorificPrefix', value: 'ir.' },
    )
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(/Dijken|organisation_manager|Dijkgraaf|ir\./.test(JSON.stringify(body)), false)
  })

  test('an address that is not there yet, by a condition that says what it is', async () => {
    const { status, body } = await change({ op: 'Add', path: 'emails[type eq "other"].value', value: 'anders@voorbeeld.example' })
    assert.equal(status, 200)
    assert.equal(JSON.stringify(body['emails']).includes('sanne@voorbeeld.example'), true)
  })

  test('looks somebody up by user name or by its own id, and asks whether the service is there by a name that nobody has', async () => {
    assert.equal(await filter('userName eq "SANNE@voorbeeld.example"'), 1)
    assert.equal(await filter('externalId eq "0a21f0f2"'), 1)
    assert.equal(await filter('externalId eq "0A21F0F2"'), 0, 'identifiers are compared with regard to case')
    const nobody = await directory.ask('GET', '/Users?filter=userName+eq+%227f2c9e1d-4b1a%22')
    assert.deepEqual([nobody.status, nobody.body['totalResults'], nobody.body['Resources']], [200, 0, []])
  })
})

describe('what Okta sends', () => {
  test('a whole user by PUT, with fields that are read only and a password', async () => {
    const { status, body } = await directory.ask('PUT', `/Users/${id}`, {
      schemas: [userSchema], id, userName: 'sanne@voorbeeld.example', name: { givenName: 'Sanne', middleName: '', familyName: 'Jansen' },
      emails: [{ primary: true, value: 'sanne@voorbeeld.example', type: 'work', display: 'sanne@voorbeeld.example' }], displayName: 'Sanne Jansen',
      locale: 'nl-NL', externalId: '00ujl29u0le5T6Aj10h7', groups: [], password: '1mz050nq', active: true, meta: { resourceType: 'User' },
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body['displayName'], body['externalId'], body['password']], ['Sanne Jansen', '00ujl29u0le5T6Aj10h7', undefined])
  })

  test('deactivation as an object without a path', async () => {
    assert.equal((await change({ op: 'replace', value: { active: false } })).body['active'], false)
  })

  test('a page of users, from the first', async () => {
    const { body } = await directory.ask('GET', '/Users?startIndex=1&count=100')
    assert.deepEqual([body['totalResults'], body['startIndex'], body['itemsPerPage']], [1, 1, 1])
  })
})
