import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { EventEmitter, on } from 'node:events'
import { after, before, describe, it } from 'node:test'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { DeviceSpoke, DeviceState, ListeningDevice } from '../devices/index.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { onDeviceSpoke } from './index.ts'

/** Tuesday, 10:00 in Amsterdam. */
const now = '2026-11-24T09:00:00Z'

describe('a device at a desk or room', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let scene: ReturnType<typeof floorScene>

  before(async () => {
    house = await openTestHouse({ routes: () => [], now })
    organisation = await house.seed.organisation()
    scene = floorScene(house, organisation)
  })
  after(() => house.close())

  /** A connected device: what is published to it comes out of `next`, one after the other. */
  const connected = async (kind: 'desk' | 'room') => {
    const { floorId, desks, rooms } = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 1, rooms: 1 })
    const workspaceId = (kind === 'desk' ? desks[0] : rooms[0]) as WorkspaceId
    const device: ListeningDevice = { organisation, deviceId: randomUUID(), devEui: 'a81758fffe000001', workspaceId, floorId }
    const listening: ListeningDevice[] = [device]
    const published = new EventEmitter()
    const states = on(published, 'state')
    const handler = onDeviceSpoke(
      house.kernel,
      {
        listeningDevices: () => listening,
        publishState: (_organisation, deviceId, state) => void (deviceId === device.deviceId && published.emit('state', state)),
      },
      { leastMs: 5, everyMs: 50 },
    )
    const says = (what: DeviceSpoke['kind'], at = house.clock.now().toString()) =>
      handler(organisation, { deviceId: device.deviceId, workspaceId, kind: what, at } satisfies DeviceSpoke)
    const next = async (): Promise<DeviceState> => ((await states.next()).value as [DeviceState])[0]
    /** The next state that the test asks for; what is told in between depends on how often it looks. */
    const shows = async (wanted: (state: DeviceState) => boolean): Promise<DeviceState> => {
      for (;;) {
        const state = await next()
        if (wanted(state)) return state
      }
    }
    return { floorId, workspaceId, says, next, shows, leaves: () => listening.pop() }
  }
  const bookingsAt = (workspace: WorkspaceId) =>
    house.query<{ status: string; person_id: string | null; checked_in_by: string | null; minutes: number }>(
      `SELECT status, person_id, checked_in_by, (extract(epoch FROM upper(during) - lower(during)) / 60)::int AS minutes
       FROM bookings WHERE workspace_id = $1`,
      [workspace],
    )

  it('is told its state when it says hello, each time, with names only of people whom the whole organisation may see', async () => {
    const { workspaceId, says, next, leaves } = await connected('desk')
    const shown = await house.seed.person(organisation, { visibility: 'organisation', name: 'Sanne de Wit' })
    const shy = await house.seed.person(organisation, { visibility: 'team', name: 'Bram Bos' })
    await scene.booking(workspaceId, shown.person, '2026-11-24T08:50:00Z', '2026-11-24T10:00:00Z')
    await scene.booking(workspaceId, shy.person, '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z')
    await says('hello')
    const state = await next()
    assert.deepEqual(state, {
      at: now,
      workspace: { name: '2.01', kind: 'desk' },
      language: 'nl',
      state: 'booked',
      until: '2026-11-24T10:00:00Z',
      name: 'Sanne de Wit',
      next: { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z', name: null },
      canCheckIn: true,
    })
    await says('hello')
    assert.deepEqual(await next(), state)
    leaves()
  })

  it('is told when its state changes, by word of the floor and by time alone', async () => {
    const { floorId, workspaceId, says, next, shows, leaves } = await connected('room')
    await says('hello')
    assert.equal((await next()).state, 'free')
    await scene.sensor(workspaceId, { occupied: true, holdsUntil: '2026-11-24T09:30:00Z' })
    house.kernel.live.changed(organisation, `floor:${floorId}`)
    assert.equal((await next()).state, 'in_use')
    house.clock.set('2026-11-24T09:31:00Z')
    assert.equal((await shows(({ state }) => state !== 'in_use')).state, 'unknown')
    house.clock.set(now)
    leaves()
  })

  it('checks in the booking that is due, whoever’s it is', async () => {
    for (const press of ['check_in', 'button'] as const) {
      const { workspaceId, says, shows, leaves } = await connected('desk')
      const { person } = await house.seed.person(organisation, { visibility: 'organisation' })
      await scene.booking(workspaceId, person, '2026-11-24T09:10:00Z', '2026-11-24T10:00:00Z')
      await says(press)
      assert.equal((await shows(({ state }) => state === 'in_use')).canCheckIn, false)
      assert.deepEqual(await bookingsAt(workspaceId), [{ status: 'checked_in', person_id: person, checked_in_by: 'device', minutes: 50 }])
      leaves()
    }
  })

  it('books a free room for half an hour at the press of a button, or until the next meeting; the same press told twice books once', async () => {
    const { workspaceId, says, shows, leaves } = await connected('room')
    await scene.booking(workspaceId, null, '2026-11-24T09:40:00Z', '2026-11-24T10:00:00Z')
    house.clock.set('2026-11-24T09:05:00Z')
    await says('button')
    await says('button')
    assert.equal((await shows(({ state }) => state === 'in_use')).until, '2026-11-24T09:35:00Z')
    const made = (await bookingsAt(workspaceId)).filter(({ status }) => status === 'checked_in')
    assert.deepEqual(made, [{ status: 'checked_in', person_id: null, checked_in_by: 'device', minutes: 30 }])
    house.clock.set(now)
    leaves()
  })

  it('books nothing for a check-in where none is due, nor for a press at a desk', async () => {
    const [room, desk] = [await connected('room'), await connected('desk')]
    await room.says('check_in')
    await desk.says('button')
    for (const { workspaceId, next, leaves } of [room, desk]) {
      assert.equal((await next()).state, 'free')
      assert.deepEqual(await bookingsAt(workspaceId), [])
      leaves()
    }
  })

  it('does nothing for a press that comes more than five minutes late, but is told its state', async () => {
    const { workspaceId, says, next, leaves } = await connected('room')
    await says('button', '2026-11-24T08:54:59Z')
    assert.equal((await next()).state, 'free')
    assert.deepEqual(await bookingsAt(workspaceId), [])
    leaves()
  })
})
