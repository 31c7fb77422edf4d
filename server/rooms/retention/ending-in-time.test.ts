import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { certificateOf, later, openEndingScene } from '../../../test/ending-scene.ts'
import type { Certificate } from '../../../test/ending-scene.ts'
import { tuesdayMorning } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
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

describe('the deadline', () => {
  const endsAt = '2026-12-01T00:00:00Z'
  const finish = async (certifiedAfter: Temporal.DurationLike) => {
    const { link } = await end(endsAt)
    // Live data goes so late that the last copy goes exactly then.
    scene.crash.at = 'before the journal'
    await pass(endsAt)
    scene.crash.at = null
    const certified = later(endsAt, certifiedAfter)
    await pass(certified.subtract({ hours: 13 * 24 }))
    await pass(certified.subtract({ seconds: 1 }))
    assert.equal((await byLink(link)).certificate, null, 'not before the last copy is gone')
    await pass(certified)
    return byLink(link)
  }

  test('14 × 24 hours minus a second is in time', async () => {
    const shown = await finish({ hours: 335, minutes: 59, seconds: 59 })
    assert.deepEqual([shown.state, shown.late], ['certified', false])
    assert.equal(certificateOf(shown.certificate).inTime, true)
  })

  test('14 × 24 hours is in time', async () => {
    assert.equal(certificateOf((await finish({ hours: 336 })).certificate).inTime, true)
  })

  test('one second later is late, and says so', async () => {
    const shown = await finish({ hours: 336, seconds: 1 })
    assert.deepEqual([shown.state, shown.late], ['certified', true])
    assert.equal(certificateOf(shown.certificate).inTime, false)
  })

  test('over the night on which the clock is put forward it is the same instant', async () => {
    house.clock.set('2027-03-20T00:00:00Z')
    const { link, deadlineAt } = await end('2027-03-22T00:00:00+01:00')
    assert.equal(deadlineAt, '2027-04-05T01:00:00+02:00')
    await pass('2027-03-21T23:00:00Z')
    await pass('2027-04-04T23:00:01Z')
    const shown = await byLink(link)
    assert.deepEqual([shown.state, shown.late], ['certified', true])
  })

  test('a queue that stood still is made up for, with its warnings, each once', async () => {
    const { link } = await end(endsAt)
    await pass(endsAt)
    assert.equal((await byLink(link)).state, 'waiting_for_backups')
    await pass(later(endsAt, { hours: 340 }))
    const shown = await byLink(link)
    assert.deepEqual([shown.state, shown.late], ['certified', true])
    const [row] = await house.query<{ escalated: string[] }>('SELECT escalated FROM endings WHERE tenant_id = $1', [organisation])
    assert.deepEqual(row?.escalated, ['last_hours', 'late'])
  })

  test('warnings are logged with the id of the ending, and the gauge tells the hours left', async () => {
    const logged: unknown[] = []
    const error = house.kernel.log.error.bind(house.kernel.log)
    house.kernel.log.error = (...words: unknown[]) => void logged.push(words)
    try {
      await end(endsAt)
      scene.crash.at = 'before the journal'
      await pass(later(endsAt, { hours: 20 }))
      await pass(later(endsAt, { hours: 21 }))
    } finally {
      house.kernel.log.error = error
    }
    const [row] = await house.query<{ id: string; escalated: string[] }>('SELECT id, escalated FROM endings WHERE tenant_id = $1', [organisation])
    assert.deepEqual(row?.escalated, ['live_data_overdue'])
    const warned = logged.flatMap((words) => (words as { warning?: string; ending?: string }[]).filter((word) => word.warning !== undefined))
    assert.deepEqual(warned.map(({ warning, ending }) => [warning, ending]), [['live_data_overdue', row?.id]])
    const text = await house.kernel.metrics.registry.getSingleMetricAsString('vrijplek_ending_hours_left')
    assert.match(text, /vrijplek_ending_hours_left 315/)
    scene.crash.at = null
    await pass(later(endsAt, { hours: 22 }))
  })
})

describe('a crash at any step', () => {
  test('is taken up where it was, and the certificate is the same', async () => {
    scene.moments.length = 0
    const first = await end(null)
    await retention.endings.settled()
    await pass(later(tuesdayMorning, { hours: 13 * 24 }))
    assert.equal((await byLink(first.link)).state, 'certified')
    const expected = certificateOf((await byLink(first.link)).certificate)
    const steps = [...new Set(scene.moments)]
    assert.ok(steps.length > 40, `${steps.length} steps`)
    // Each kind of step, and every fourth table.
    const chosen = steps.filter((step, at) => !/^before [a-z_]+$/.test(step) || at % 4 === 0)
    for (const step of chosen) {
      await renew()
      scene.crash.at = step
      const { link } = await end(null)
      await retention.endings.tick()
      await retention.endings.settled()
      await pass(later(tuesdayMorning, { hours: 13 * 24 }))
      scene.crash.at = null
      await retention.begin()
      await retention.endings.settled()
      await pass(later(tuesdayMorning, { hours: 26 * 24 }))
      assert.deepEqual(await rowsLeft(), [], step)
      const shown = await byLink(link)
      assert.equal(shown.state, 'certified', step)
      const { tables, files, keysDestroyed } = certificateOf(shown.certificate)
      const without = (list: Certificate['tables']) => list.filter(({ table }) => !table.startsWith('trail_'))
      assert.deepEqual([without(tables), files, keysDestroyed], [without(expected.tables), expected.files, expected.keysDestroyed], step)
      const fence = house.kernel.keys.fence(organisation, null).toString('hex')
      assert.equal(house.kernel.journal.read().filter((line) => line.fence === fence).length, 1, step)
    }
  })
})

describe('holds after the end', () => {
  const hold = (person: PersonId | null, statute: string | null, endsAt: string) =>
    house.query(
      `INSERT INTO holds (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at) VALUES ($1, gen_random_uuid(), $2, 'because of a certain Jansen', $3, $4, $5, $6)`,
      [organisation, person, statute, manager.person, house.clock.now().toString(), endsAt],
    )

  test('a hold without a statute does not stand after the end', async () => {
    await hold(null, null, '2028-01-01T00:00:00Z')
    await end(null)
    await retention.endings.settled()
    assert.deepEqual(await rowsLeft(), [])
  })

  test('a statutory one over all suspends the deletion, is shown, and it goes on when it ends; access is over all the same', async () => {
    await hold(null, 'Archiefwet 1995, art. 3', '2026-12-10T00:00:00Z')
    const { link } = await end(null)
    await retention.endings.settled()
    const shown = await byLink(link)
    assert.deepEqual([shown.state, shown.holds.map(({ ground, statute }) => [ground, statute])], ['held', [['Archiefwet 1995, art. 3', 'Archiefwet 1995, art. 3']]])
    assert.ok((await rowsLeft()).length > 25)
    const [row] = await house.query<{ agreement_in_force_id: string | null }>('SELECT agreement_in_force_id FROM organisations WHERE organisation_id = $1', [organisation])
    assert.equal(row?.agreement_in_force_id, null)
    await pass('2026-12-10T00:00:00Z')
    assert.deepEqual(await rowsLeft(), [])
    await pass(later('2026-12-10T00:00:00Z', { hours: 13 * 24 }))
    assert.deepEqual(certificateOf((await byLink(link)).certificate).suspendedBy, [{ statute: 'Archiefwet 1995, art. 3', endsAt: '2026-12-10T00:00:00Z' }])
  })

  test('a statutory one over one person keeps that person’s rows and key, and nobody else’s', async () => {
    await hold(employee.person, 'Wet op het notarisambt', '2026-12-10T00:00:00Z')
    const { link } = await end(null)
    await retention.endings.settled()
    assert.equal((await byLink(link)).state, 'held')
    const people = await house.query<{ id: string; name_sealed: Buffer }>('SELECT id, name_sealed FROM people WHERE organisation_id = $1', [organisation])
    assert.deepEqual(people.map(({ id }) => id), [employee.person])
    const keys = await house.kernel.keys.load(organisation, [employee.person, manager.person])
    assert.equal(keys.open(employee.person, 'name', people[0]?.name_sealed ?? Buffer.of()), 'Sanne de Wit')
    const bookings = await house.query<{ person_id: string }>('SELECT person_id FROM bookings WHERE organisation_id = $1', [organisation])
    assert.deepEqual(bookings.map(({ person_id }) => person_id), [employee.person, employee.person])
    assert.equal((await house.query('SELECT FROM readings WHERE organisation_id = $1', [organisation])).length, 0)
    await pass('2026-12-10T00:00:00Z')
    assert.deepEqual(await rowsLeft(), [])
  })
})
