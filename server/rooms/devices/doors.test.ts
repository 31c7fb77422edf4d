import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { finishDoorPairing, pairDoor, startDoorPairing, unpairDoors } from '#contract/endpoints/door.ts'
import { openTestBuilding } from '../../../test/building.ts'
import type { Furnished, TestBuilding } from '../../../test/building.ts'
import { authenticateDoor } from './index.ts'

let building: TestBuilding
let furnished: Furnished
let room: Furnished['rooms'][number]
const doorOf = (cookie: string) => authenticateDoor(building.kernel)(cookie)

before(async () => {
  building = await openTestBuilding()
  furnished = await building.furnish({ rooms: 2 })
  const [first] = furnished.rooms
  assert.ok(first !== undefined)
  room = first
})
after(() => building.close())

const start = async (address = '10.0.0.1'): Promise<{ code: string; secret: string }> => {
  const answer = await building.http.inject({ method: 'POST', url: '/api/v1/door-pairings', remoteAddress: address })
  assert.equal(answer.statusCode, 201)
  return answer.json()
}
const pair = (code: string, workspaceId: string = room) => building.call(pairDoor, { as: furnished.manager, params: { workspaceId }, body: { code } })
const finish = (secret: string) => building.call(finishDoorPairing, { body: { secret } })
const cookieOf = (headers: { 'set-cookie'?: unknown }): string => /^vrijplek-door=([^;]+);.*HttpOnly/.exec(String(headers['set-cookie']))?.[1] ?? ''

describe('a door display', () => {
  it('is paired with a room by the code it shows, and knows then which it is', async () => {
    const { code, secret } = await start()
    assert.match(code, /^[2-9A-HJKMNP-RT-Z]{6}$/)
    assert.deepEqual((await finish(secret)).body, { paired: false, workspaceId: null })
    assert.equal((await pair(code.toLowerCase())).status, 201)
    const finished = await finish(secret)
    assert.deepEqual(finished.body, { paired: true, workspaceId: room })
    const door = await doorOf(cookieOf(finished.headers))
    assert.equal(door?.workspace, room)
    assert.equal(door?.organisation, furnished.organisation)
    assert.equal((await finish(secret)).status, 410)
  })

  it('cannot be paired twice, with a wrong code, after ten minutes, or with a desk or room of another organisation', async () => {
    const { code, secret } = await start()
    assert.equal((await pair('ZZZZZZ')).status, 410)
    const other = await building.furnish()
    assert.equal((await pair(code, other.rooms[0])).status, 404)
    assert.equal((await pair(code, furnished.desks[0])).status, 404)
    assert.equal((await pair(code)).status, 201)
    assert.equal((await pair(code)).status, 410)
    const late = await start()
    building.clock.advance({ minutes: 10 })
    assert.equal((await pair(late.code)).status, 410)
    assert.equal((await finish(late.secret)).status, 410)
    assert.equal((await finish(secret)).status, 410)
  })

  it('whose room is removed before it asked for its token is told that the code is over', async () => {
    const leaving = await building.furnish()
    const workspaceId = leaving.rooms[0] ?? ''
    const { code, secret } = await start()
    assert.equal((await building.call(pairDoor, { as: leaving.manager, params: { workspaceId }, body: { code } })).status, 201)
    await building.query('DELETE FROM workspaces WHERE id = $1', [workspaceId])
    const finished = await finish(secret)
    assert.deepEqual([finished.status, finished.body['code']], [410, 'pairing_invalid'])
  })

  it('that is unpaired is out at once, and loses its streams', async () => {
    const { code, secret } = await start()
    await pair(code, furnished.rooms[1])
    const finished = await finish(secret)
    const cookie = cookieOf(finished.headers)
    assert.ok((await doorOf(cookie)) !== null)
    let cut = 0
    const { streams } = building.kernel
    const closeWhere = streams.closeWhere.bind(streams)
    const principal = await doorOf(cookie)
    streams.closeWhere = (matches) => {
      if (principal !== null && matches(principal)) cut += 1
      return closeWhere(matches)
    }
    await building.call(unpairDoors, { as: furnished.manager, params: { workspaceId: furnished.rooms[1] ?? '' } })
    assert.equal(await doorOf(cookie), null)
    assert.equal(cut, 1)
  })

  it('with a cookie of its own making is nobody', async () => {
    const { code, secret } = await start()
    await pair(code)
    const cookie = cookieOf((await finish(secret)).headers)
    for (const wrong of ['', 'vpd_', cookie.slice(0, -2), cookie.replace('vpd_', 'vps_'), `${cookie}x`]) assert.equal(await doorOf(wrong), null)
  })

  it('may ask for a code twenty times in ten minutes from one address', async () => {
    for (let ask = 0; ask < 20; ask += 1) await start('10.0.0.9')
    const answer = await building.http.inject({ method: 'POST', url: `/api/v1${startDoorPairing.path}`, remoteAddress: '10.0.0.9' })
    assert.equal(answer.statusCode, 429)
    assert.equal(answer.headers['retry-after'], '600')
    await start('10.0.0.10')
  })

  it('counts an IPv6 address with its whole /64', async () => {
    for (let ask = 1; ask <= 20; ask += 1) await start(`2001:db8:7:1::${ask}`)
    const refused = await building.http.inject({ method: 'POST', url: `/api/v1${startDoorPairing.path}`, remoteAddress: '2001:db8:7:1:9::1' })
    assert.equal(refused.statusCode, 429)
    await start('2001:db8:7:2::1')
  })

  it('leaves a person twenty guesses at a code in ten minutes, in however many sessions', async () => {
    const { manager, rooms } = await building.furnish()
    const guess = async (session: number): Promise<number> => {
      const as = { ...manager, sessionKey: `session ${session}` }
      return (await building.call(pairDoor, { as, params: { workspaceId: rooms[0] ?? '' }, body: { code: 'ZZZZZZ' } })).status
    }
    for (let session = 0; session < 20; session += 1) assert.equal(await guess(session), 410)
    assert.equal(await guess(20), 429)
    building.clock.advance({ minutes: 10 })
    assert.equal(await guess(21), 410)
  })
})
