import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { getLiveFloor } from '#contract/endpoints/floor.ts'
import * as integrations from '#contract/endpoints/integrations.ts'
import { getMyLooks } from '#contract/endpoints/my-data.ts'
import { revokeMyToken } from '#contract/endpoints/personal-tokens.ts'
import type { FloorId, OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { openEventStream } from './event-stream.ts'
import type { OpenStream } from './event-stream.ts'
import { floorScene } from './floor-scene.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'
import { letIn } from './integrations-house.ts'
import type { IntegrationsHouse } from './integrations-house.ts'

/** Live connections of third parties: what they show, who sees that they looked, and that revoking cuts them, in whichever process. */
type Process = { readonly house: TestHouse; readonly rooms: Rooms }

const start = async (beside?: TestHouse): Promise<Process> => {
  let rooms: Rooms | undefined
  const house = await openTestHouse({
    now: '2026-11-24T09:00:00Z',
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => rooms?.authenticate ?? {},
    ...(beside === undefined ? {} : { beside }),
  })
  if (rooms === undefined) throw new Error('the house asked for no routes')
  await house.kernel.cuts.listen()
  return { house, rooms }
}
const stop = async ({ house, rooms }: Process): Promise<void> => {
  await rooms.ingest.close()
  await house.close()
}

let one: Process
let another: Process
let house: IntegrationsHouse
let url: string
let organisation: OrganisationId
let manager: PersonPrincipal
let sanne: PersonPrincipal
let floorId: FloorId
const streams: OpenStream[] = []

before(async () => {
  one = await start()
  another = await start(one.house)
  house = letIn(one.house)
  url = await house.http.listen({ host: '127.0.0.1', port: 0 })
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
  sanne = await house.seed.person(organisation, { visibility: 'organisation', name: 'Sanne de Wit' })
  const location = await house.seed.location(organisation)
  const floor = await house.seed.floor(organisation, location, { desks: 2 })
  floorId = floor.floorId
  const [desk] = floor.desks
  assert.ok(desk !== undefined)
  await floorScene(house, organisation).booking(desk, sanne.person, '2026-11-24T08:00:00Z', '2026-11-24T16:00:00Z')
})
after(async () => {
  for (const stream of streams) await stream.close()
  await stop(another)
  await stop(one)
})

const open = async (token: string): Promise<OpenStream> => {
  const stream = await openEventStream(`${url}${apiPrefix}/floors/${floorId}/live/stream`, { token })
  streams.push(stream)
  assert.equal(stream.status, 200)
  assert.equal((await stream.next())?.event, 'floor')
  return stream
}
const programToken = async (approval: string): Promise<string> => String((await house.token(await house.program(manager, approval))).body['access_token'])
const floorFor = async (bearer: string): Promise<string> => {
  const answer = await house.call(getLiveFloor, { bearer, params: { floorId } })
  assert.equal(answer.status, 200, answer.text)
  return answer.text
}

describe('a third party’s stream of a floor', () => {
  it('ends when its approval is revoked, of programs and of people alike', async () => {
    const [forPrograms, forPeople] = [await house.approved(manager), await house.approved(manager, { kind: 'personal_tokens' })]
    const [program, personal] = [await open(await programToken(forPrograms)), await open((await house.personal(sanne, forPeople)).value)]
    for (const approvalId of [forPrograms, forPeople]) {
      assert.equal((await house.call(integrations.revokeApproval, { as: manager, params: { approvalId } })).status, 204)
    }
    assert.equal(await program.next(), null)
    assert.equal(await personal.next(), null)
  })

  it('ends when it is revoked in another process', async () => {
    const approval = await house.approved(manager)
    const stream = await open(await programToken(approval))
    assert.equal((await another.house.call(integrations.revokeApproval, { as: manager, params: { approvalId: approval } })).status, 204)
    assert.equal(await stream.next(), null)
  })

  it('ends when its program, its secret, its token or its owner’s token is taken away, and no other does', async () => {
    const [approval, forPeople] = [await house.approved(manager), await house.approved(manager, { kind: 'personal_tokens' })]
    const [first, second] = [await house.program(manager, approval), await house.program(manager, await house.approved(manager))]
    const mine = await house.personal(sanne, forPeople)
    const ends = await open(String((await house.token(first)).body['access_token']))
    const stays = await open(String((await house.token(second)).body['access_token']))
    const own = await open(mine.value)
    await house.call(integrations.removeClientSecret, { as: manager, params: { clientId: first.id, slot: '1' } })
    assert.equal(await ends.next(), null)
    await house.call(revokeMyToken, { as: sanne, params: { tokenId: mine.id } })
    assert.equal(await own.next(), null)
    assert.equal(house.kernel.streams.count(), 1)
    await house.call(integrations.revokeClient, { as: manager, params: { clientId: second.id } })
    assert.equal(await stays.next(), null)
  })

  it('is no longer let in anywhere once it was revoked in another process', async () => {
    const approval = await house.approved(manager, { kind: 'personal_tokens' })
    const { value } = await house.personal(sanne, approval)
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    house.kernel.cuts.on(() => resolve())
    await floorFor(value)
    await another.house.call(integrations.revokeApproval, { as: manager, params: { approvalId: approval } })
    await heard
    assert.equal((await house.call(getLiveFloor, { bearer: value, params: { floorId } })).status, 401)
  })
})

describe('what a third party sees of people', () => {
  const looks = async () =>
    (await house.call(getMyLooks, { as: sanne })).body['looks'] as unknown as { role: string; party: string | null; view: string }[]

  it('is no name unless its approval names who sits where; then the name of who lets everybody see them, and that person sees who looked', async () => {
    await house.query('DELETE FROM trail_looks')
    const blind = await programToken(await house.approved(manager, { categories: ['places', 'occupancy'] }))
    assert.doesNotMatch(await floorFor(blind), /Sanne/)
    assert.deepEqual(await looks().then((all) => all.filter(({ party }) => party !== null)), [])
    const seeing = await programToken(await house.approved(manager))
    assert.match(await floorFor(seeing), /Sanne de Wit/)
    const found = (await looks()).filter(({ role }) => role === 'third_party')
    assert.deepEqual(found.map(({ party, view }) => [party, view]), [['Ruimtewijzer BV', 'floor']])
  })

  it('of a personal token is what its owner sees, within what it names', async () => {
    const approval = await house.approved(manager, { kind: 'personal_tokens' })
    const blind = await house.personal(sanne, approval, { categories: ['places', 'occupancy', 'bookings'] })
    assert.doesNotMatch(await floorFor(blind.value), /Sanne|"myBookingId":"/)
    assert.match(await floorFor((await house.personal(sanne, approval)).value), /Sanne de Wit/)
    const bram = await house.seed.person(organisation)
    await floorFor((await house.personal(bram, approval)).value)
    assert.ok((await looks()).some(({ role, view }) => role === 'personal_token' && view === 'api'))
  })
})
