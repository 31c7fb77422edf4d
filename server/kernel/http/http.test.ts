import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { getAgreement } from '#contract/endpoints/agreement.ts'
import { streamLiveFloor } from '#contract/endpoints/floor.ts'
import { createTeam, listTeams } from '#contract/endpoints/people.ts'
import { uplinkGeneric } from '#contract/endpoints/uplinks.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { checkApiDesignRules } from '../../../test/api-design-rules.ts'
import { Refusal } from '../errors.ts'
import { isPrivateAddress } from './health.ts'
import { route, selfOpeningRoute } from './index.ts'
import type { PersonPrincipal } from './index.ts'

let house: TestHouse
let manager: PersonPrincipal
let employee: PersonPrincipal
const refusedSources: string[] = []
/** What happens between a request's admission and its stream. */
let meanwhile = (): void => {}
let streaming = Promise.withResolvers<void>()

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => [
      selfOpeningRoute(streamLiveFloor, async ({ request, reply, principal }) => {
        meanwhile()
        kernel.streams.open(request, reply, principal)
        streaming.resolve()
        return ''
      }),
      route(listTeams, async () => ({ teams: [] })),
      route(getAgreement, async () => {
        throw new Error('a bug')
      }),
      route(createTeam, async ({ body, tx }) => {
        if (body.name === 'taken') throw new Refusal('name_taken')
        await tx.db
          .insertInto('teams')
          .values({ organisation_id: tx.organisation, id: crypto.randomUUID(), name: body.name })
          .execute()
        if (body.name === 'half') throw new Refusal('name_taken')
        return { id: crypto.randomUUID() as never, name: body.name }
      }),
      route(uplinkGeneric, async () => ({ accepted: 1, duplicates: 0, ignored: 0, unknown: 0 })),
    ],
    authenticate: () => ({
      refusedSource: async (source) => {
        refusedSources.push(source.source)
      },
    }),
    settings: { LOG_LEVEL: 'silent' },
  })
  const organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
  employee = await house.seed.person(organisation)
})
after(() => house.close())

describe('who is let in', () => {
  test('a role without the permission is refused', async () => {
    const answer = await house.call(createTeam, { as: employee, body: { name: 'Dijken' } })
    assert.equal(answer.status, 403)
    assert.equal(answer.body['code'], 'not_allowed')
  })

  test('a person who has not opted in may do nothing that needs a permission', async () => {
    const answer = await house.call(listTeams, { as: { ...manager, optedIn: false } })
    assert.equal(answer.body['code'], 'privacy_notice_not_accepted')
  })

  test('without an agreement in force the sentence says what to do', async () => {
    const answer = await house.call(listTeams, { as: { ...manager, agreementInForce: false } })
    assert.equal(answer.status, 403)
    assert.equal(answer.body['code'], 'agreement_not_in_force')
    assert.match(String(answer.body['detail']), /organisation manager can read and accept/)
  })

  test('an uplink of an organisation without an agreement is refused and counted', async () => {
    const source = {
      kind: 'source',
      organisation: manager.organisation,
      source: crypto.randomUUID(),
      sourceKind: 'generic',
      agreementInForce: false,
    } as const
    const answer = await house.call(uplinkGeneric, { as: source, body: {} })
    assert.equal(answer.body['code'], 'agreement_not_in_force')
    assert.deepEqual(refusedSources, [source.source])
  })
})

describe('a guard that held', () => {
  test('is counted by its code, so that whoever watches sees guessing; what anybody gets who is not signed in is not', async () => {
    const count = async (code: string) => {
      const { values } = await house.kernel.metrics.refusals.get()
      return values.find(({ labels }) => labels['code'] === code)?.value ?? 0
    }
    const before = await count('not_allowed')
    await house.call(createTeam, { as: employee, body: { name: 'Dijken' } })
    await house.call(createTeam, { body: { name: 'Dijken' } })
    assert.equal(await count('not_allowed'), before + 1)
    assert.equal(await count('not_signed_in'), 0)
  })
})

describe('writes by cookie', () => {
  const write = (headers: Record<string, string>) => house.call(createTeam, { as: manager, body: { name: crypto.randomUUID() }, headers })

  test('a browser on our own pages may write', async () => {
    assert.equal((await write({ 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8080' })).status, 201)
  })

  test('a client that is no browser sends neither header and may write', async () => {
    assert.equal((await write({})).status, 201)
  })

  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
  ] as Record<string, string>[]) {
    test(`a page of another site may not: ${JSON.stringify(headers)}`, async () => {
      const answer = await write(headers)
      assert.equal(answer.status, 403)
      assert.equal(answer.body['code'], 'foreign_origin')
    })
  }
})

describe('answers', () => {
  test('wrong input is named by place, as problem details, in the language asked for', async () => {
    const answer = await house.call(createTeam, { as: manager, body: { name: 7 }, headers: { 'accept-language': 'nl' } })
    assert.equal(answer.status, 400)
    assert.equal(answer.body['title'], 'De invoer klopt niet')
    assert.deepEqual((answer.body['errors'] as unknown as { pointer: string }[]).map((error) => error.pointer), ['/name'])
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  })

  test('broken JSON, a wrong media type and an unknown path are problems too', async () => {
    const send = (headers: Record<string, string>, payload: string, url = '/api/v1/teams') =>
      house.http.inject({ method: 'POST', url, headers: { cookie: `vrijplek=test-person-${manager.person}`, ...headers }, payload })
    assert.equal((await send({ 'content-type': 'application/json' }, '{"name":')).json<{ code: string }>().code, 'invalid_input')
    assert.equal((await send({ 'content-type': 'text/csv' }, 'x')).json<{ code: string }>().code, 'unsupported_media_type')
    assert.equal((await send({ 'content-type': 'application/json' }, '{}', '/api/v1/nowhere')).json<{ code: string }>().code, 'not_found')
  })

  test('an address that cannot be read is a problem with the headers of every answer', async () => {
    const answer = await house.http.inject({ url: '/api/v1/%zz' })
    assert.equal(answer.statusCode, 400)
    assert.equal(answer.json<{ code: string }>().code, 'invalid_input')
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.equal(answer.headers['api-version'], '1.0.0')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  })

  test('the character U+0000, which no text of the database can hold, is refused; the words for it are not', async () => {
    const refused = await house.call(createTeam, { as: manager, body: { name: 'Dij\u0000ken' } })
    assert.deepEqual([refused.status, refused.body['code']], [400, 'invalid_input'])
    const taken = await house.call(createTeam, { as: manager, body: { name: 'Dij\\u0000ken' } })
    assert.equal(taken.status, 201)
  })

  test('TRACE is no method here, and a request whose end could be read in two ways is refused (RFC 9112 §6.3)', async () => {
    const address = await house.http.listen({ host: '127.0.0.1', port: 0 })
    const port = Number(new URL(address).port)
    const send = async (lines: readonly string[]): Promise<string> => {
      const socket = connect(port, '127.0.0.1')
      socket.end(lines.join('\r\n'))
      return (await socket.setEncoding('utf8').toArray()).join('')
    }
    assert.doesNotMatch(await send(['TRACE /api/v1/teams HTTP/1.1', 'Host: x', 'Connection: close', '', '']), /^HTTP\/1\.1 2/)
    const twice = ['POST /api/v1/teams HTTP/1.1', 'Host: x', 'Content-Type: application/json']
    for (const ends of [['Content-Length: 2', 'Transfer-Encoding: chunked'], ['Content-Length: 2', 'Content-Length: 20'], ['Transfer-Encoding: chunked, identity']]) {
      const answer = await send([...twice, ...ends, '', '0', '', 'GET /health/live HTTP/1.1', 'Host: x', '', ''])
      assert.match(answer, /^HTTP\/1\.1 400/, ends.join(' and '))
      assert.doesNotMatch(answer, /alive/, 'what was smuggled behind it is not answered')
    }
  })

  test('a body larger than its endpoint could need is refused', async () => {
    const answer = await house.call(createTeam, { as: manager, body: { name: 'x'.repeat(262_144) } })
    assert.deepEqual([answer.status, answer.body['code']], [413, 'payload_too_large'])
    assert.equal((await house.call(createTeam, { as: manager, body: { name: 'x'.repeat(262_000) } })).status, 400)
  })

  test('a refusal after a write keeps nothing of it', async () => {
    assert.equal((await house.call(createTeam, { as: manager, body: { name: 'half' } })).status, 409)
    assert.deepEqual(await house.query(`SELECT id FROM teams WHERE name = 'half'`), [])
  })

  test('a bug is answered with a number to ask about and nothing of its cause', async () => {
    const answer = await house.call(getAgreement, { as: manager })
    assert.equal(answer.status, 500)
    assert.doesNotMatch(answer.text, /a bug|stack/)
    assert.match(String(answer.body['detail']), /[0-9a-f]{8}-/)
  })

  test('every answer forbids foreign content, framing and sniffing, and tells the version', async () => {
    const answer = await house.call(listTeams, { as: employee })
    assert.match(String(answer.headers['content-security-policy']), /default-src 'self'.*frame-ancestors 'none'/)
    assert.doesNotMatch(String(answer.headers['content-security-policy']), /unsafe/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['api-version'], '1.0.0')
    assert.equal(answer.headers['cache-control'], 'no-store')
  })
})

describe('a stream', () => {
  const open = async () => {
    streaming = Promise.withResolvers()
    const answer = house.call(streamLiveFloor, { as: employee, params: { floorId: crypto.randomUUID() } })
    await streaming.promise
    const left = house.kernel.streams.count()
    house.kernel.streams.closeAll()
    return { left, headers: (await answer).headers }
  }

  test('stays open, and tells the version like every answer', async () => {
    meanwhile = () => {}
    const { left, headers } = await open()
    assert.equal(left, 1)
    assert.equal(headers['api-version'], '1.0.0')
  })

  test('of a session that was ended while it was being opened ends at once', async () => {
    meanwhile = () => void house.kernel.streams.closeWhere((principal) => principal.kind === 'person' && principal.person === employee.person)
    assert.equal((await open()).left, 0)
    meanwhile = () => {}
    assert.equal((await open()).left, 1, 'the next one is let in anew')
  })
})

describe('a stream does not outlive what it was opened with', () => {
  for (const [what, ends] of [
    ['the end of the session', { expiresAt: { minutes: 30 }, changesAt: null }],
    ['the moment at which a right begins or ends', { expiresAt: { hours: 12 }, changesAt: { minutes: 30 } }],
  ] as const) {
    test(what, async () => {
      const now = house.clock.now()
      const as = { ...employee, expiresAt: now.add(ends.expiresAt), changesAt: ends.changesAt === null ? null : now.add(ends.changesAt) }
      streaming = Promise.withResolvers()
      meanwhile = () => {}
      const answer = house.call(streamLiveFloor, { as, params: { floorId: crypto.randomUUID() } })
      await streaming.promise
      house.clock.advance({ minutes: 29, seconds: 59 })
      assert.equal(house.kernel.streams.count(), 1)
      house.clock.advance({ seconds: 1 })
      assert.equal(house.kernel.streams.count(), 0)
      assert.equal((await answer).status, 200)
    })
  }
})

describe('the paper of the API', () => {
  test('the OpenAPI document keeps to the NLGov REST API Design Rules', async () => {
    const answer = await house.http.inject('/api/v1/openapi.json')
    assert.equal(answer.headers['api-version'], '1.0.0')
    assert.deepEqual(checkApiDesignRules(answer.json()), [])
  })

  test('its pages load nothing from elsewhere', async () => {
    const page = await house.http.inject('/api/docs/')
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /(src|href)="https?:/)
    assert.doesNotMatch(page.body, /<script(?![^>]*\ssrc=)[^>]*>[^<]/, 'no inline script: the policy forbids it')
  })
})

test('metrics are for monitors in a private network only', async () => {
  assert.equal((await house.http.inject('/metrics')).statusCode, 200)
  assert.equal(isPrivateAddress('10.1.2.3'), true)
  assert.equal(isPrivateAddress('::ffff:172.20.0.4'), true)
  assert.equal(isPrivateAddress('172.32.0.1'), false)
  assert.equal(isPrivateAddress('2001:db8::1'), false)
})
