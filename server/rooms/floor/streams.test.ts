import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { LiveFloor } from '#contract/endpoints/floor.ts'
import type { FloorId, LocationId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openEventStream } from '../../../test/event-stream.ts'
import type { OpenStream, ServerEvent } from '../../../test/event-stream.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

const now = '2026-11-24T09:00:00Z'

describe('a stream of a floor', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let location: LocationId
  let scene: ReturnType<typeof floorScene>
  let url: string
  const sessions = new Map<string, PersonPrincipal>()
  const streams: OpenStream[] = []

  before(async () => {
    house = await openTestHouse({
      routes,
      now,
      authenticate: () => ({ session: async (cookie) => sessions.get(cookie) ?? null }),
    })
    url = await house.http.listen({ host: '127.0.0.1', port: 0 })
    organisation = await house.seed.organisation()
    location = await house.seed.location(organisation)
    scene = floorScene(house, organisation)
  })
  after(async () => {
    for (const stream of streams) await stream.close()
    await house.close()
  })

  const open = async (floorId: FloorId, principal: PersonPrincipal): Promise<OpenStream> => {
    sessions.set(principal.person, principal)
    const stream = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: principal.person })
    streams.push(stream)
    return stream
  }
  let floors = 0
  const newFloor = async (): Promise<{ floorId: FloorId; one: WorkspaceId; other: WorkspaceId }> => {
    const { floorId, desks } = await house.seed.floor(organisation, location, { desks: 2, name: `floor ${++floors}` })
    const [one, other] = desks
    assert.ok(one !== undefined && other !== undefined)
    return { floorId, one, other }
  }
  const told = (event: ServerEvent | null, name: 'floor' | 'change') => {
    assert.equal(event?.event, name)
    return LiveFloor.strict().parse(event.data).workspaces
  }
  const changed = (floorId: FloorId) => house.kernel.live.changed(organisation, `floor:${floorId}`)

  it('begins with the whole floor, then tells a sensor’s word and a booking, each with only what changed', async () => {
    const { floorId, one, other } = await newFloor()
    const viewer = await house.seed.person(organisation)
    const stream = await open(floorId, viewer)
    assert.equal(told(await stream.next(), 'floor').length, 2)
    await scene.sensor(one, { occupied: true })
    changed(floorId)
    assert.deepEqual(told(await stream.next(), 'change').map(({ id, state }) => [id, state]), [[one, 'in_use']])
    const booking = await scene.booking(other, viewer.person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    changed(floorId)
    assert.deepEqual(told(await stream.next(), 'change').map(({ id, myBookingId }) => [id, myBookingId]), [[other, booking]])
  })

  it('tells each viewer only what that viewer may see, and nothing where nothing changed for them', async () => {
    const { floorId, one, other } = await newFloor()
    const team = await house.seed.team(organisation, 'Sluizen')
    const shy = await house.seed.person(organisation, { teamId: team, visibility: 'team', name: 'Bram Bos' })
    const later = await house.seed.person(organisation, { teamId: team, visibility: 'team' })
    const mate = await open(floorId, await house.seed.person(organisation, { teamId: team }))
    const stranger = await open(floorId, await house.seed.person(organisation))
    for (const stream of [mate, stranger]) told(await stream.next(), 'floor')
    await scene.booking(one, shy.person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    changed(floorId)
    assert.equal(told(await mate.next(), 'change')[0]?.person?.name, 'Bram Bos')
    assert.equal(told(await stranger.next(), 'change')[0]?.person, null)
    // A change of who sits there, not of the state: only the team mate learns of it.
    await house.query('UPDATE bookings SET person_id = $2 WHERE workspace_id = $1', [one, later.person])
    changed(floorId)
    assert.equal(told(await mate.next(), 'change')[0]?.person?.id, later.person)
    await scene.sensor(other, { occupied: true })
    changed(floorId)
    assert.deepEqual(told(await stranger.next(), 'change').map(({ id }) => id), [other])
  })

  it('follows a choice of visibility at once', async () => {
    const { floorId, one } = await newFloor()
    const subject = await house.seed.person(organisation, { visibility: 'organisation', name: 'Sanne de Wit' })
    await scene.booking(one, subject.person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    const stream = await open(floorId, await house.seed.person(organisation))
    const name = (event: ServerEvent | null, kind: 'floor' | 'change') => told(event, kind).find(({ id }) => id === one)?.person?.name
    assert.equal(name(await stream.next(), 'floor'), 'Sanne de Wit')
    await house.query(`UPDATE people SET visibility = 'nobody' WHERE id = $1`, [subject.person])
    house.kernel.live.changed(organisation, 'people')
    assert.equal(name(await stream.next(), 'change'), undefined)
    await house.query(`UPDATE people SET visibility = 'organisation' WHERE id = $1`, [subject.person])
    house.kernel.live.changed(organisation, 'people')
    assert.equal(name(await stream.next(), 'change'), 'Sanne de Wit')
  })

  it('gives a viewer who moved to another team the floor anew, as that team may see it', async () => {
    const { floorId, one } = await newFloor()
    const [old, later] = [await house.seed.team(organisation, 'Oud'), await house.seed.team(organisation, 'Nieuw')]
    const subject = await house.seed.person(organisation, { visibility: 'team', teamId: old, name: 'Sanne de Wit' })
    await scene.booking(one, subject.person, '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    const viewer = await house.seed.person(organisation, { teamId: old })
    const stream = await open(floorId, viewer)
    const seen = (event: ServerEvent | null) => told(event, 'floor').find(({ id }) => id === one)?.person?.name ?? null
    assert.equal(seen(await stream.next()), 'Sanne de Wit')
    await house.query('UPDATE people SET team_id = $2 WHERE id = $1', [viewer.person, later])
    house.kernel.live.changed(organisation, 'people')
    assert.equal(seen(await stream.next()), null)
  })

  it('is told whole again when a workspace comes or goes', async () => {
    const { floorId, other } = await newFloor()
    const stream = await open(floorId, await house.seed.person(organisation))
    assert.equal(told(await stream.next(), 'floor').length, 2)
    await house.query('DELETE FROM workspaces WHERE id = $1', [other])
    changed(floorId)
    assert.equal(told(await stream.next(), 'floor').length, 1)
  })

  it('never tells one organisation of another', async () => {
    const { floorId, one } = await newFloor()
    const elsewhere = await house.seed.organisation({ name: 'Gemeente' })
    const foreignFloor = await house.seed.floor(elsewhere, await house.seed.location(elsewhere), { desks: 1 })
    const foreigner = await house.seed.person(elsewhere)
    assert.equal((await open(floorId, foreigner)).status, 404)
    const [mine, theirs] = [await open(floorId, await house.seed.person(organisation)), await open(foreignFloor.floorId, foreigner)]
    for (const stream of [mine, theirs]) told(await stream.next(), 'floor')
    await scene.sensor(one, { occupied: true })
    // Even when both are told to look, each reads its own.
    changed(floorId)
    house.kernel.live.changed(elsewhere, `floor:${floorId}`)
    house.kernel.live.changed(elsewhere, `floor:${foreignFloor.floorId}`)
    told(await mine.next(), 'change')
    const [foreignDesk] = foreignFloor.desks
    assert.ok(foreignDesk !== undefined)
    await floorScene(house, elsewhere).sensor(foreignDesk, { occupied: true })
    house.kernel.live.changed(elsewhere, `floor:${foreignFloor.floorId}`)
    assert.deepEqual(told(await theirs.next(), 'change').map(({ id }) => id), [foreignDesk])
  })

  it('ends when the session is revoked, and when it expires', async () => {
    const { floorId } = await newFloor()
    const revoked = await house.seed.person(organisation)
    const expiring = { ...(await house.seed.person(organisation)), expiresAt: house.clock.now().add({ minutes: 1 }) }
    const [one, other] = [await open(floorId, revoked), await open(floorId, expiring)]
    for (const stream of [one, other]) told(await stream.next(), 'floor')
    house.kernel.streams.closeWhere((principal) => principal.kind === 'person' && principal.person === revoked.person)
    assert.equal(await one.next(), null)
    house.clock.advance({ minutes: 1 })
    changed(floorId)
    assert.equal(await other.next(), null)
    house.clock.set(now)
  })

  it('reads a floor once for all who watch it, however many and however often it is told', async () => {
    const { floorId, one } = await newFloor()
    const watching = await Promise.all(
      Array.from({ length: 20 }, async () => open(floorId, await house.seed.person(organisation))),
    )
    for (const stream of watching) told(await stream.next(), 'floor')
    let reads = 0
    const { pools } = house.kernel
    const connect = pools.connect.bind(pools)
    Object.assign(pools, {
      connect: (login: Parameters<typeof connect>[0]) => {
        reads++
        return connect(login)
      },
    })
    try {
      await scene.sensor(one, { occupied: true })
      for (let n = 0; n < 1_000; n++) changed(floorId)
      for (const stream of watching) told(await stream.next(), 'change')
    } finally {
      Object.assign(pools, { connect })
    }
    assert.ok(reads <= 3, `${reads} reads`)
  })

  it('costs nothing once nobody watches any more', async () => {
    const { floorId } = await newFloor()
    const stream = await open(floorId, await house.seed.person(organisation))
    told(await stream.next(), 'floor')
    const { live } = house.kernel
    let looks = 0
    const stop = live.subscribe(organisation, `floor:${floorId}`, () => looks++)
    house.kernel.streams.closeAll()
    assert.equal(await stream.next(), null)
    const { pools } = house.kernel
    const connect = pools.connect.bind(pools)
    let reads = 0
    Object.assign(pools, { connect: (login: Parameters<typeof connect>[0]) => (reads++, connect(login)) })
    changed(floorId)
    await new Promise(setImmediate)
    Object.assign(pools, { connect })
    stop()
    assert.deepEqual([looks, reads], [1, 0])
  })
})

it('a stream tells what time alone changes: a booking that begins, a word that no longer holds', async () => {
  const sessions = new Map<string, PersonPrincipal>()
  const house = await openTestHouse({
    routes: (kernel) => routes(kernel, { leastMs: 10, everyMs: 50 }),
    now,
    authenticate: () => ({ session: async (cookie) => sessions.get(cookie) ?? null }),
  })
  try {
    const url = await house.http.listen({ host: '127.0.0.1', port: 0 })
    const organisation = await house.seed.organisation()
    const { floorId, desks } = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 2 })
    const [one, other] = desks
    assert.ok(one !== undefined && other !== undefined)
    const scene = floorScene(house, organisation)
    const viewer = await house.seed.person(organisation)
    sessions.set('viewer', viewer)
    await scene.booking(one, (await house.seed.person(organisation)).person, '2026-11-24T09:40:00Z', '2026-11-24T11:00:00Z')
    await scene.sensor(other, { occupied: false, holdsUntil: '2026-11-24T09:05:00Z' })
    const stream = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { session: 'viewer' })
    const states = (event: ServerEvent | null) =>
      Object.fromEntries(LiveFloor.parse(event?.data).workspaces.map(({ id, state }) => [id, state]))
    assert.deepEqual(states(await stream.next()), { [one]: 'free', [other]: 'free' })
    // Nobody tells: its own next look finds it.
    house.clock.set('2026-11-24T09:10:00Z')
    assert.deepEqual(states(await stream.next()), { [one]: 'booked', [other]: 'unknown' })
    await stream.close()
  } finally {
    await house.close()
  }
})
