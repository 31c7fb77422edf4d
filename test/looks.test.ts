import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { endpoints } from '#contract/api.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { bookAtDoor, streamDoor } from '#contract/endpoints/door.ts'
import { streamLiveFloor } from '#contract/endpoints/floor.ts'
import { updateAccount } from '#contract/endpoints/people.ts'
import { roles } from '#contract/permissions.ts'
import type { DoorPrincipal, PersonPrincipal, Principal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { openEventStream } from './event-stream.ts'
import { floorScene } from './floor-scene.ts'
import { furnish } from './furnish.ts'
import type { Ids } from './furnish.ts'
import { openTestHouse } from './house.ts'
import type { CallInput, TestHouse } from './house.ts'

// Nobody's name or address leaves the house without a record of who saw it (G10.1). Every reading endpoint is asked, and what writes and answers with
// names; an answer in which a colleague's name stands must have left a look at that colleague by that viewer.

const name = 'Zebedeus Kanarie'
const email = 'zebedeus.kanarie@vrijplek.example'

type Scene = {
  readonly house: TestHouse
  readonly rooms: Rooms
  readonly ids: Ids
  readonly seen: PersonPrincipal
  readonly bySecret: Map<string, Principal>
  close(): Promise<void>
}

/** An organisation with somebody whom everybody may see, at a desk and with a room. */
const openScene = async (withLooks: boolean): Promise<Scene> => {
  let rooms: Rooms | undefined
  const bySecret: Scene['bySecret'] = new Map()
  const house = await openTestHouse({
    now: '2026-11-24T09:10:00Z',
    routes: (kernel) => {
      if (!withLooks) Object.assign(kernel, { looks: { note: async () => {} } })
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    // Streams are read over a real connection, with these secrets.
    authenticate: () => ({
      ...(rooms as Rooms).authenticate,
      session: async (secret) => (bySecret.get(secret) as PersonPrincipal | undefined) ?? null,
      door: async (secret) => (bySecret.get(secret) as DoorPrincipal | undefined) ?? null,
    }),
  })
  const ids = await furnish(house, 'Waterschap')
  const seen = await house.seed.person(ids.organisationId, { name, email, visibility: 'organisation', teamId: ids.byName['teamId'] as never })
  const { booking } = floorScene(house, ids.organisationId)
  await booking(ids.byName['workspaceId'] as never, seen.person, '2026-11-24T09:00Z', '2026-11-24T12:00Z', '2026-11-24T09:05Z')
  await booking(ids.roomId, seen.person, '2026-11-24T10:00Z', '2026-11-24T11:00Z')
  await house.query(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, person_id) VALUES ($1, '2026-11-24T09:05Z', 'person', $2, 'booking', 'bookings.booked', $2)`,
    [ids.organisationId, seen.person],
  )
  const made = rooms as Rooms
  return {
    house,
    rooms: made,
    ids,
    seen,
    bySecret,
    close: async () => {
      await made.ingest.close()
      await house.close()
    },
  }
}

/** Somebody new, who may do everything: what they see they see for the first time. */
const newViewer = ({ house, ids }: Scene): Promise<PersonPrincipal> =>
  house.seed.person(ids.organisationId, { roles, name: 'Kijker', teamId: ids.byName['teamId'] as never })

const newDoor = ({ ids }: Scene): DoorPrincipal => ({
  kind: 'door',
  organisation: ids.organisationId,
  door: randomUUID(),
  workspace: ids.roomId,
  agreementInForce: true,
})

const idOf = (viewer: Principal): string => (viewer.kind === 'person' ? viewer.person : viewer.kind === 'door' ? viewer.door : '')

const isRecorded = async ({ house, seen }: Scene, viewer: Principal): Promise<boolean> => {
  const rows = await house.query(
    `SELECT FROM trail_looks WHERE subject_id = $1 AND viewer_id = $2
     UNION ALL SELECT FROM trail_entries WHERE action = 'trail.looked_at' AND person_id = $1 AND actor_id = $2`,
    [seen.person, idOf(viewer)],
  )
  return rows.length > 0
}

const inputFor = ({ ids, seen }: Scene, spec: EndpointSpec): CallInput => {
  const known: Record<string, string> = {
    ...ids.byName,
    personId: seen.person,
    from: '2026-11-24T13:00:00Z',
    to: '2026-11-24T14:00:00Z',
    language: 'nl',
    kind: 'dpa',
    level: '0',
  }
  const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, each = '']) => each)
  const params = Object.fromEntries(names.map((each) => [each, known[each] ?? randomUUID()]))
  const required = Object.entries(spec.query?.shape ?? {}).filter(([, schema]) => !(schema as { isOptional(): boolean }).isOptional())
  return { params, query: Object.fromEntries(required.map(([each]) => [each, known[each] ?? 'x'])) }
}

const reading = endpoints.filter(
  (spec) => spec.method === 'GET' && spec.success.contentType !== 'text/event-stream' && spec.access !== 'public' && spec.access !== 'source',
)

/** Asks everything, each as somebody new. @returns the endpoints in whose answer the name stood, and those of them that left no record */
const askEverything = async (scene: Scene): Promise<{ readonly named: string[]; readonly unrecorded: string[] }> => {
  const named: string[] = []
  const unrecorded: string[] = []
  const writing: [EndpointSpec, CallInput][] = [
    [updateAccount, { params: { personId: scene.seen.person }, body: { teamId: null } }],
    [bookAtDoor, { body: { minutes: 15 } }],
  ]
  for (const [spec, input] of [...reading.map((each) => [each, inputFor(scene, each)] as const), ...writing]) {
    const viewer = spec.access === 'door' ? newDoor(scene) : await newViewer(scene)
    const answer = await scene.house.call(spec, { ...input, as: viewer })
    if (!answer.text.includes(name) && !answer.text.includes(email)) continue
    named.push(spec.id)
    if (!(await isRecorded(scene, viewer))) unrecorded.push(spec.id)
  }
  return { named, unrecorded }
}

describe('who sees a name is recorded', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene(true)
  })
  after(() => scene.close())

  test('at every endpoint whose answer names somebody else', async () => {
    const { named, unrecorded } = await askEverything(scene)
    assert.deepEqual(unrecorded, [])
    const known = ['getLiveFloor', 'getWorkspaceDay', 'findPeople', 'getToday', 'getDoor', 'listAccounts', 'updateAccount', 'bookAtDoor', 'queryTrail']
    assert.deepEqual(known.filter((id) => !named.includes(id)), [], 'these named the colleague, or the test saw nothing')
  })

  test('in streams, before the name goes out', async () => {
    const url = await scene.house.http.listen({ host: '127.0.0.1', port: 0 })
    const { floorId } = scene.ids.byName
    const [viewer, door] = [await newViewer(scene), newDoor(scene)]
    scene.bySecret.set('viewer', viewer).set('door', door)
    const floor = await openEventStream(`${url}/api/v1${streamLiveFloor.path.replace('{floorId}', String(floorId))}`, { session: 'viewer' })
    assert.ok(JSON.stringify(await floor.next()).includes(name))
    assert.ok(await isRecorded(scene, viewer))
    await floor.close()
    const shown = await openEventStream(`${url}/api/v1${streamDoor.path}`, { door: 'door' })
    assert.ok(JSON.stringify(await shown.next()).includes(name))
    assert.ok(await isRecorded(scene, door))
    await shown.close()
  })
})

test('without the record the check above finds each of these endpoints', async () => {
  const scene = await openScene(false)
  try {
    const { unrecorded } = await askEverything(scene)
    for (const id of ['getLiveFloor', 'getWorkspaceDay', 'findPeople', 'getToday', 'getDoor', 'bookAtDoor', 'listAccounts']) {
      assert.ok(unrecorded.includes(id), `${id} is found out`)
    }
  } finally {
    await scene.close()
  }
})
