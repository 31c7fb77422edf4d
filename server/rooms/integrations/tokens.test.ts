import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { issueToken, revokeIssuedToken } from '#contract/endpoints/oauth.ts'
import * as integrations from '#contract/endpoints/integrations.ts'
import * as personal from '#contract/endpoints/personal-tokens.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openIntegrationsHouse } from '../../../test/integrations-house.ts'
import type { IntegrationsHouse, Program } from '../../../test/integrations-house.ts'
import { authenticateDirectory, authenticateToken } from './index.ts'
import { mintSecret, readSecret } from './secret-format.ts'

let house: IntegrationsHouse
let organisation: OrganisationId
let manager: PersonPrincipal
before(async () => {
  house = await openIntegrationsHouse()
})
beforeEach(async () => {
  house.clock.set('2026-11-24T09:10:00Z')
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
})
after(() => house.close())

const who = (value: unknown, from = '192.0.2.7') => authenticateToken(house.kernel)(String(value), from)
const afterASecond = () => house.clock.set(house.clock.now().add({ milliseconds: 1001 }).toString())

test('a secret of ours can be told by its form, and a wrong letter is noticed before anybody is asked', () => {
  const { value } = mintSecret('personal', organisation)
  assert.match(value, /^vp_pat_[\w-]{65}[0-9A-Za-z]{6}$/)
  assert.equal(readSecret(value)?.organisation, organisation)
  for (const place of [3, 10, 40, value.length - 1]) {
    const other = value[place] === 'A' ? 'B' : 'A'
    assert.equal(readSecret(value.slice(0, place) + other + value.slice(place + 1)), null)
  }
})

test('a program gets a short token with its secret, for the scopes it asks and no more than is approved', async () => {
  const program = await house.program(manager, await house.approved(manager, { purposes: ['booking', 'presence'] }))
  const all = await house.token(program)
  assert.equal(all.status, 200, all.text)
  assert.equal(all.headers['cache-control'], 'no-store')
  const { access_token: token, ...rest } = all.body as Record<string, unknown>
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 900, scope: 'booking presence' })
  const principal = await who(token)
  assert.equal(principal?.kind, 'client')
  assert.deepEqual([...(principal?.token?.purposes ?? [])].toSorted(), ['booking', 'presence'])
  assert.equal((await house.token(program, 'presence')).body['scope'], 'presence')
  const more = await house.token(program, 'presence administration')
  assert.deepEqual([more.status, more.body['error']], [400, 'invalid_scope'])
  house.clock.set('2026-11-24T09:25:00Z')
  assert.equal(await who(token), null)
})

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  house.http.inject({
    method: 'POST',
    url: `${apiPrefix}${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  })
const credentials = ({ name, secret }: Program) => ({ client_id: name, client_secret: secret })

test('what is wrong with a request for a token is answered as RFC 6749 §5.2 says', async () => {
  const program = await house.program(manager, await house.approved(manager))
  const answer = async (form: Record<string, string>, headers?: Record<string, string>) => {
    const got = await post(issueToken.path, form, headers)
    return [got.statusCode, got.json<{ error: string }>().error]
  }
  const grant = { grant_type: 'client_credentials' }
  assert.deepEqual(await answer(credentials(program)), [400, 'invalid_request'])
  assert.deepEqual(await answer({ ...credentials(program), grant_type: 'password' }), [400, 'unsupported_grant_type'])
  assert.deepEqual(await answer(grant), [401, 'invalid_client'])
  assert.deepEqual(await answer({ ...credentials(program), ...grant, client_secret: mintSecret('secret', organisation).value }), [401, 'invalid_client'])
  const other = await house.program(manager, await house.approved(manager))
  assert.deepEqual(await answer({ ...credentials(program), ...grant, client_id: other.name }), [401, 'invalid_client'])
  const basic = `Basic ${Buffer.from(`${program.name}:${program.secret}`).toString('base64')}`
  assert.deepEqual(await answer({ ...grant, client_secret: program.secret }, { authorization: basic }), [400, 'invalid_request'])
  assert.deepEqual(await answer({ ...credentials(program), ...grant, scope: 'rights' }), [400, 'invalid_scope'])
  const stranger = await post(issueToken.path, grant)
  assert.match(String(stranger.headers['www-authenticate']), /^Basic /)
  assert.equal((await post(issueToken.path, { ...credentials(program), ...grant })).statusCode, 200)
})

test('guessing secrets from one address slows down', async () => {
  const form = { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' }
  let last = 0
  for (let attempt = 0; attempt < 52; attempt += 1) last = (await post(issueToken.path, form)).statusCode
  assert.equal(last, 429)
  await house.query('DELETE FROM attempt_throttle')
})

test('two secrets at a time, and no third; taking one away ends what was got with it', async () => {
  const program = await house.program(manager, await house.approved(manager))
  const add = () => house.call(integrations.addClientSecret, { as: manager, params: { clientId: program.id }, body: { endsAt: house.days(100) } })
  const second = await add()
  assert.deepEqual([second.status, second.body['slot']], [201, '2'])
  assert.equal((await add()).body['code'], 'secrets_full')
  const [ofFirst, ofSecond] = [await house.token(program), await house.token({ ...program, secret: String(second.body['secret']) })]
  const removed = await house.call(integrations.removeClientSecret, { as: manager, params: { clientId: program.id, slot: '1' } })
  assert.equal(removed.status, 204)
  assert.equal(await who(ofFirst.body['access_token']), null)
  assert.equal((await who(ofSecond.body['access_token']))?.kind, 'client')
  assert.equal((await house.token(program)).status, 401)
  assert.equal((await add()).status, 201)
})

test('secrets and tokens stand nowhere in the database, and of use only the day is kept', async () => {
  const approval = await house.approved(manager, { kind: 'personal_tokens' })
  const mine = await house.personal(manager, approval)
  const program = await house.program(manager, await house.approved(manager))
  const issued = await house.token(program)
  await who(mine.value, '203.0.113.9')
  for (const [table] of [['access_tokens'], ['client_secrets'], ['api_clients'], ['trail_entries'], ['approvals']]) {
    const rows = await house.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`)
    for (const { row } of rows) {
      for (const secret of [mine.value, program.secret, String(issued.body['access_token'])]) assert.ok(!row.includes(secret.slice(7, 60)), `${table}: ${row}`)
      assert.ok(!row.includes('203.0.113.9'), row)
    }
  }
  const [token] = (await house.call(personal.listMyTokens, { as: manager })).body['tokens'] as unknown as { name: string; lastUsedOn: string }[]
  assert.deepEqual([token?.name, token?.lastUsedOn], ['Mijn agenda', '2026-11-24'])
})

test('a program gives its own token back, and nobody else’s', async () => {
  const approval = await house.approved(manager)
  const [mine, other] = [await house.program(manager, approval), await house.program(manager, await house.approved(manager))]
  const token = String((await house.token(mine)).body['access_token'])
  const back = (program: Program) => post(revokeIssuedToken.path, { ...credentials(program), token })
  assert.equal((await back(other)).statusCode, 200)
  assert.equal((await who(token))?.kind, 'client')
  assert.equal((await back(mine)).statusCode, 200)
  assert.equal(await who(token), null)
})

test('a token works only from its networks, and only from those of its approval', async () => {
  const approval = await house.approved(manager, { kind: 'personal_tokens', addresses: ['192.0.2.0/24', '2001:db8::/32'] })
  const { value } = await house.personal(manager, approval, { addresses: ['192.0.2.0/28', '2001:db8::/32'] })
  for (const [from, comesIn] of [
    ['192.0.2.7', true], ['::ffff:192.0.2.7', true], ['2001:db8::1', true], ['192.0.2.200', false], ['198.51.100.7', false], ['2001:db9::1', false], ['nonsense', false],
  ] as const) {
    assert.equal((await who(value, from)) !== null, comesIn, from)
  }
})

test('a personal token does what its owner may do now: with the roles of today, and nothing once they may not come in', async () => {
  const sanne = await house.seed.person(organisation, { roles: ['employee', 'location_manager'] })
  const { value } = await house.personal(sanne, await house.approved(manager, { kind: 'personal_tokens' }))
  const principal = async () => {
    afterASecond()
    const found = await who(value)
    return found?.kind === 'person' ? found : null
  }
  assert.ok((await principal())?.permissions.has('manage_places'))
  await house.query(`DELETE FROM role_grants WHERE organisation_id = $1 AND person_id = $2 AND role = 'location_manager'`, [organisation, sanne.person])
  assert.deepEqual((await principal())?.roles, ['employee'])
  await house.query('UPDATE people SET restricted_at = $2 WHERE id = $1', [sanne.person, house.clock.now().toString()])
  assert.equal((await principal())?.restricted, true)
  await house.query('UPDATE people SET access_until = $2 WHERE id = $1', [sanne.person, house.clock.now().toString()])
  assert.equal(await principal(), null)
  await house.query('UPDATE people SET access_until = NULL, deactivated_at = $2 WHERE id = $1', [sanne.person, house.clock.now().toString()])
  assert.equal(await principal(), null)
  await house.query('UPDATE people SET deactivated_at = NULL WHERE id = $1', [sanne.person])
  assert.equal((await principal())?.person, sanne.person)
  await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [organisation])
  assert.equal((await principal())?.agreementInForce, false)
})

test('nobody makes a token beyond the approval, for longer than 90 days, or without proving who they are', async () => {
  const approval = await house.approved(manager, { kind: 'personal_tokens', purposes: ['presence'], categories: ['places'] })
  const make = async (more: object, as = manager) => {
    const body = { approvalId: approval, name: 'x', purposes: ['presence'], categories: ['places'], addresses: [], endsAt: house.days(30), ...more }
    return (await house.call(personal.createMyToken, { as, body })).body['code']
  }
  assert.equal(await make({ purposes: ['booking'] }), 'beyond_approval')
  assert.equal(await make({ categories: ['places', 'identity'] }), 'beyond_approval')
  assert.equal(await make({ approvalId: await house.approved(manager) }), 'beyond_approval')
  assert.equal(await make({ endsAt: house.days(91) }), 'end_out_of_bounds')
  assert.equal(await make({}, { ...manager, verifiedAt: house.clock.now().subtract({ minutes: 11 }) }), 'step_up_needed')
  assert.equal(await make({}), undefined)
})

test('the database itself writes no token beyond its approval, or under one that is over', async () => {
  const approval = await house.approved(manager, { kind: 'personal_tokens', purposes: ['presence'], categories: ['places'] })
  const write = (more: { purposes?: string; endsAt?: string; approval?: string; now?: string }) =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
      tx.db
        .insertInto('access_tokens')
        .values({
          organisation_id: organisation,
          id: crypto.randomUUID(),
          kind: 'personal',
          token_hash: Buffer.from(crypto.getRandomValues(new Uint8Array(32))),
          approval_id: more.approval ?? approval,
          approval_kind: 'personal_tokens',
          person_id: manager.person,
          name_sealed: Buffer.from('x'),
          purposes: [more.purposes ?? 'presence'],
          categories: ['places'],
          addresses: [],
          created_at: more.now ?? tx.now.toString(),
          ends_at: more.endsAt ?? house.days(30),
        })
        .execute(),
    )
  await write({})
  const denied = /row-level security/
  await assert.rejects(write({ purposes: 'booking' }), denied)
  await assert.rejects(write({ endsAt: house.days(91) }), /access_tokens_lifetime/)
  await assert.rejects(write({ approval: await house.approved(manager) }), /foreign key|row-level security/)
  await house.call(integrations.revokeApproval, { as: manager, params: { approvalId: approval } })
  await assert.rejects(write({}), denied)
})

test('people see and revoke their own tokens only; who manages integrations revokes any', async () => {
  const [sanne, bram] = [await house.seed.person(organisation), await house.seed.person(organisation)]
  const approval = await house.approved(manager, { kind: 'personal_tokens' })
  const [one, other] = [await house.personal(sanne, approval), await house.personal(sanne, approval)]
  assert.deepEqual((await house.call(personal.listMyTokens, { as: bram })).body['tokens'], [])
  assert.equal((await house.call(personal.revokeMyToken, { as: bram, params: { tokenId: one.id } })).status, 404)
  assert.notEqual(await who(one.value), null)
  assert.equal((await house.call(personal.revokeMyToken, { as: sanne, params: { tokenId: one.id } })).status, 204)
  assert.equal(await who(one.value), null, 'at once, not when the memory of a second is over')
  assert.equal((await house.call(integrations.revokeToken, { as: manager, params: { tokenId: other.id } })).status, 204)
  assert.equal(await who(other.value), null)
})

test('revoking an approval ends its programs’ and people’s tokens at once', async () => {
  const sanne = await house.seed.person(organisation)
  const [forPeople, forPrograms] = [await house.approved(manager, { kind: 'personal_tokens' }), await house.approved(manager)]
  const mine = await house.personal(sanne, forPeople)
  const program = await house.program(manager, forPrograms)
  const issued = String((await house.token(program)).body['access_token'])
  for (const value of [mine.value, issued]) assert.notEqual(await who(value), null)
  for (const approvalId of [forPeople, forPrograms]) await house.call(integrations.revokeApproval, { as: manager, params: { approvalId } })
  for (const value of [mine.value, issued]) assert.equal(await who(value), null)
  const again = await house.token(program)
  assert.deepEqual([again.status, again.body['error']], [400, 'unauthorized_client'])
})

test('a directory has a standing token, two at most, which opens SCIM and is no personal one', async () => {
  const program = await house.program(manager, await house.approved(manager, { kind: 'scim' }))
  const stand = (clientId: string) => house.call(integrations.addStandingToken, { as: manager, params: { clientId }, body: { endsAt: house.days(200) } })
  const token = await stand(program.id)
  assert.equal(token.status, 201, token.text)
  const directory = await authenticateDirectory(house.kernel)(String(token.body['token']), '192.0.2.7')
  assert.deepEqual([...(directory?.token.categories ?? [])].toSorted(), ['account', 'contact', 'identity'])
  assert.equal((await stand(program.id)).status, 201)
  assert.equal((await stand(program.id)).body['code'], 'secrets_full')
  const other = await house.program(manager, await house.approved(manager))
  assert.equal((await stand(other.id)).body['code'], 'standing_token_refused')
  const issued = await house.token(other)
  assert.equal(await authenticateDirectory(house.kernel)(String(issued.body['access_token']), '192.0.2.7'), null)
})
