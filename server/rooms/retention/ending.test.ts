import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { endAgreement, getBackups, getCertificatePdf, getEnding, getEndingByLink, withdrawEnding } from '#contract/endpoints/keeping.ts'
import { getSession, signIn } from '#contract/endpoints/session.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { certificateOf, later, openEndingScene } from '../../../test/ending-scene.ts'
import type { Shape } from '../../../test/ending-scene.ts'
import { furnish } from '../../../test/furnish.ts'
import { tuesdayMorning } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { findEverywhere } from '../../../test/kept-scene.ts'
import * as access from '../access/index.ts'
import * as trail from '../trail/index.ts'
import type { Retention } from './index.ts'

let scene: Awaited<ReturnType<typeof openEndingScene>>
let house: TestHouse
let retention: Retention
let organisation: OrganisationId
let manager: PersonPrincipal
let employee: PersonPrincipal

before(async () => {
  scene = await openEndingScene()
  ;({ house, retention } = scene)
})
after(() => scene.close())
const renew = async () => {
  ;({ organisation, manager, employee } = await scene.renew())
}
beforeEach(renew)
afterEach(async () => {
  scene.crash.at = null
  await retention.endings.settled()
})

const end = (endsAt: string | null, timeZone?: string) => scene.end(manager, endsAt, timeZone)
const byLink = (link: string) => scene.byLink(link)
const pass = (moment: string | Temporal.Instant) => scene.pass(moment)
const rowsLeft = () => scene.rowsLeft(organisation)

describe('the end of an agreement', () => {
  test('is told as an instant with its zone, shown with its clock, and can be withdrawn before it comes', async () => {
    const told = await end('2026-12-01T00:00:00+01:00')
    assert.equal(told.state, 'waiting')
    assert.equal(told.endsAt, '2026-12-01T00:00:00+01:00')
    assert.equal(told.deadlineAt, '2026-12-15T00:00:00+01:00')
    assert.match(told.link, /^[\w-]{43}$/)
    const peopleTold = async () => (await house.query(`SELECT FROM notices WHERE organisation_id = $1 AND kind = 'agreement_ends'`, [organisation])).length
    for (let look = 0; look < 100 && (await peopleTold()) < 2; look++) await turn()
    assert.equal(await peopleTold(), 2, 'everybody is told in the app')
    const seen = (await house.call(getEnding, { as: employee })).body as unknown as { ending: Shape }
    assert.deepEqual([seen.ending.state, seen.ending.link], ['waiting', null])
    assert.equal((await house.call(endAgreement, { as: manager, body: { endsAt: null, timeZone: 'UTC', end: true } })).body['code'], 'ending_already_told')
    assert.equal((await house.call(withdrawEnding, { as: manager })).status, 204)
    assert.equal((await house.call(withdrawEnding, { as: manager })).status, 404)
    assert.deepEqual((await house.call(getEnding, { as: employee })).body, { ending: null })
    await pass('2026-12-02T00:00:00Z')
    assert.ok((await house.query('SELECT FROM people WHERE organisation_id = $1', [organisation])).length > 0)
  })

  test('is refused in the past, in an unknown zone, and by who may not', async () => {
    const call = async (as: PersonPrincipal, body: object) => (await house.call(endAgreement, { as, body: { timeZone: 'UTC', end: true, ...body } })).body['code']
    assert.equal(await call(manager, { endsAt: '2026-11-24T06:59:59Z' }), 'in_the_past')
    assert.equal(await call(manager, { endsAt: null, timeZone: 'Mars/Olympus' }), 'time_zone_unknown')
    assert.equal(await call(employee, { endsAt: null }), 'not_allowed')
  })

  test('closes the gate at its moment: sessions end, streams close, sign-in and uplinks are refused', async () => {
    const cookie = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) => access.startSession(tx, manager.person, undefined))
    const session = async () => (await house.call(getSession, { cookie: `vrijplek=${cookie.cookie}` })).status
    let closed = 0
    const { streams } = house.kernel
    const closeWhere = streams.closeWhere.bind(streams)
    house.kernel.streams.closeWhere = (matches) => {
      if (matches({ kind: 'door', organisation, door: 'd', workspace: 'w' as never, agreementInForce: true })) closed += 1
      return closeWhere(matches)
    }
    try {
      await end('2026-11-24T08:00:00Z')
      const before = await session()
      scene.crash.at = 'before the journal'
      await pass('2026-11-24T08:00:00Z')
      assert.equal(await session(), 401)
      assert.notEqual(before, 401, 'the cookie was good before')
    } finally {
      house.kernel.streams.closeWhere = closeWhere
    }
    assert.equal(closed, 1)
    const [row] = await house.query<{ in_force: string | null; ended: string }>(
      `SELECT o.agreement_in_force_id AS in_force, (SELECT max(ended_at)::text FROM agreements a WHERE a.organisation_id = o.organisation_id) AS ended FROM organisations o WHERE organisation_id = $1`,
      [organisation],
    )
    assert.equal(row?.in_force, null)
    assert.match(String(row?.ended), /^2026-11-24/)
    await assert.rejects(
      house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, (tx) =>
        tx.db
          .insertInto('readings')
          .values({ organisation_id: organisation, device_id: randomUUID(), at: tx.now, f_cnt: 1, received_at: tx.now, measurement: '{}' })
          .execute(),
      ),
      { code: '42501' },
    )
    assert.equal((await house.call(signIn, { body: { email: `${manager.person}@vrijplek.example`, password: 'whatever it was before' } })).status, 401)
  })

  test('leaves no row with its id but the ending, no file and no key, and another organisation as it was', async () => {
    const other = await furnish(house, 'Bibliotheek')
    const count = async () => (await findEverywhere(house, other.organisationId)).map(({ table, row }) => `${table} ${row}`).toSorted()
    const before = await count()
    const folder = join(house.kernel.config.DATA_DIR, 'files', organisation)
    assert.ok(readdirSync(folder).length > 0)
    const [sealed] = await house.query<{ name_sealed: Buffer }>('SELECT name_sealed FROM people WHERE id = $1', [employee.person])
    const { link } = await end(null)
    await retention.endings.tick()
    await retention.endings.settled()
    assert.deepEqual(await rowsLeft(), [])
    assert.ok(!existsSync(folder) || readdirSync(folder).length === 0)
    const keys = await house.kernel.keys.load(organisation, [employee.person])
    assert.equal(keys.open(employee.person, 'name', sealed?.name_sealed ?? Buffer.of()), null)
    assert.deepEqual(await count(), before)
    const line = house.kernel.journal.read().at(-1)
    assert.deepEqual([line?.kind, line?.fence], ['organisation', house.kernel.keys.fence(organisation, null).toString('hex')])
    assert.equal((await byLink(link)).state, 'waiting_for_backups')
  })

  test('every table of tenants is emptied: none is left out of the scene', async () => {
    const tables = await house.query<{ name: string }>(
      `SELECT c.relname::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('organisation_id', 'tenant_id')
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    )
    assert.ok(tables.length > 40)
    await end(null)
    await retention.endings.settled()
    for (const { name } of tables) {
      if (name === 'endings') continue
      const column = (await house.query(`SELECT FROM pg_attribute WHERE attrelid = $1::regclass AND attname = 'organisation_id'`, [name])).length > 0 ? 'organisation_id' : 'tenant_id'
      assert.deepEqual(await house.query(`SELECT FROM ${name} WHERE ${column} = $1`, [organisation]), [], name)
    }
  })

  test('is done at once when nobody was there at the moment: after downtime the deadline counts from the end all the same', async () => {
    const { link } = await end('2026-12-01T00:00:00Z')
    house.clock.set('2026-12-03T09:00:00Z')
    await retention.begin()
    await retention.endings.settled()
    const shown = await byLink(link)
    assert.deepEqual([shown.state, shown.deadlineAt], ['waiting_for_backups', '2026-12-15T01:00:00+01:00'])
    assert.equal(shown.liveDoneAt, '2026-12-03T10:00:00+01:00')
  })
})

describe('the certificate', () => {
  test('is signed, public by its link, lists what went and what software cannot prove, and is a PDF too', async () => {
    const { link } = await end(null)
    await retention.endings.settled()
    assert.equal((await house.call(getCertificatePdf, { params: { link } })).status, 404)
    await pass(later(tuesdayMorning, { hours: 13 * 24 }))
    const { certificate } = await byLink(link)
    assert.match(certificate ?? '', /^vrijplek deletion-certificate 1\n\{.*\}\n\n— 127\.0\.0\.1:8080 \S+\n$/)
    const said = certificateOf(certificate)
    assert.deepEqual(said.tables.find(({ table }) => table === 'readings'), { table: 'readings', rows: 1700 })
    assert.deepEqual(
      [said.keysDestroyed, said.files, said.backups, said.notProven.length > 3],
      [2, 2, { kind: 'embedded', keptDays: 13 }, true],
    )
    assert.ok(said.trail.size > 0)
    for (const { person } of [manager, employee]) assert.ok(!certificate?.includes(person))
    const pdf = await house.call(getCertificatePdf, { params: { link } })
    assert.deepEqual([pdf.status, pdf.headers['content-type'], pdf.text.slice(0, 5)], [200, 'application/pdf', '%PDF-'])
    assert.equal((await house.call(getEndingByLink, { params: { link: `${link.slice(0, -2)}AA` } })).status, 404)
  })

  test('is not given while a row is left or came back', async () => {
    const { link } = await end(null)
    await retention.endings.settled()
    await house.query(`INSERT INTO trail_entries (organisation_id, at, actor_kind, purpose, action) VALUES ($1, now(), 'system', 'booking', 'late.writer')`, [organisation])
    await pass(later(tuesdayMorning, { hours: 13 * 24 }))
    assert.equal((await byLink(link)).certificate, null)
    await pass(later(tuesdayMorning, { hours: 13 * 24, minutes: 1 }))
    assert.deepEqual(await rowsLeft(), [])
  })

  test('a promise that copies break is shown as broken', async () => {
    scene.backups.state = { ...scene.backups.state, kind: 'outside', keptDays: 30 }
    const { link } = await end(null)
    await retention.endings.settled()
    assert.equal((await byLink(link)).promiseBroken, true)
    const other = await house.seed.organisation()
    const person = await house.seed.person(other, { roles: ['organisation_manager'] })
    assert.equal((await house.call(getBackups, { as: person })).body['promiseKept'], false)
    scene.backups.state = { ...scene.backups.state, keptDays: 13 }
    assert.equal((await house.call(getBackups, { as: person })).body['promiseKept'], true)
  })

  test('the log of the trail that went had the size and root it says', async () => {
    await trail.sequenceNow(house.kernel, organisation)
    const { link } = await end('2026-12-01T00:00:00Z')
    await pass('2026-12-01T00:00:00Z')
    await pass(later('2026-12-01T00:00:00Z', { hours: 13 * 24 }))
    const said = certificateOf((await byLink(link)).certificate).trail
    assert.ok(said.size >= 8)
    assert.equal(Buffer.from(said.root, 'base64').length, 32)
  })
})
