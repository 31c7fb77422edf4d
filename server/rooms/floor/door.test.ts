import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { bookAtDoor, checkInAtDoor, DoorView, endAtDoor, getDoor } from '#contract/endpoints/door.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { Visibility } from '#contract/values.ts'
import type { DoorPrincipal } from '#kernel/http/index.ts'
import { openEventStream } from '../../../test/event-stream.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

/** Tuesday, 10:00 in Amsterdam. */
const now = '2026-11-24T09:00:00Z'

describe('a door display', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let scene: ReturnType<typeof floorScene>
  const doors = new Map<string, DoorPrincipal>()

  before(async () => {
    house = await openTestHouse({ routes, now, authenticate: () => ({ door: async (cookie) => doors.get(cookie) ?? null }) })
    organisation = await house.seed.organisation()
    scene = floorScene(house, organisation)
  })
  after(() => house.close())

  const pairedRoom = async (): Promise<{ room: WorkspaceId; door: DoorPrincipal }> => {
    const { rooms } = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 0, rooms: 1 })
    const [room] = rooms
    assert.ok(room !== undefined)
    const door: DoorPrincipal = { kind: 'door', organisation, door: crypto.randomUUID(), workspace: room, agreementInForce: true }
    doors.set(door.door, door)
    return { room, door }
  }
  const ask = async (spec: EndpointSpec, as: DoorPrincipal, body?: object) => {
    const answer = await house.call(spec, body === undefined ? { as } : { as, body })
    assert.equal(answer.status, spec.success.status, answer.text)
    return DoorView.strict().parse(answer.body)
  }
  const someone = async (visibility: Visibility, name: string) => (await house.seed.person(organisation, { visibility, name })).person

  it('shows the room, its opening hours and language, and the lengths one can book at once', async () => {
    const { room, door } = await pairedRoom()
    const view = await ask(getDoor, door)
    assert.deepEqual(view.workspace, { id: room, name: 'R.01', seats: 1, equipment: [], timeZone: 'Europe/Amsterdam', language: 'nl' })
    assert.deepEqual(view.open, [{ from: '2026-11-24T06:00:00Z', to: '2026-11-24T21:00:00Z' }])
    assert.deepEqual([view.state, view.current, view.next, view.canCheckIn], ['free', null, null, false])
    assert.deepEqual(view.canBookMinutes, [15, 30, 60, 480])
  })

  it('shows names only of people whom the whole organisation may see', async () => {
    const { room, door } = await pairedRoom()
    const hours = ['10', '11', '12'] as const
    for (const [n, visibility] of (['organisation', 'team', 'nobody'] as const).entries()) {
      const hour = hours[n]
      await scene.booking(room, await someone(visibility, `Naam van ${visibility}`), `2026-11-24T${hour}:00:00Z`, `2026-11-24T${hour}:30:00Z`)
    }
    const view = await ask(getDoor, door)
    assert.deepEqual(view.today.map(({ name }) => name), ['Naam van organisation', null, null])
    assert.equal(view.next?.name, 'Naam van organisation')
  })

  it('offers no longer than until the next meeting, and nothing while one runs or when closed', async () => {
    const { room, door } = await pairedRoom()
    const meeting = await scene.booking(room, null, '2026-11-24T09:45:30Z', '2026-11-24T10:30:00Z')
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [15, 30, 45])
    house.clock.set('2026-11-24T09:42:00Z')
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [])
    house.clock.set('2026-11-24T09:50:00Z')
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [])
    await scene.cancel(meeting)
    house.clock.set('2026-11-24T20:30:00Z')
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [15, 30])
    house.clock.set('2026-11-24T21:00:00Z')
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [])
    house.clock.set(now)
    await house.query('UPDATE workspaces SET bookable = false WHERE id = $1', [room])
    assert.deepEqual((await ask(getDoor, door)).canBookMinutes, [])
  })

  it('books at once, for nobody in particular, and shows it as the running meeting', async () => {
    const { room, door } = await pairedRoom()
    const view = await ask(bookAtDoor, door, { minutes: 30 })
    assert.deepEqual(view.current, { from: now, to: '2026-11-24T09:30:00Z', checkedIn: true, name: null })
    assert.deepEqual([view.state, view.until], ['in_use', '2026-11-24T09:30:00Z'])
    const again = await house.call(bookAtDoor, { as: door, body: { minutes: 15 } })
    assert.deepEqual([again.status, again.body['code']], [409, 'workspace_taken'])
    const [kept] = await house.query<{ person_id: string | null }>('SELECT person_id FROM bookings WHERE workspace_id = $1', [room])
    assert.deepEqual(kept, { person_id: null })
  })

  it('checks in the meeting that is due from half an hour before, once', async () => {
    const { room, door } = await pairedRoom()
    await scene.booking(room, await someone('organisation', 'Sanne de Wit'), '2026-11-24T09:30:01Z', '2026-11-24T10:30:00Z')
    assert.equal((await ask(getDoor, door)).canCheckIn, false)
    const early = await house.call(checkInAtDoor, { as: door })
    assert.deepEqual([early.status, early.body['code']], [409, 'nothing_to_check_in'])
    house.clock.set('2026-11-24T09:00:01Z')
    assert.equal((await ask(getDoor, door)).canCheckIn, true)
    const view = await ask(checkInAtDoor, door)
    assert.deepEqual([view.current?.checkedIn, view.current?.name, view.canCheckIn], [true, 'Sanne de Wit', false])
    assert.equal((await house.call(checkInAtDoor, { as: door })).status, 409)
    house.clock.set(now)
  })

  it('ends the running meeting, after which the room is free again', async () => {
    const { door } = await pairedRoom()
    await ask(bookAtDoor, door, { minutes: 60 })
    house.clock.set('2026-11-24T09:10:00Z')
    const view = await ask(endAtDoor, door)
    assert.deepEqual([view.state, view.current], ['free', null])
    assert.deepEqual((await house.call(endAtDoor, { as: door })).body['code'], 'nothing_to_check_in')
    house.clock.set(now)
  })

  it('streams what it shows when that changes, and ends when the display is unpaired', async () => {
    const { room, door } = await pairedRoom()
    const url = await house.http.listen({ host: '127.0.0.1', port: 0 })
    const stream = await openEventStream(`${url}${apiPrefix}/door/stream`, { door: door.door })
    const shown = async () => {
      const event = await stream.next()
      assert.equal(event?.event, 'door')
      return DoorView.strict().parse(event.data)
    }
    assert.equal((await shown()).state, 'free')
    await ask(bookAtDoor, door, { minutes: 30 })
    assert.equal((await shown()).current?.to, '2026-11-24T09:30:00Z')
    await scene.sensor(room, { occupied: true })
    await ask(endAtDoor, door)
    assert.equal((await shown()).state, 'in_use')
    house.kernel.streams.closeWhere((principal) => principal.kind === 'door' && principal.door === door.door)
    assert.equal(await stream.next(), null)
  })

  it('follows a choice of visibility at once', async () => {
    const { room, door } = await pairedRoom()
    const person = await someone('organisation', 'Bram Bos')
    await scene.booking(room, person, '2026-11-24T08:30:00Z', '2026-11-24T09:30:00Z')
    const address = house.http.server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const stream = await openEventStream(`http://127.0.0.1:${address.port}${apiPrefix}/door/stream`, { door: door.door })
    const name = async () => DoorView.parse((await stream.next())?.data).current?.name
    assert.equal(await name(), 'Bram Bos')
    await house.query(`UPDATE people SET visibility = 'team' WHERE id = $1`, [person])
    house.kernel.live.changed(organisation, 'people')
    assert.equal(await name(), null)
    await stream.close()
  })
})
