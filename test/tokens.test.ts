import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { endpoints } from '#contract/api.ts'
import { approvalKinds } from '#contract/approvals.ts'
import { dataCategoryNames } from '#contract/data-categories.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { purposes } from '#contract/purposes.ts'
import type { Purpose } from '#contract/purposes.ts'
import { mintSecret } from '../server/rooms/integrations/secret-format.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { furnish } from './furnish.ts'
import type { Ids } from './furnish.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

/**
 * What a token opens: for every endpoint of the contract, a token that names its purpose and all its categories is let in, one that lacks any of them is not,
 * and an endpoint that says nothing of tokens lets none in.
 */
let house: TestHouse
let rooms: Rooms
let own: Ids

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => rooms.authenticate,
  })
  own = await furnish(house, 'Waterschap')
})
after(async () => {
  await rooms.ingest.close()
  await house.close()
})

type Named = { readonly purposes: readonly string[]; readonly categories: readonly string[] }
type Whose = 'personal' | 'client'

/** A token under an approval that names the same, past the bounds of its kind, so that only the guard stands between it and the endpoint. */
const tokenNaming = async (whose: Whose, { purposes: named, categories }: Named): Promise<string> => {
  const [approval, client] = [randomUUID(), randomUUID()]
  const kind = whose === 'personal' ? 'personal_tokens' : 'api_client'
  const now = house.clock.now().toString()
  await house.query(
    `INSERT INTO approvals (organisation_id, id, kind, party_name, party_contact, party_country, purposes, categories, addresses, approved_at, ends_at,
       text_version, text_language, text_hash, note)
     VALUES ($1, $2, $3, 'X', 'x@x.example', 'NL', $4, $5, '{}', $6, $6::timestamptz + interval '10 days', 'v', 'nl', repeat('0', 64), 'n')`,
    [own.organisationId, approval, kind, named, categories, now],
  )
  if (whose === 'client') {
    await house.query(`INSERT INTO api_clients (organisation_id, id, approval_id, approval_kind, name, created_at) VALUES ($1, $2, $3, $4, 'X', $5)`, [
      own.organisationId,
      client,
      approval,
      kind,
      now,
    ])
  }
  const { value, hash } = mintSecret(whose, own.organisationId)
  await house.query(
    `INSERT INTO access_tokens (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes,
       categories, addresses, created_at, ends_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}', $12, $12::timestamptz + interval '10 minutes')`,
    [
      own.organisationId,
      whose,
      hash,
      approval,
      kind,
      whose === 'client' ? client : null,
      whose === 'client' ? 1 : null,
      whose === 'personal' ? own.person.person : null,
      whose === 'personal' ? randomBytes(40) : null,
      named,
      categories,
      now,
    ],
  )
  return value
}

const everything: Named = { purposes: [...purposes], categories: [...dataCategoryNames] }

const codeOf = async (spec: EndpointSpec, bearer: string): Promise<string> => {
  const params = Object.fromEntries([...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, own.byName[name] ?? randomUUID()]))
  const { body, status } = await house.call(spec, { bearer, params, ...(spec.method === 'GET' ? {} : { body: {} }) })
  return String(body['code'] ?? status)
}

const built = () => endpoints.filter((spec) => rooms.routes.some((route) => route.spec === spec))
const ofPeople = (spec: EndpointSpec) => spec.access !== 'public' && spec.access !== 'door' && spec.access !== 'source' && spec.access !== 'staff'
/** A stream stays open: it is tried where its events are read. */
const isStream = (spec: EndpointSpec) => spec.success.contentType === 'text/event-stream'

describe('an endpoint that tokens may call', () => {
  for (const spec of endpoints.filter((each) => each.tokens !== undefined)) {
    const { tokens, purpose } = spec as EndpointSpec & { readonly tokens: { readonly categories: readonly DataCategory[]; readonly clients?: true }; readonly purpose: Purpose }
    const whoever: readonly Whose[] = tokens.clients === true ? ['personal', 'client'] : ['personal']
    test(`${spec.method} ${spec.path} asks for its purpose and each of its categories, no more and no less`, async () => {
      assert.ok(built().includes(spec))
      const exact: Named = { purposes: [purpose], categories: tokens.categories }
      for (const whose of whoever) {
        if (!isStream(spec)) assert.doesNotMatch(await codeOf(spec, await tokenNaming(whose, exact)), /^(token_not_allowed|not_signed_in|not_allowed|internal)$/)
        const otherPurposes = { ...everything, purposes: everything.purposes.filter((each) => each !== purpose) }
        assert.equal(await codeOf(spec, await tokenNaming(whose, otherPurposes)), 'token_not_allowed', `${whose} without ${purpose}`)
        for (const lacking of tokens.categories) {
          const without = { ...everything, categories: everything.categories.filter((each) => each !== lacking) }
          assert.equal(await codeOf(spec, await tokenNaming(whose, without)), 'token_not_allowed', `${whose} without ${lacking}`)
        }
      }
      if (tokens.clients !== true) assert.equal(await codeOf(spec, await tokenNaming('client', everything)), 'token_not_allowed')
    })
    test(`${spec.method} ${spec.path} can be approved for`, () => {
      const kinds = tokens.clients === true ? [approvalKinds.api_client, approvalKinds.personal_tokens] : [approvalKinds.personal_tokens]
      const fits = ({ purposes: named, categories }: Named) => named.includes(purpose) && tokens.categories.every((each) => categories.includes(each))
      assert.ok(kinds.some(fits), 'no approval can name all that it asks')
    })
  }
})

test('every other endpoint lets no token in, whatever it names', async () => {
  const [personal, client] = [await tokenNaming('personal', everything), await tokenNaming('client', everything)]
  const wrong: string[] = []
  for (const spec of built().filter((each) => ofPeople(each) && each.tokens === undefined)) {
    for (const bearer of [personal, client]) {
      const code = await codeOf(spec, bearer)
      if (code !== 'token_not_allowed') wrong.push(`${spec.id}: ${code}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no endpoint that asks who somebody is, that has no purpose, or that manages sign-in and tokens is open to tokens', () => {
  const open = endpoints.filter((spec) => spec.tokens !== undefined)
  assert.ok(open.length > 10)
  for (const spec of open) {
    assert.ok(spec.stepUp === undefined && spec.purpose !== null && spec.purpose !== 'sign_in' && typeof spec.access === 'object', spec.id)
    assert.equal(spec.agreement, 'required', spec.id)
  }
})

test('a token that is over, revoked, of nobody we know, or of an organisation without an agreement opens nothing', async () => {
  const [spec] = endpoints.filter(({ id }) => id === 'listLocations')
  assert.ok(spec !== undefined)
  const token = await tokenNaming('personal', everything)
  assert.equal(await codeOf(spec, token), '200')
  assert.equal(await codeOf(spec, mintSecret('personal', own.organisationId).value), 'not_signed_in')
  const later = (seconds: number) => house.clock.set(house.clock.now().add({ seconds }).toString())
  await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [own.organisationId])
  later(2)
  assert.equal(await codeOf(spec, token), 'agreement_not_in_force')
  const [agreement] = await house.query<{ id: string }>('SELECT id FROM agreements WHERE organisation_id = $1', [own.organisationId])
  await house.query('UPDATE organisations SET agreement_in_force_id = $2 WHERE organisation_id = $1', [own.organisationId, agreement?.id])
  later(2)
  assert.equal(await codeOf(spec, token), '200')
  later(600)
  assert.equal(await codeOf(spec, token), 'not_signed_in')
})

test('the documentation says what a token needs', async () => {
  const document = (await house.http.inject('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, Record<string, unknown>>> }>()
  const live = document.paths['/floors/{floorId}/live']?.['get']
  assert.deepEqual(live?.['x-token-needs'], { purpose: 'presence', categories: ['places', 'occupancy'] })
  assert.deepEqual(live?.['security'], [{ session: [] }, { token: [] }, { client: ['presence'] }])
})
