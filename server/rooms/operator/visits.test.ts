import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import * as myData from '#contract/endpoints/my-data.ts'
import * as noticesOf from '#contract/endpoints/notices.ts'
import * as desk from '#contract/endpoints/operator.ts'
import * as endpoints from '#contract/endpoints/operator-visits.ts'
import type { StaffVisit } from '#contract/endpoints/operator-visits.ts'
import * as support from '#contract/endpoints/support.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../../house.ts'
import type { Rooms } from '../../house.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { Answer, TestHouse } from '../../../test/house.ts'
import { colleague, firstLead, signInAgain } from '../../../test/operator-scene.ts'
import type { StaffHand } from '../../../test/operator-scene.ts'
import * as operator from './index.ts'

let house: TestHouse
let rooms: Rooms
let lead: StaffHand
let joris: StaffHand
let organisation: OrganisationId
let manager: PersonPrincipal
let sanne: PersonPrincipal

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => rooms.authenticate,
  })
  lead = await firstLead(house)
  joris = await colleague(house, lead, ['support'])
})
after(async () => {
  await rooms.ingest.close()
  await house.close()
})
beforeEach(async () => {
  organisation = await house.seed.organisation({ name: 'Waterschap' })
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'], name: 'Mona Manager' })
  sanne = await house.seed.person(organisation, { name: 'Sanne de Wit', email: 'sanne@waterschap.example' })
  for (const hand of [lead, joris]) assert.equal((await signInAgain(house, hand)).status, 201)
})

const pass = async (minutes: number, seconds = 0): Promise<void> => {
  house.clock.set(house.kernel.clock.now().add({ minutes, seconds }).toString())
}
const asked = { reason: 'sign_in', words: 'Kan sinds vanochtend niet inloggen', ticket: 'VP-1042', ground: 'consent', minutes: 30, scope: 'read' }
const visitIn = (answer: Answer): StaffVisit => {
  assert.ok(answer.status < 300, answer.text)
  return answer.body as unknown as StaffVisit
}
const ask = async (more: Partial<typeof asked> = {}, hand = joris): Promise<string> =>
  visitIn(await hand.call(endpoints.askVisit, { body: { ...asked, ...more, organisationId: organisation } })).id
const allow = (visitId: string, body = { minutes: 30, scope: 'read' }) => house.call(support.allowSupportVisit, { as: manager, params: { visitId }, body })
const running = async (scope = 'read', minutes = 30): Promise<string> => {
  const visitId = await ask({ scope })
  assert.equal((await allow(visitId, { minutes, scope })).status, 200)
  assert.equal(visitIn(await joris.call(endpoints.beginVisit, { params: { visitId } })).state, 'running')
  return visitId
}
const look = (visitId: string, hand = joris, personId: string = sanne.person) => hand.call(endpoints.getPersonInVisit, { params: { visitId, personId } })
const codeOf = ({ status, body }: Answer) => [status, body['code']]
const told = async (as: PersonPrincipal) => {
  await house.kernel.outbox.settled()
  return ((await house.call(noticesOf.listNotices, { as })).body as unknown as { notices: { kind: string }[] }).notices.map(({ kind }) => kind)
}

describe('a visit by consent', () => {
  test('opens at the customer’s yes and its beginning, and closes to the second', async () => {
    const visitId = await ask()
    assert.deepEqual(await told(manager), ['support_asked'])
    assert.deepEqual(codeOf(await joris.call(endpoints.beginVisit, { params: { visitId } })), [403, 'visit_not_open'])
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'])
    assert.equal((await allow(visitId, { minutes: 10, scope: 'read' })).status, 200)
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'], 'allowed is not begun')
    const begun = visitIn(await joris.call(endpoints.beginVisit, { params: { visitId } }))
    assert.equal(Temporal.Instant.from(begun.endsAt ?? '').since(house.kernel.clock.now()).total('minutes'), 10)
    await pass(9, 59)
    assert.equal((await look(visitId)).status, 200)
    await pass(0, 1)
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'])
    const { visits } = (await house.call(support.listSupportVisits, { as: manager })).body as unknown as { visits: { state: string; endedBy: string }[] }
    assert.deepEqual(visits.map(({ state, endedBy }) => [state, endedBy]), [['ended', 'clock']])
    await operator.jobs(house.kernel).find(({ name }) => name === 'operator.visits')?.runOnce()
    const entries = await house.query<{ detail: { by: string }; at: Date }>(`SELECT detail FROM trail_entries WHERE organisation_id = $1 AND action = 'operator.visit_ended'`, [organisation])
    assert.deepEqual(entries.map(({ detail }) => detail.by), ['clock'])
  })

  test('shows one person, and tells that person, the customer and the log, each with reason and ticket', async () => {
    const visitId = await running()
    const found = await joris.call(endpoints.findPersonInVisit, { params: { visitId }, body: { email: 'sanne@waterschap.example' } })
    assert.equal(found.status, 200, found.text)
    await pass(0, 1)
    const answer = await look(visitId)
    assert.equal(answer.status, 200, answer.text)
    const { person } = answer.body as unknown as { person: { name: string; roles: string[] } }
    assert.deepEqual([person.name, person.roles], ['Sanne de Wit', ['employee']])
    assert.equal((await joris.call(endpoints.listDevicesInVisit, { params: { visitId } })).status, 200)
    assert.deepEqual(await told(sanne), ['support_looked'])
    const { looks } = (await house.call(myData.getMyLooks, { as: sanne })).body as unknown as { looks: Record<string, unknown>[] }
    assert.deepEqual(
      looks.map(({ view, role, operator: byOperator, exact, support: during }) => ({ view, role, byOperator, exact, during })),
      ['support_account', 'support_found'].map((view) => ({ view, role: 'support', byOperator: true, exact: true, during: { reason: 'sign_in', ticket: 'VP-1042' } })),
    )
    const shown = await house.call(support.getSupportVisit, { as: manager, params: { visitId } })
    assert.equal(shown.status, 200, shown.text)
    const { acts, visit } = shown.body as unknown as { acts: { what: string; person: { name: string } | null }[]; visit: { words: string } }
    assert.equal(visit.words, asked.words)
    assert.deepEqual(
      new Set(acts.map(({ what, person: whom }) => `${what} ${whom?.name}`)),
      new Set(['support_found Sanne de Wit', 'support_account Sanne de Wit', 'support_devices undefined']),
    )
    const log = (await lead.call(desk.listOperatorLog)).body as unknown as { entries: { action: string; organisation: string | null; ticket: string | null }[] }
    assert.ok(log.entries.some((entry) => entry.action === 'operator.looked' && entry.organisation === 'Waterschap' && entry.ticket === 'VP-1042'))
    const [kept] = await house.query<{ row: string }>('SELECT v::text AS row FROM support_visits v WHERE id = $1', [visitId])
    assert.ok(!kept?.row.includes('inloggen'), 'the words are sealed')
  })

  test('finds nobody by half an address, shows nobody whose data is frozen, and another customer’s people do not exist', async () => {
    const visitId = await running()
    const find = async (email: string) => ((await joris.call(endpoints.findPersonInVisit, { params: { visitId }, body: { email } })).body as unknown as { person: unknown }).person
    assert.equal(await find('sann@waterschap.example'), null)
    const elsewhere = await house.seed.person(await house.seed.organisation({ name: 'Bibliotheek' }), { email: 'omar@bieb.example' })
    assert.equal(await find('omar@bieb.example'), null)
    assert.equal((await look(visitId, joris, elsewhere.person)).status, 404)
    await house.query('UPDATE people SET restricted_at = $2 WHERE id = $1', [sanne.person, house.kernel.clock.now().toString()])
    assert.equal((await look(visitId)).status, 404)
    assert.equal(await find('sanne@waterschap.example'), null)
  })

  test('only looks, unless the customer allowed more', async () => {
    const signOut = (visitId: string) => joris.call(endpoints.signOutInVisit, { params: { visitId, personId: sanne.person } })
    const session = async () => {
      await house.query(
        `INSERT INTO sessions (organisation_id, person_id, token_hash, device, created_at, seen_at, verified_at, idle_until, absolute_until)
         VALUES ($1, $2, gen_random_uuid()::text::bytea || '0'::bytea, 'Firefox on Android', $3, $3, $3, $3::timestamptz + interval '12 hours', $3::timestamptz + interval '14 days')`,
        [organisation, sanne.person, house.kernel.clock.now().toString()],
      )
    }
    await session()
    const live = async () => (await house.query('SELECT FROM sessions WHERE person_id = $1 AND idle_until > $2', [sanne.person, house.kernel.clock.now().toString()])).length
    assert.deepEqual(codeOf(await signOut(await running('read'))), [403, 'visit_reads_only'])
    assert.equal(await live(), 1)
    await house.query('UPDATE support_visits SET ended_at = $1, ended_by = $2', [house.kernel.clock.now().toString(), 'staff'])
    const visitId = await ask({ scope: 'write' })
    await allow(visitId, { minutes: 30, scope: 'read' })
    await joris.call(endpoints.beginVisit, { params: { visitId } })
    assert.deepEqual(codeOf(await signOut(visitId)), [403, 'visit_reads_only'], 'the customer gave less than was asked')
    assert.equal((await signOut(await running('write'))).status, 204)
    assert.equal(await live(), 0)
  })

  test('is refused, lapses unanswered after a day, and lapses when nobody begins', async () => {
    const refused = await ask()
    assert.equal((await house.call(support.refuseSupportVisit, { as: manager, params: { visitId: refused } })).status, 200)
    assert.deepEqual(codeOf(await joris.call(endpoints.beginVisit, { params: { visitId: refused } })), [403, 'visit_not_open'])
    assert.deepEqual(codeOf(await allow(refused)), [409, 'visit_settled'])
    const [unanswered, unbegun] = [await ask(), await ask()]
    await allow(unbegun)
    await pass(24 * 60)
    await signInAgain(house, joris)
    assert.deepEqual(codeOf(await allow(unanswered)), [409, 'visit_settled'])
    assert.deepEqual(codeOf(await joris.call(endpoints.beginVisit, { params: { visitId: unbegun } })), [403, 'visit_not_open'])
  })

  test('gets more minutes only by consent', async () => {
    const visitId = await running('read', 10)
    await pass(9)
    assert.equal(visitIn(await joris.call(endpoints.extendVisit, { params: { visitId }, body: { minutes: 20 } })).extensionMinutes, 20)
    await pass(0, 59)
    assert.equal((await allow(visitId, { minutes: 20, scope: 'write' })).status, 200)
    await pass(10)
    assert.equal((await look(visitId)).status, 200)
    await pass(10)
    assert.equal((await look(visitId)).status, 200)
    assert.deepEqual(codeOf(await joris.call(endpoints.signOutInVisit, { params: { visitId, personId: sanne.person } })), [403, 'visit_reads_only'], 'more time is not more rights')
    await pass(0, 1)
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'])
  })

  test('ends at once when the customer says so, and its stream with it', async () => {
    const visitId = await running()
    const address = await house.http.listen({ port: 0, host: '127.0.0.1' })
    const answer = await fetch(`${address}/api/v1/operator/visits/${visitId}/live`, { headers: { cookie: joris.cookie } })
    assert.equal(answer.status, 200)
    const reader = answer.body?.getReader()
    assert.match(Buffer.from((await reader?.read())?.value ?? []).toString('utf8'), /event: visit/)
    const startedMs = performance.now()
    assert.equal((await house.call(support.endSupportVisit, { as: manager, params: { visitId } })).status, 200)
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    assert.ok(performance.now() - startedMs < 1000, 'within a second')
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'])
    assert.deepEqual(codeOf(await house.call(support.endSupportVisit, { as: manager, params: { visitId } })), [409, 'visit_settled'])
  })

  test('is its asker’s alone, and ends when they leave', async () => {
    const leaver = await colleague(house, lead, ['support'])
    const visitId = await ask({}, leaver)
    await allow(visitId)
    assert.equal((await joris.call(endpoints.beginVisit, { params: { visitId } })).status, 404)
    assert.equal((await lead.call(endpoints.beginVisit, { params: { visitId } })).status, 404)
    await leaver.call(endpoints.beginVisit, { params: { visitId } })
    assert.equal((await look(visitId, lead)).status, 404)
    assert.equal((await look(visitId, leaver)).status, 200)
    assert.equal((await lead.call(desk.releaseStaff, { params: { staffId: leaver.id } })).status, 204)
    assert.equal((await look(visitId, leaver)).status, 401)
    const [row] = await house.query<{ ended_by: string }>('SELECT ended_by FROM support_visits WHERE id = $1', [visitId])
    assert.equal(row?.ended_by, 'operator')
  })
})

describe('a visit of necessity', () => {
  test('is told to the customer at once, needs the second signature of a lead who did not ask, and only looks', async () => {
    assert.deepEqual(codeOf(await joris.call(endpoints.askVisit, { body: { ...asked, ground: 'necessity', scope: 'write', organisationId: organisation } })), [422, 'necessity_reads_only'])
    const visitId = await ask({ ground: 'necessity' })
    assert.deepEqual(await told(manager), ['support_necessary'])
    assert.deepEqual(codeOf(await allow(visitId)), [409, 'visit_settled'], 'it is not asked, it is told')
    assert.deepEqual(codeOf(await joris.call(endpoints.beginVisit, { params: { visitId } })), [403, 'visit_not_open'])
    const own = await ask({ ground: 'necessity' }, lead)
    assert.deepEqual(codeOf(await lead.call(endpoints.approveVisit, { params: { visitId: own } })), [409, 'own_visit'])
    assert.equal(visitIn(await lead.call(endpoints.approveVisit, { params: { visitId } })).state, 'allowed')
    await joris.call(endpoints.beginVisit, { params: { visitId } })
    assert.equal((await look(visitId)).status, 200)
    assert.equal((await house.call(support.endSupportVisit, { as: manager, params: { visitId } })).status, 200, 'the customer can end it all the same')
  })

  test('cannot be signed by its asker in the database either', async () => {
    const visitId = await ask({ ground: 'necessity' })
    await assert.rejects(house.query('UPDATE support_visits SET second_staff_id = staff_id WHERE id = $1', [visitId]), /check constraint/)
  })
})

describe('the login of support itself', () => {
  const asSupport = async (work: string, values: readonly unknown[] = []) => {
    const client = await house.kernel.pools.connect('support')
    try {
      await client.query('BEGIN')
      await client.query(`SET LOCAL app.organisation = '${organisation}'`)
      return (await client.query<{ id: string }>(work, [...values])).rows
    } finally {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release()
    }
  }
  const people = () => asSupport('SELECT id FROM people WHERE organisation_id = $1', [organisation])
  const forge = `UPDATE support_visits SET closes_at = now() + interval '1 day'`

  test('meets no row of anybody without a visit in force, whatever our own code would let through', async () => {
    assert.deepEqual(await people(), [])
    const visitId = await ask()
    assert.deepEqual(await people(), [], 'asked')
    await allow(visitId)
    assert.deepEqual(await people(), [], 'allowed')
    await joris.call(endpoints.beginVisit, { params: { visitId } })
    assert.equal((await people()).length, 2, 'running')
    await house.query(`UPDATE support_visits SET closes_at = now() WHERE id = $1`, [visitId])
    assert.deepEqual(await people(), [], 'over by the database’s own clock')
    assert.deepEqual(codeOf(await look(visitId)), [403, 'visit_not_open'])
  })

  test('meets nothing of a customer through a visit to another, and cannot give itself one', async () => {
    await running()
    const elsewhere = await house.seed.organisation({ name: 'Bibliotheek' })
    await house.seed.person(elsewhere)
    organisation = elsewhere
    assert.deepEqual(await people(), [])
    await assert.rejects(asSupport(forge), { code: '42501' })
    await assert.rejects(asSupport(`INSERT INTO support_visits (organisation_id) VALUES ($1)`, [elsewhere]), { code: '42501' })
  })

  test('writes nothing during a visit for looking, and sees no secret of a session', async () => {
    await running('read')
    const write = `UPDATE sessions SET idle_until = now() WHERE organisation_id = $1`
    await house.query(
      `INSERT INTO sessions (organisation_id, person_id, token_hash, device, created_at, seen_at, verified_at, idle_until, absolute_until)
       VALUES ($1, $2, gen_random_uuid()::text::bytea, 'x', now(), now(), now(), now(), now())`,
      [organisation, sanne.person],
    )
    await assert.rejects(asSupport(write, [organisation]), { code: '42501' })
    await assert.rejects(asSupport('SELECT token_hash FROM sessions'), { code: '42501' })
    await assert.rejects(asSupport('SELECT password_hash FROM credentials'), { code: '42501' })
  })
})

test('without an agreement in force there is nothing to visit, and the list of customers says nothing of people but their number', async () => {
  const formation = await house.seed.organisation({ name: 'Nog niet', inForce: false })
  const answer = await joris.call(endpoints.askVisit, { body: { ...asked, organisationId: formation } })
  assert.deepEqual(codeOf(answer), [403, 'agreement_not_in_force'])
  const listed = await joris.call(desk.listCustomers)
  const { organisations } = listed.body as unknown as { organisations: { id: string; state: string; people: number }[] }
  assert.deepEqual(new Set(organisations.filter(({ id }) => id === formation || id === organisation).map(({ state, people }) => `${state} ${people}`)), new Set(['formation 0', 'in_force 2']))
  assert.ok(!listed.text.includes('Sanne'))
})

test('who of a customer may only see it cannot decide, and another customer’s visit does not exist', async () => {
  const visitId = await ask()
  const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
  assert.equal((await house.call(support.listSupportVisits, { as: officer })).status, 200)
  assert.equal((await house.call(support.allowSupportVisit, { as: officer, params: { visitId }, body: { minutes: 5, scope: 'read' } })).status, 403)
  assert.equal((await house.call(support.listSupportVisits, { as: sanne })).status, 403)
  const other = await house.seed.person(await house.seed.organisation({ name: 'Bibliotheek' }), { roles: ['organisation_manager'] })
  assert.equal((await house.call(support.allowSupportVisit, { as: other, params: { visitId }, body: { minutes: 5, scope: 'read' } })).status, 404)
  assert.equal((await house.call(support.getSupportVisit, { as: other, params: { visitId } })).status, 404)
})
