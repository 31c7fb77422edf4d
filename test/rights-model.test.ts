import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AddressInfo } from 'node:net'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { listGuests } from '#contract/endpoints/guests.ts'
import { listAccounts } from '#contract/endpoints/people.ts'
import { listLocations, updateLocation } from '#contract/endpoints/places.ts'
import { listGrants, whoCanDoWhat } from '#contract/endpoints/rights.ts'
import { queryTrail } from '#contract/endpoints/trail.ts'
import type { LocationId } from '#contract/ids.ts'
import type { Permission } from '#contract/permissions.ts'
import type { Principal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import type { CallInput } from './house.ts'
import { openTestHouse } from './house.ts'
import { letIn } from './integrations-house.ts'
import type { IntegrationsHouse } from './integrations-house.ts'
import fc from './properties.ts'
import { play } from './rights-model/play.ts'
import { header, setStage, signIn } from './rights-model/stage.ts'
import type { Stage } from './rights-model/stage.ts'
import { step, stories } from './rights-model/steps.ts'
import type { Step } from './rights-model/steps.ts'

/**
 * At no moment can a session, stream or token do what a small model forbids, nor is it refused what the model allows: random sequences of giving, ending
 * and taking away roles, of time, reviews, signing in and out, switching off and on, guests and tokens, against the whole house over HTTP.
 */
let house: IntegrationsHouse
let rooms: Rooms
let origin: string
before(async () => {
  house = letIn(
    await openTestHouse({
      routes: (kernel) => {
        rooms = joinRooms(kernel)
        return rooms.routes
      },
      authenticate: () => rooms.authenticate,
    }),
  )
  await house.http.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(house.http.server.address() as AddressInfo).port}`
})
after(async () => {
  await rooms.ingest.close()
  await rooms.exporter.stop()
  await rooms.retention.stop()
  await house.close()
})

type Probe = { readonly spec: EndpointSpec; readonly permission: Permission; readonly location: LocationId | null; readonly input: CallInput }
const probesOf = ({ locations }: Stage): Probe[] => [
  { spec: listLocations, permission: 'see_floors', location: null, input: {} },
  { spec: listAccounts, permission: 'manage_people', location: null, input: { query: { limit: '1' } } },
  { spec: queryTrail, permission: 'read_trail', location: null, input: {} },
  { spec: whoCanDoWhat, permission: 'see_rights', location: null, input: {} },
  ...locations.flatMap((location): Probe[] => [
    { spec: updateLocation, permission: 'manage_places', location, input: { params: { locationId: location }, body: { address: 'Kade 1' } } },
    { spec: listGuests, permission: 'receive_guests', location, input: { query: { locationId: location } } },
    { spec: listGrants, permission: 'see_rights', location: null, input: {} },
  ]),
]

/** Everything the server lets each session, token and stream do, held to the model. */
const hold = async (stage: Stage, after: string): Promise<void> => {
  const { model } = stage
  const now = house.clock.now().epochMilliseconds
  for (const session of model.sessions) {
    const isOpen = model.isOpen(session, now)
    for (const { spec, permission, location, input } of probesOf(stage)) {
      const { status, text } = await house.call(spec, { ...input, cookie: header(session) })
      // A list of what is at one's own locations opens with a right at any of them.
      const anywhere = spec === listGrants && stage.locations.some((each) => model.may(session.person, permission, each, now))
      const should = isOpen && (anywhere || model.may(session.person, permission, location, now))
      assert.equal(status === 200, should, `after ${after}: ${spec.id} at ${location ?? 'large'}: ${status} ${text.slice(0, 200)}, should be ${should ? 'allowed' : 'refused'}`)
    }
    if (isOpen) model.used(session, now)
  }
  for (const token of model.tokens) {
    const { status, text } = await house.call(listLocations, { bearer: token.value })
    const should = model.isUsable(token, now) && model.may(token.person, 'see_floors', null, now)
    assert.equal(status === 200, should, `after ${after}: a token: ${status} ${text.slice(0, 200)}, should be ${should ? 'allowed' : 'refused'}`)
  }
  const open = new Set<string>()
  house.kernel.streams.closeWhere((principal: Principal) => {
    if (principal.kind === 'person' && principal.organisation === stage.organisation) open.add(principal.sessionKey)
    return false
  })
  for (const key of open) {
    const session = model.sessions.find((each) => each.key === key)
    const token = model.tokens.find((each) => each.key === key)
    const person = session?.person ?? token?.person
    const lives = (session !== undefined && model.isOpen(session, now)) || (token !== undefined && model.isUsable(token, now))
    assert.ok(person !== undefined && lives && model.may(person, 'see_floors', null, now), `after ${after}: a stream is open that nobody may have`)
  }
  // What the server has let go has ended for whoever held it.
  for (const each of stage.streams.filter(({ key }) => !open.has(key))) {
    while ((await each.stream.next()) !== null);
    stage.streams.splice(stage.streams.indexOf(each), 1)
  }
}

test('at no moment can a session, stream or token do what the model forbids', async (t) => {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 28 }), async (todo) => {
      const stage = await setStage(house, rooms, origin)
      for (const person of [...stage.model.people.keys()].slice(0, 3)) await signIn(stage, person)
      await hold(stage, 'the beginning')
      for (const [n, each] of todo.entries()) {
        await play(stage, each)
        await hold(stage, `${n} ${JSON.stringify(each)}`)
        steps += 1
      }
      for (const { stream } of stage.streams) await stream.close()
    }),
    { numRuns: stories.length + 8, examples: stories.map((story) => [[...story]] as [Step[]]), endOnFailure: true },
  )
  t.diagnostic(`${steps} steps`)
})
