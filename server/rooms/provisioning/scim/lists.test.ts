import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { openScimHouse } from '../../../../test/scim-house.ts'
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

type Page = { totalResults: number; startIndex: number; itemsPerPage: number; Resources: { id: string; userName: string; displayName: string }[] }
const list = async (query = ''): Promise<Page> => {
  const { status, body } = await directory.ask('GET', `/Users${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body as unknown as Page
}
const names = async (query: string) => (await list(query)).Resources.map(({ displayName }) => displayName)
const search = (filter: string, more = '') => `?filter=${encodeURIComponent(filter)}${more}`

let seeded = 0
beforeEach(() => {
  seeded = 0
})
const seedPeople = async (count: number) => {
  for (const until = seeded + count; seeded < until; seeded += 1) {
    house.clock.advance({ seconds: 1 })
    await house.seed.person(organisation, { name: `Persoon ${String(seeded).padStart(2, '0')}`, email: `p${seeded}.${organisation.slice(0, 8)}@voorbeeld.example` })
  }
}

test('pages go over everybody once, also while people are added (RFC 7644 §3.4.2.4)', async () => {
  await seedPeople(23)
  const seen: string[] = []
  for (let startIndex = 1; ; startIndex += 5) {
    const page = await list(`?startIndex=${startIndex}&count=5`)
    if (page.Resources.length === 0) break
    assert.deepEqual([page.startIndex, page.itemsPerPage], [startIndex, page.Resources.length])
    seen.push(...page.Resources.map(({ displayName }) => displayName))
    if (startIndex === 6) await seedPeople(1)
  }
  assert.equal(seen.length, 24)
  assert.deepEqual(seen.slice(0, 23), Array.from({ length: 23 }, (_, at) => `Persoon ${String(at).padStart(2, '0')}`))
})

test('a count of none tells only how many; below the first page is the first; past the last is nobody; what is no number is refused', async () => {
  await seedPeople(3)
  assert.deepEqual(await list('?count=0'), { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 3, startIndex: 1, itemsPerPage: 0, Resources: [] })
  assert.equal((await list('?count=-5')).Resources.length, 0)
  assert.equal((await list('?startIndex=-3')).Resources.length, 3)
  const past = await list('?startIndex=40')
  assert.deepEqual([past.totalResults, past.Resources.length, past.startIndex], [3, 0, 40])
  assert.equal((await directory.ask('GET', '/Users?count=veel')).body['scimType'], 'invalidValue')
  assert.equal((await directory.ask('GET', `/Users${search('userName zz "x"')}`)).body['scimType'], 'invalidFilter')
})

test('filtered and sorted, by query or by .search', async () => {
  await seedPeople(5)
  assert.deepEqual(await names(search('displayName ge "persoon 03"', '&sortBy=displayName&sortOrder=descending')), ['Persoon 04', 'Persoon 03'])
  assert.deepEqual(await names(search('meta.created gt "2026-11-24T07:00:02Z" and displayName sw "Persoon"', '&count=1&startIndex=2')).then((found) => found.length), 1)
  const { status, body } = await directory.ask('POST', '/Users/.search', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'displayName ew "02"', attributes: ['displayName', 'emails.value'], count: 10,
  })
  assert.equal(status, 200)
  const [one] = (body as unknown as { Resources: Record<string, unknown>[] }).Resources
  assert.deepEqual(Object.keys(one ?? {}).toSorted(), ['displayName', 'emails', 'id', 'schemas'])
  assert.deepEqual(Object.keys(((one?.['emails'] ?? []) as object[])[0] ?? {}), ['value'])
  const without = await directory.ask('GET', `/Users?excludedAttributes=emails,meta&count=1`)
  assert.equal(/emails|meta/.test(JSON.stringify(without.body['Resources'])), false)
  assert.equal((await directory.ask('GET', '/Users?attributes=id&excludedAttributes=meta')).status, 400)
})

test('in lists stands who is used: not the frozen, not guests of the reception; whoever is named is found', async () => {
  await seedPeople(2)
  const frozen = await house.seed.person(organisation, { email: 'stil@voorbeeld.example' })
  const guest = await house.seed.person(organisation, { email: 'gast@voorbeeld.example' })
  await house.query('UPDATE people SET restricted_at = $2 WHERE id = $1', [frozen.person, house.clock.now().toString()])
  await house.query(`UPDATE people SET kind = 'guest', access_until = '2027-01-01' WHERE id = $1`, [guest.person])
  assert.equal((await list()).totalResults, 2)
  assert.equal((await list(search('active eq true'))).totalResults, 2)
  for (const named of ['userName eq "stil@voorbeeld.example"', 'emails.value eq "gast@voorbeeld.example"', `id eq "${guest.person}"`]) {
    assert.equal((await list(search(named))).totalResults, 1, named)
  }
  assert.equal((await directory.ask('GET', `/Users/${frozen.person}`)).status, 200)
})

test('a list of many takes as many statements as one of few', async () => {
  const statements = async () => {
    let asked = 0
    const pool = house.kernel.pools.pool('administration')
    const count = (client: { query: (...args: never[]) => unknown }) => {
      const { query } = client
      client.query = (...args) => {
        asked += 1
        return query.apply(client, args)
      }
      pool.once('release', () => void (client.query = query))
    }
    pool.once('acquire', count)
    await list('?count=500')
    return asked
  }
  await seedPeople(2)
  const few = await statements()
  await seedPeople(60)
  const many = await statements()
  assert.ok(few > 0 && many === few, `${few} for two, ${many} for sixty-two`)
})

test('whoever is shown to a directory can see that', async () => {
  const { person } = await house.seed.person(organisation)
  await list()
  await directory.ask('GET', `/Users/${person}`)
  const looks = await house.query<{ viewer_kind: string; viewer_id: string; times: number }>('SELECT viewer_kind, viewer_id, times FROM trail_looks WHERE subject_id = $1', [person])
  assert.deepEqual(looks.map(({ viewer_kind, viewer_id }) => [viewer_kind, viewer_id]), [['client', directory.client]])
})
