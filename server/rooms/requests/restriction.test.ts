import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { EventEmitter, on } from 'node:events'
import { after, before, test } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import * as bookingEndpoints from '#contract/endpoints/bookings.ts'
import { getDoor } from '#contract/endpoints/door.ts'
import { getLiveFloor, getWorkspaceDay, LiveFloor } from '#contract/endpoints/floor.ts'
import * as endpoints from '#contract/endpoints/my-data.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import * as peopleEndpoints from '#contract/endpoints/people.ts'
import { getSession } from '#contract/endpoints/session.ts'
import type { FloorId, OrganisationId, TeamId, WorkspaceId } from '#contract/ids.ts'
import type { DoorPrincipal, PersonPrincipal } from '#kernel/http/index.ts'
import { openEventStream } from '../../../test/event-stream.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openRightsHouse } from '../../../test/rights-house.ts'
import type { RightsHouse } from '../../../test/rights-house.ts'
import * as bookings from '../bookings/index.ts'
import type { DeviceState, ListeningDevice } from '../devices/index.ts'
import { onDeviceSpoke } from '../floor/index.ts'

/** Tuesday, 10:00 in Amsterdam. */
const now = '2026-11-24T09:00:00Z'

let house: RightsHouse
let url: string
let organisation: OrganisationId
let team: TeamId
let floorId: FloorId
let desk: WorkspaceId
let room: WorkspaceId
let booking: string
let sanne: PersonPrincipal
let omar: PersonPrincipal
let cookie: string

before(async () => {
  house = await openRightsHouse({ now })
  url = await house.http.listen({ host: '127.0.0.1', port: 0 })
  organisation = await house.seed.organisation()
  team = await house.seed.team(organisation, 'Dijken')
  const floor = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 2, rooms: 1 })
  const [first] = floor.desks
  const [meeting] = floor.rooms
  assert.ok(first !== undefined && meeting !== undefined)
  ;[floorId, desk, room] = [floor.floorId, first, meeting]
  sanne = await house.seed.person(organisation, { name: 'Sanne de Wit', teamId: team, visibility: 'organisation' })
  omar = await house.seed.person(organisation, { name: 'Omar Yıldız', teamId: team, roles: ['employee', 'organisation_manager'] })
  cookie = await house.signIn(organisation, sanne)
  const scene = floorScene(house, organisation)
  booking = await scene.booking(desk, sanne.person, '2026-11-24T08:00:00Z', '2026-11-24T16:00:00Z', '2026-11-24T08:05:00Z')
  await scene.booking(room, sanne.person, '2026-11-24T08:30:00Z', '2026-11-24T09:30:00Z')
})
after(() => house.close())

const freeze = () => house.call(endpoints.restrictMyData, { cookie })
const lift = () => house.call(endpoints.liftMyRestriction, { cookie })
/** Runs with Sanne's data frozen, and lets it go again. */
const whileFrozen = async (work: () => Promise<void>): Promise<void> => {
  const frozen = await freeze()
  assert.equal(frozen.status, 200, frozen.text)
  try {
    await work()
  } finally {
    assert.equal((await lift()).status, 204)
  }
}

/** Holds what a place shows before, while frozen, and after; so that each of these can fail. */
const nameGoes = async (place: () => Promise<string>): Promise<void> => {
  assert.match(await place(), /Sanne de Wit/, 'before')
  await whileFrozen(async () => assert.doesNotMatch(await place(), /Sanne/, 'while frozen'))
  assert.match(await place(), /Sanne de Wit/, 'after')
}
const textOf = async (answer: ReturnType<RightsHouse['call']>): Promise<string> => {
  const { status, text } = await answer
  assert.equal(status, 200, text)
  return text
}

test('whoever froze their data can neither book nor look at colleagues, in the session they have, and all of it again after lifting', async () => {
  const { person } = sanne
  const tries = [
    () => house.call(bookingEndpoints.createBooking, { cookie, body: { workspaceId: desk, from: '2026-11-25T09:00:00+01:00', to: '2026-11-25T10:00:00+01:00' } }),
    () => house.call(bookingEndpoints.listMyBookings, { cookie }),
    () => house.call(bookingEndpoints.checkInAtWorkspace, { cookie, params: { workspaceId: room } }),
    () => house.call(bookingEndpoints.getToday, { cookie }),
    () => house.call(peopleEndpoints.findPeople, { cookie }),
    () => house.call(getLiveFloor, { cookie, params: { floorId } }),
  ]
  await whileFrozen(async () => {
    for (const attempt of tries) {
      const answer = await attempt()
      assert.equal(answer.status, 403, answer.text)
      assert.equal(answer.body['code'], 'data_restricted')
    }
    for (const spec of [endpoints.getMyData, listNotices, getSession]) assert.equal((await house.call(spec, { cookie })).status, 200, spec.id)
    assert.equal((await house.call(peopleEndpoints.updateMe, { cookie, body: { language: 'en' } })).status, 200)
    const { restrictedAt } = (await house.call(endpoints.getMyData, { cookie })).body as unknown as { restrictedAt: string }
    assert.equal(restrictedAt, now)
    const again = await freeze()
    assert.equal((again.body as unknown as { restrictedAt: string }).restrictedAt, now, 'freezing what is frozen changes nothing')
  })
  assert.equal((await house.call(bookingEndpoints.listMyBookings, { cookie })).status, 200)
  const acts = await house.query<{ action: string }>(`SELECT action FROM trail_entries WHERE person_id = $1 AND action LIKE 'requests.%' ORDER BY at, id`, [person])
  assert.deepEqual(acts.map(({ action }) => action).toSorted(), ['requests.restricted', 'requests.restriction_lifted'])
})

test('the floor shows the desk as taken, and nobody’s name', () =>
  nameGoes(async () => {
    const floor = LiveFloor.parse((await house.call(getLiveFloor, { as: omar, params: { floorId } })).body)
    const shown = floor.workspaces.find(({ id }) => id === desk)
    assert.equal(shown?.state, 'in_use')
    return JSON.stringify(shown)
  }))

test('the day of a workspace keeps its bookings, and nobody’s name', () =>
  nameGoes(() => textOf(house.call(getWorkspaceDay, { as: omar, params: { workspaceId: desk }, query: { date: '2026-11-24' } }))))

test('the door of a room shows that it is taken, and nobody’s name', () => {
  const door: DoorPrincipal = { kind: 'door', organisation, door: randomUUID(), workspace: room, agreementInForce: true }
  return nameGoes(() => textOf(house.call(getDoor, { as: door })))
})

test('a device at the desk shows that it is taken, and loses the name at once', async () => {
  const device: ListeningDevice = { organisation, deviceId: randomUUID(), devEui: 'a81758fffe000001', workspaceId: desk, floorId }
  const published = new EventEmitter()
  const states = on(published, 'state')
  const listening = [device]
  const spoke = onDeviceSpoke(
    house.kernel,
    { listeningDevices: () => listening, publishState: (_organisation, _device, state) => void published.emit('state', state) },
    { leastMs: 5, everyMs: 60_000 },
  )
  const next = async () => ((await states.next()).value as [DeviceState])[0]
  await spoke(organisation, { deviceId: device.deviceId, workspaceId: desk, kind: 'hello', at: now })
  assert.equal((await next()).name, 'Sanne de Wit')
  await whileFrozen(async () => {
    const shown = await next()
    assert.equal(shown.name, null)
    assert.equal(shown.state, 'in_use')
  })
  listening.pop()
})

test('a map that is open loses the name at once, and the frozen person’s own map is closed', async () => {
  const watching = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: sessionOf(await house.signIn(organisation, omar)) })
  const own = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: sessionOf(cookie) })
  const nameAt = (data: unknown) => LiveFloor.parse(data).workspaces.find(({ id }) => id === desk)?.person?.name ?? null
  assert.equal(nameAt((await watching.next())?.data), 'Sanne de Wit')
  assert.equal((await own.next())?.event, 'floor')
  await whileFrozen(async () => {
    assert.equal(nameAt((await watching.next())?.data), null)
    assert.equal(await own.next(), null)
    const anew = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: sessionOf(cookie) })
    assert.equal(anew.status, 403)
  })
  assert.equal(nameAt((await watching.next())?.data), 'Sanne de Wit')
  await watching.close()
})

test('the list of colleagues, the search and the team on Today do not have them', async () => {
  await nameGoes(() => textOf(house.call(peopleEndpoints.findPeople, { as: omar })))
  await nameGoes(() => textOf(house.call(peopleEndpoints.findPeople, { as: omar, query: { search: 'sanne' } })))
  await nameGoes(() => textOf(house.call(bookingEndpoints.getToday, { as: omar })))
})

test('the number of hidden team mates does not count them either', async () => {
  for (const name of ['Een', 'Twee', 'Drie']) await house.seed.person(organisation, { name, teamId: team })
  const hidden = async () => (await house.call(peopleEndpoints.findPeople, { as: omar })).body['hiddenInMyTeam']
  await house.query(`UPDATE people SET visibility = 'nobody' WHERE id = $1`, [sanne.person])
  assert.equal(await hidden(), 4)
  await whileFrozen(async () => assert.equal(await hidden(), 3))
  await house.query(`UPDATE people SET visibility = 'organisation' WHERE id = $1`, [sanne.person])
})

test('the list of accounts that is picked from does not have them', () => nameGoes(() => textOf(house.call(peopleEndpoints.listAccounts, { as: omar }))))

test('whoever counts without persons does not get their bookings', async () => {
  const counted = () =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'insight' }, async (tx) => {
      const rows = await tx.db.selectFrom('bookings').select('id').where('organisation_id', '=', organisation).execute()
      return rows.map(({ id }) => id)
    })
  assert.ok((await counted()).includes(booking))
  await whileFrozen(async () => assert.ok(!(await counted()).includes(booking)))
  assert.ok((await counted()).includes(booking))
})

test('a reminder to check in waits until the freeze is lifted', async () => {
  const reminders = async () => {
    await bookings.jobs(house.kernel).find(({ name }) => name === 'bookings.keep-time')?.run(organisation)
    return await house.query(`SELECT FROM bookings WHERE workspace_id = $1 AND reminded_at IS NOT NULL`, [room])
  }
  await house.query(`UPDATE bookings SET held_until = '2026-11-24T09:10:00Z' WHERE workspace_id = $1`, [room])
  await whileFrozen(async () => assert.equal((await reminders()).length, 0))
  assert.equal((await reminders()).length, 1)
})

const sessionOf = (header: string): string => header.slice(header.indexOf('=') + 1)
