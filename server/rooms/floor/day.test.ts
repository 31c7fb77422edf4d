import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { findAvailable, getWorkspaceDay } from '#contract/endpoints/floor.ts'
import type { LocationId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

/** Tuesday, 10:00 in Amsterdam. */
const now = '2026-11-24T09:00:00Z'
const allDay = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
)

describe('a workspace through a day', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let scene: ReturnType<typeof floorScene>
  let viewer: PersonPrincipal

  before(async () => {
    house = await openTestHouse({ routes, now })
    organisation = await house.seed.organisation()
    scene = floorScene(house, organisation)
    viewer = await house.seed.person(organisation)
  })
  after(() => house.close())

  const place = async (
    rules: Parameters<TestHouse['seed']['location']>[1] = {},
    floor: Parameters<TestHouse['seed']['floor']>[2] = {},
  ) => {
    const location: LocationId = await house.seed.location(organisation, rules)
    const made = await house.seed.floor(organisation, location, { desks: 1, ...floor })
    return { location, desk: made.desks[0] as WorkspaceId, ...made }
  }
  const day = async (workspaceId: WorkspaceId, date?: string) =>
    (await house.call(getWorkspaceDay, { as: viewer, params: { workspaceId }, query: date === undefined ? {} : { date } })).body

  const bookedIn = (shown: Record<string, unknown>) =>
    (shown['booked'] as { bookingId: string | null }[]).map(({ bookingId }) => bookingId)

  it('is today at the location when no day is given', async () => {
    const { desk } = await place({ timeZone: 'Pacific/Auckland', openingHours: allDay })
    house.clock.set('2026-11-24T12:00:00Z')
    const { date, timeZone, open } = await day(desk)
    house.clock.set(now)
    assert.deepEqual([date, timeZone], ['2026-11-25', 'Pacific/Auckland'])
    assert.deepEqual(open, [{ from: '2026-11-24T11:00:00Z', to: '2026-11-25T11:00:00Z' }])
  })

  for (const [title, date, from, to, hours] of [
    ['on the day that the clock goes forward', '2027-03-28', '2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z', 23],
    ['on the day that the clock goes back', '2027-10-31', '2027-10-30T22:00:00Z', '2027-10-31T23:00:00Z', 25],
  ] as const) {
    it(`${title} it has ${hours} hours, and the bookings that touch them`, async () => {
      const { desk } = await place({ openingHours: allDay })
      const [start, end] = [Temporal.Instant.from(from), Temporal.Instant.from(to)]
      const at = (instant: Temporal.Instant, minutes: number) => instant.add({ minutes }).toString()
      await scene.booking(desk, viewer.person, at(start, -60), at(start, 0))
      const inside = [
        await scene.booking(desk, viewer.person, at(start, 0), at(start, 60)),
        await scene.booking(desk, viewer.person, at(end, -60), at(end, 30)),
      ]
      await scene.booking(desk, viewer.person, at(end, 30), at(end, 60))
      const shown = await day(desk, date)
      assert.deepEqual(shown['open'], [{ from, to }])
      assert.deepEqual(bookedIn(shown), inside)
      assert.equal(end.since(start).total('hours'), hours)
    })
  }

  it('is closed on a closed day', async () => {
    const { desk, location } = await place()
    await house.query(`INSERT INTO closed_days VALUES ($1, $2, '2026-12-25', 'Kerstmis')`, [organisation, location])
    assert.deepEqual((await day(desk, '2026-12-25'))['open'], [])
    assert.notDeepEqual((await day(desk, '2026-12-24'))['open'], [])
  })

  it('shows what is over by now as well, but not what was cancelled', async () => {
    const { desk } = await place()
    const kept = await scene.booking(desk, viewer.person, '2026-11-24T07:00:00Z', '2026-11-24T08:00:00Z', '2026-11-24T07:00:00Z')
    await scene.cancel(await scene.booking(desk, viewer.person, '2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z'))
    assert.deepEqual(bookedIn(await day(desk)), [kept])
  })

  describe('what can be booked for a period', () => {
    const available = (floorId: string, from: string, to: string) =>
      house.call(findAvailable, { as: viewer, params: { floorId }, query: { from, to } })
    const byId = (answer: { body: Record<string, unknown> }) =>
      Object.fromEntries((answer.body['workspaces'] as { id: string; available: boolean }[]).map(({ id, available }) => [id, available]))

    it('is what is bookable and has no booking that overlaps; one that only touches does not', async () => {
      const { floorId, desks } = await place({}, { desks: 4 })
      const [overlapping, touching, closed, free] = desks as [WorkspaceId, WorkspaceId, WorkspaceId, WorkspaceId]
      const others = await Promise.all([house.seed.person(organisation), house.seed.person(organisation)])
      await scene.booking(overlapping, others[0].person, '2026-11-24T10:59:00Z', '2026-11-24T12:00:00Z')
      await scene.booking(touching, others[1].person, '2026-11-24T11:00:00Z', '2026-11-24T12:00:00Z')
      await house.query('UPDATE workspaces SET bookable = false WHERE id = $1', [closed])
      const answer = await available(floorId, '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z')
      assert.equal(answer.body['closed'], null)
      assert.deepEqual(byId(answer), { [overlapping]: false, [touching]: true, [closed]: false, [free]: true })
    })

    it('is nothing outside opening hours, with the reason in the reader’s language', async () => {
      const { floorId, desk } = await place()
      const answer = await available(floorId, '2026-11-24T22:00:00Z', '2026-11-24T22:30:00Z')
      assert.deepEqual(byId(answer), { [desk]: false })
      const closed = answer.body['closed'] as unknown as { code: string; detail: string }
      assert.equal(closed.code, 'outside_opening_hours')
      assert.match(closed.detail, /07:00–22:00/)
    })

    it('is nothing in the past', async () => {
      const { floorId } = await place()
      const answer = await available(floorId, '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z')
      assert.equal((answer.body['closed'] as unknown as { code: string }).code, 'in_the_past')
    })

    it('keeps the windows of desks and of rooms apart', async () => {
      const { floorId, desk, rooms } = await place({ deskWindowDays: 2, roomWindowDays: 60 }, { rooms: 1 })
      const answer = await available(floorId, '2026-12-08T10:00:00Z', '2026-12-08T11:00:00Z')
      assert.equal(answer.body['closed'], null)
      assert.deepEqual(byId(answer), { [desk]: false, [rooms[0] as WorkspaceId]: true })
      const beyond = await available(floorId, '2027-06-08T10:00:00Z', '2027-06-08T11:00:00Z')
      assert.equal((beyond.body['closed'] as unknown as { code: string }).code, 'outside_booking_window')
    })

    it('is refused for a period that is none', async () => {
      const { floorId } = await place()
      const answer = await available(floorId, '2026-11-24T11:00:00Z', '2026-11-24T10:00:00Z')
      assert.deepEqual([answer.status, answer.body['code']], [400, 'period_invalid'])
    })

    it('is nothing on a floor without workspaces', async () => {
      const { floorId } = await place({}, { desks: 0 })
      const answer = await available(floorId, '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z')
      assert.deepEqual([answer.status, answer.body['workspaces']], [200, []])
    })
  })
})
