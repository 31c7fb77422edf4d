import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { addStandingToken, approveIntegration, createClient, getResponsibilityText } from '#contract/endpoints/integrations.ts'
import { getProvisioningState, setGroupMapping } from '#contract/endpoints/provisioning.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { cookieNames } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openEventStream } from '../../../../test/event-stream.ts'
import { openTestHouse } from '../../../../test/house.ts'
import type { TestHouse } from '../../../../test/house.ts'
import { patch } from '../../../../test/scim-house.ts'
import { joinRooms } from '../../../house.ts'
import type { Rooms } from '../../../house.ts'
import { startSession } from '../../access/index.ts'

let house: TestHouse
let rooms: Rooms
let organisation: OrganisationId
let manager: PersonPrincipal
let url: string

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => rooms.authenticate,
    protocols: () => rooms.protocols,
  })
  url = await house.http.listen({ host: '127.0.0.1', port: 0 })
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
})
after(async () => {
  await rooms.ingest.close()
  await house.close()
})

const must = async (answer: ReturnType<TestHouse['call']>, status = 201): Promise<Record<string, unknown>> => {
  const { status: got, text, body } = await answer
  assert.equal(got, status, text)
  return body
}

/** A directory as an organisation lets one in: an approval that its manager signs, a program under it, a token of that. */
const approveDirectory = async (): Promise<string> => {
  const endsAt = house.clock.now().add({ hours: 24 * 300 }).toString()
  const as = { ...manager, verifiedAt: house.clock.now() }
  const { version, language, textHash } = await must(house.call(getResponsibilityText, { as }), 200)
  const { id: approvalId } = await must(
    house.call(approveIntegration, {
      as,
      body: {
        kind: 'scim', purposes: ['administration'], categories: ['identity', 'contact', 'account'], addresses: [], endsAt,
        party: { name: 'Adreslijst BV', contact: 'privacy@adreslijst.example', country: 'NL', transferGround: null },
        responsibility: { version, language, textHash, accepted: true },
      },
    }),
  )
  const { id: clientId } = await must(house.call(createClient, { as, params: { approvalId: String(approvalId) }, body: { name: 'Adreslijst' } }))
  const { token } = await must(house.call(addStandingToken, { as, params: { clientId: String(clientId) }, body: { endsAt } }))
  return String(token)
}

const ask = async (token: string, method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${url}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

const signIn = async (person: PersonPrincipal) => {
  const { cookie } = await house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: person.person }, purpose: 'sign_in' }, (tx) =>
    startSession(tx, person.person, 'Firefox', 'password'),
  )
  const session = () => fetch(`${url}${apiPrefix}/session`, { headers: { cookie: `${cookieNames(false).session}=${cookie}` } }).then(({ status }) => status)
  return { cookie, session }
}

for (const [how, act] of [
  ['switches a person off', (token: string, id: string) => ask(token, 'PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' }))],
  ['deletes a person', (token: string, id: string) => ask(token, 'DELETE', `/Users/${id}`)],
] as const) {
  test(`a directory ${how}: their open stream ends at once, their session is over, and what they had booked is free`, async () => {
    const token = await approveDirectory()
    const leaver = await house.seed.person(organisation)
    const { floorId, desks } = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 1, name: how })
    await house.query(
      `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
       VALUES ($1, gen_random_uuid(), $2, 'desk', $3, tstzrange('2026-11-25T09:00Z', '2026-11-25T11:00Z'), 'booked', '2026-11-25T09:30Z', $4)`,
      [organisation, desks[0], leaver.person, house.clock.now().toString()],
    )
    const { cookie, session } = await signIn(leaver)
    assert.equal(await session(), 200)
    const stream = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: cookie })
    assert.equal((await stream.next())?.event, 'floor')
    const { status } = await act(token, leaver.person)
    assert.ok(status === 200 || status === 204, String(status))
    assert.equal(await stream.next(), null, 'the server ended it')
    assert.equal(await session(), 401)
    await house.kernel.outbox.settled()
    const [booking] = await house.query<{ status: string }>('SELECT status FROM bookings WHERE person_id = $1', [leaver.person])
    assert.equal(booking?.status, 'cancelled')
  })
}

test('who comes back within the keeping period has what they had: a way in, and the same account', async () => {
  const token = await approveDirectory()
  const { person } = await house.seed.person(organisation, { email: 'terug@voorbeeld.example', roles: ['employee', 'receptionist'] })
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, person, house.clock.now().toString()])
  await ask(token, 'PATCH', `/Users/${person}`, patch({ op: 'replace', value: { active: false } }))
  house.clock.advance({ hours: 24 * 20 })
  assert.equal((await ask(token, 'PATCH', `/Users/${person}`, patch({ op: 'replace', value: { active: true } }))).body['active'], true)
  house.clock.advance({ hours: 24 * 20 })
  await rooms.retention.keeper.run(organisation)
  await rooms.retention.erasures.settled()
  const [row] = await house.query<{ roles: number }>(
    `SELECT (SELECT count(*)::int FROM role_grants r WHERE r.person_id = p.id) AS roles FROM people p JOIN credentials c ON c.person_id = p.id WHERE p.id = $1`, [person],
  )
  assert.equal(row?.roles, 2)
})

test('a manager sees which directory asked, what went wrong in words, and says what its groups mean; nobody says more than they hold', async () => {
  const token = await approveDirectory()
  const { person } = await house.seed.person(organisation)
  const { body: group } = await ask(token, 'POST', '/Groups', { displayName: 'Balie', members: [{ value: person }] })
  await ask(token, 'POST', '/Users', { userName: 'geen-adres' })
  const fresh = { ...manager, verifiedAt: house.clock.now() }
  const params = { scimGroupId: String(group['id']) }
  const teamId = await house.seed.team(organisation, 'Balie')
  const set = (roles: readonly string[], as: PersonPrincipal = fresh) => house.call(setGroupMapping, { as, params, body: { teamId, roles } })
  assert.equal((await set(['privacy_officer'])).body['code'], 'may_not_grant')
  assert.equal((await set(['receptionist'], { ...fresh, verifiedAt: house.clock.now().subtract({ minutes: 11 }) })).body['code'], 'step_up_needed')
  const mapped = await set(['receptionist'])
  assert.deepEqual(mapped.body, { id: params.scimGroupId, name: 'Balie', members: 1, team: { id: teamId, name: 'Balie' }, roles: ['receptionist'] })
  const grants = await house.query<{ source: string; granted_by: string }>(`SELECT source, granted_by FROM role_grants WHERE person_id = $1 AND role = 'receptionist'`, [person])
  assert.deepEqual(grants, [{ source: 'scim', granted_by: manager.person }])

  const { body: state } = await house.call(getProvisioningState, { as: fresh })
  const { clients, errors, groups, scimUrl } = state as unknown as { clients: { name: string; writes: number; refusals: number }[]; errors: { code: string; reason: string }[]; groups: object[]; scimUrl: string }
  assert.deepEqual([clients[0]?.name, clients[0]?.writes, clients[0]?.refusals], ['Adreslijst BV', 1, 1])
  assert.deepEqual(errors.map(({ code, reason }) => [code, reason])[0], ['invalidValue', 'A value is missing or wrong'])
  assert.deepEqual([groups.length, scimUrl], [1, 'http://127.0.0.1:8080/scim/v2'])
})

test('the last manager is not deleted by a directory, and the refusal says why', async () => {
  const token = await approveDirectory()
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, manager.person, house.clock.now().toString()])
  for (const answer of [await ask(token, 'DELETE', `/Users/${manager.person}`), await ask(token, 'PATCH', `/Users/${manager.person}`, patch({ op: 'replace', path: 'active', value: false }))]) {
    assert.deepEqual([answer.status, answer.body['scimType']], [400, 'mutability'])
    assert.match(String(answer.body['detail']), /last organisation manager/)
  }
  assert.equal((await ask(token, 'GET', `/Users/${manager.person}`)).body['active'], true)
})
