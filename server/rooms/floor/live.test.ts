import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { findAvailable, getLiveFloor, getWorkspaceDay, LiveFloor } from '#contract/endpoints/floor.ts'
import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { FloorId, LocationId, OrganisationId, TeamId, WorkspaceId } from '#contract/ids.ts'
import type { Visibility } from '#contract/values.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

/** 10:00 in Amsterdam. */
const now = '2026-11-24T09:00:00Z'

describe('the live floor over HTTP', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let location: LocationId
  let scene: ReturnType<typeof floorScene>
  let team: TeamId
  let viewer: PersonPrincipal

  before(async () => {
    house = await openTestHouse({ routes, now })
    organisation = await house.seed.organisation()
    location = await house.seed.location(organisation)
    scene = floorScene(house, organisation)
    team = await house.seed.team(organisation, 'Dijken')
    viewer = await house.seed.person(organisation, { teamId: team })
  })
  after(() => house.close())

  let floors = 0
  const newFloor = (options: { desks?: number; rooms?: number; bookable?: boolean } = {}) =>
    house.seed.floor(organisation, location, { desks: 1, ...options, name: `floor ${++floors}` })
  const live = async (floorId: FloorId, as: PersonPrincipal = viewer): Promise<LiveFloor> => {
    const answer = await house.call(getLiveFloor, { as, params: { floorId } })
    assert.equal(answer.status, 200, answer.text)
    return LiveFloor.strict().parse(answer.body)
  }
  const only = async (floorId: FloorId, as?: PersonPrincipal): Promise<LiveWorkspace> => {
    const { workspaces } = await live(floorId, as)
    assert.equal(workspaces.length, 1)
    assert.ok(workspaces[0] !== undefined)
    return workspaces[0]
  }
  const oneDesk = async (options: { bookable?: boolean } = {}): Promise<{ floorId: FloorId; desk: WorkspaceId }> => {
    const { floorId, desks } = await newFloor(options)
    assert.ok(desks[0] !== undefined)
    return { floorId, desk: desks[0] }
  }
  const someone = async (visibility: Visibility = 'organisation', teamId: TeamId | null = null, name = 'Sanne de Wit') =>
    house.seed.person(organisation, { visibility, teamId, name })

  it('shows every workspace of the floor, free where nothing is known against it', async () => {
    const { floorId, desks, rooms } = await newFloor({ desks: 3, rooms: 2 })
    const { workspaces, at } = await live(floorId)
    assert.deepEqual(new Set(workspaces.map(({ id }) => id)), new Set([...desks, ...rooms]))
    assert.ok(workspaces.every(({ state, until, person }) => state === 'free' && until === null && person === null))
    assert.equal(at, now)
  })

  it('shows a floor without workspaces as empty, and a floor that is not there as not found', async () => {
    const { floorId } = await newFloor({ desks: 0 })
    assert.deepEqual((await live(floorId)).workspaces, [])
    const absent = await house.call(getLiveFloor, { as: viewer, params: { floorId: crypto.randomUUID() } })
    assert.equal(absent.status, 404)
  })

  it('shows a walk-up as in use by nobody in particular, without since when', async () => {
    const { floorId, desk } = await oneDesk()
    await scene.sensor(desk, { occupied: true, since: '2026-11-24T08:12:34Z' })
    const workspace = await only(floorId)
    assert.deepEqual([workspace.state, workspace.person, workspace.until], ['in_use', null, null])
    assert.ok(!JSON.stringify(workspace).includes('08:12:34'))
  })

  it('shows a walk-up just before a booking as anonymous: who comes next is not who sits there', async () => {
    const { floorId, desk } = await oneDesk()
    await scene.sensor(desk, { occupied: true })
    await scene.booking(desk, (await someone()).person, '2026-11-24T09:10:00Z', '2026-11-24T12:00:00Z')
    const workspace = await only(floorId)
    assert.deepEqual([workspace.state, workspace.person, workspace.nextFrom], ['in_use', null, '2026-11-24T09:10:00Z'])
  })

  it('shows a checked-in person as away once the sensor has seen nobody for a quarter of an hour', async () => {
    const { floorId, desk } = await oneDesk()
    const person = await someone()
    await scene.booking(desk, person.person, '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z', '2026-11-24T08:00:00Z')
    await scene.sensor(desk, { occupied: false, since: '2026-11-24T08:45:01Z' })
    assert.equal((await only(floorId)).state, 'in_use')
    await scene.sensor(desk, { occupied: false, since: '2026-11-24T08:45:00Z' })
    const workspace = await only(floorId)
    assert.deepEqual([workspace.state, workspace.until, workspace.person?.id], ['away', '2026-11-24T12:00:00Z', person.person])
  })

  it('shows what may not be booked as not bookable, and as in use when somebody is seen there', async () => {
    const { floorId, desk } = await oneDesk({ bookable: false })
    assert.equal((await only(floorId)).state, 'not_bookable')
    await scene.sensor(desk, { occupied: true })
    assert.equal((await only(floorId)).state, 'in_use')
  })

  it('shows a silent, a stuck and a never heard sensor as unknown', async () => {
    const [silent, stuck, never] = [await oneDesk(), await oneDesk(), await oneDesk()]
    await scene.sensor(silent.desk, { occupied: false, holdsUntil: '2026-11-24T08:59:59Z' })
    await scene.sensor(stuck.desk, { occupied: true, stuck: true })
    await scene.sensor(never.desk, null)
    for (const { floorId } of [silent, stuck, never]) assert.equal((await only(floorId)).state, 'unknown')
  })

  it('knows bookings of today only: tomorrow’s do not end what is free', async () => {
    const { floorId, desk } = await oneDesk()
    const person = (await someone()).person
    // The day in Amsterdam ends at 23:00 UTC.
    await scene.booking(desk, person, '2026-11-24T23:00:00Z', '2026-11-25T08:00:00Z')
    assert.deepEqual([(await only(floorId)).until, (await only(floorId)).nextFrom], [null, null])
    const other = await oneDesk()
    await scene.booking(other.desk, (await someone()).person, '2026-11-24T22:59:00Z', '2026-11-25T08:00:00Z')
    assert.equal((await only(other.floorId)).until, '2026-11-24T22:59:00Z')
  })

  it('shows people counted and the air of a room', async () => {
    const { floorId, rooms } = await newFloor({ desks: 0, rooms: 1 })
    assert.ok(rooms[0] !== undefined)
    await scene.room(rooms[0], { people: 3, temperatureC: 21.4 })
    const { state, people, temperatureC, humidityPct, co2Ppm } = await only(floorId)
    assert.deepEqual({ state, people, temperatureC, humidityPct, co2Ppm }, {
      state: 'in_use', people: 3, temperatureC: 21.4, humidityPct: 45, co2Ppm: 612,
    })
  })

  it('shows a booking taken at a door without anybody', async () => {
    const { floorId, rooms } = await newFloor({ desks: 0, rooms: 1 })
    assert.ok(rooms[0] !== undefined)
    await scene.booking(rooms[0], null, '2026-11-24T08:50:00Z', '2026-11-24T09:30:00Z', '2026-11-24T08:50:00Z')
    const { state, person, until } = await only(floorId)
    assert.deepEqual([state, person, until], ['in_use', null, '2026-11-24T09:30:00Z'])
  })

  it('sees its own write: a booking committed before the question stands in the answer, also among many askers', async () => {
    const { floorId, desk } = await oneDesk()
    for (let round = 0; round < 5; round++) {
      const asking = Array.from({ length: 4 }, () => only(floorId))
      const booking = await scene.booking(desk, viewer.person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
      assert.equal((await only(floorId)).myBookingId, booking)
      await scene.cancel(booking)
      assert.equal((await only(floorId)).myBookingId, null)
      await Promise.all(asking)
    }
  })

  describe('names a person only to whom that person lets see', () => {
    const rules: [Visibility, 'self' | 'same team' | 'other team' | 'no team', boolean][] = [
      ['nobody', 'self', true],
      ['nobody', 'same team', false],
      ['nobody', 'other team', false],
      ['team', 'self', true],
      ['team', 'same team', true],
      ['team', 'other team', false],
      ['team', 'no team', false],
      ['organisation', 'self', true],
      ['organisation', 'same team', true],
      ['organisation', 'other team', true],
      ['organisation', 'no team', true],
    ]
    for (const [visibility, who, seen] of rules) {
      it(`${visibility}, seen by ${who}: ${seen ? 'name' : 'no name'}, on the floor and in the day`, async () => {
        const name = `Naam ${crypto.randomUUID()}`
        const subject = await someone(visibility, team, name)
        const others = {
          self: subject,
          'same team': viewer,
          'other team': await house.seed.person(organisation, { teamId: await house.seed.team(organisation, crypto.randomUUID()) }),
          'no team': await house.seed.person(organisation),
        }
        const { floorId, desk } = await oneDesk()
        const id = await scene.booking(desk, subject.person, '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z')
        const as = others[who]
        const expected = seen ? { id: subject.person, name } : null
        const workspace = await only(floorId, as)
        assert.deepEqual(workspace.person, expected)
        assert.equal(workspace.state, 'booked')
        assert.equal(workspace.myBookingId, who === 'self' ? id : null)
        const day = await house.call(getWorkspaceDay, { as, params: { workspaceId: desk } })
        assert.deepEqual(day.body['booked'], [
          {
            from: '2026-11-24T08:00:00Z',
            to: '2026-11-24T12:00:00Z',
            mine: who === 'self',
            bookingId: who === 'self' ? id : null,
            person: expected,
          },
        ])
        if (!seen) assert.ok(!day.text.includes(subject.person) && !day.text.includes(name))
      })
    }

    it('two people without a team are not of one team', async () => {
      const subject = await someone('team', null)
      const { floorId, desk } = await oneDesk()
      await scene.booking(desk, subject.person, '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z')
      assert.equal((await only(floorId, await house.seed.person(organisation))).person, null)
    })

    it('a role gives no wider sight', async () => {
      const subject = await someone('nobody')
      const { floorId, desk } = await oneDesk()
      await scene.booking(desk, subject.person, '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z')
      const manager = await house.seed.person(organisation, { roles: ['organisation_manager', 'location_manager', 'privacy_officer'] })
      assert.equal((await only(floorId, manager)).person, null)
    })
  })

  it('shows my booking where I have one later today, though others come before', async () => {
    const { floorId, desk } = await oneDesk()
    await scene.booking(desk, (await someone()).person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    const mine = await scene.booking(desk, viewer.person, '2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z')
    const { myBookingId, nextFrom } = await only(floorId)
    assert.deepEqual([myBookingId, nextFrom], [mine, '2026-11-24T12:00:00Z'])
  })

  it('shows a floor of another organisation as not there', async () => {
    const { floorId, desk } = await oneDesk()
    const stranger = await house.seed.person(await house.seed.organisation({ name: 'Gemeente' }))
    const absent = crypto.randomUUID()
    const period = { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' }
    for (const [spec, params, query] of [
      [getLiveFloor, { floorId }, {}],
      [findAvailable, { floorId }, period],
      [getWorkspaceDay, { workspaceId: desk }, {}],
    ] as const) {
      const theirs = await house.call(spec, { as: stranger, params, query })
      const none = await house.call(spec, {
        as: stranger,
        params: Object.fromEntries(Object.keys(params).map((key) => [key, absent])),
        query,
      })
      assert.equal(theirs.status, 404)
      assert.deepEqual(theirs.body, none.body)
    }
  })
})
