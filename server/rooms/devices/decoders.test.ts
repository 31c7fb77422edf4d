import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { activateDecoder, createDevice, listDecoders, tryDecoder, uploadDecoder } from '#contract/endpoints/devices.ts'
import { openTestBuilding } from '../../../test/building.ts'
import type { Answer } from '../../../test/house.ts'
import type { Furnished, TestBuilding } from '../../../test/building.ts'

const decoder = 'function decodeUplink(input) { return { data: { occupied: input.bytes[0] === 1, battery: input.bytes[1] } } }'
const endless = 'function decodeUplink() { while (true) {} }'

let building: TestBuilding
let furnished: Furnished
before(async () => {
  building = await openTestBuilding()
  furnished = await building.furnish()
})
after(() => building.close())

const upload = (model: string, source: string, by = furnished): Promise<Answer> =>
  building.call(uploadDecoder, { as: by.manager, body: { model, source } })
const trial = (decoderId: string, hex: string, by = furnished): Promise<Answer> =>
  building.call(tryDecoder, { as: by.manager, params: { decoderId }, body: { fPort: 1, hex } })
const activate = (decoderId: string, by = furnished): Promise<Answer> => building.call(activateDecoder, { as: by.manager, params: { decoderId } })

const makeLive = async (model: string, source: string, by: Furnished): Promise<string> => {
  const { body } = await upload(model, source, by)
  const id = String(body['id'])
  await building.query('UPDATE decoders SET tried_at = now() WHERE id = $1', [id])
  assert.equal((await activate(id, by)).status, 200)
  return id
}

describe("a maker's decoder", () => {
  it('goes live only after a trial that went well, and then reads the uplinks of its model', async () => {
    const uploaded = await upload('Zitplek 3', decoder)
    assert.deepEqual([uploaded.status, uploaded.body['state'], uploaded.body['version']], [201, 'draft', 1])
    const id = String(uploaded.body['id'])
    assert.equal((await activate(id)).body['code'], 'decoder_not_tried')
    const device = { devEui: 'a81758fffe000001', model: 'zitplek-3', kind: 'desk_sensor' }
    assert.equal((await building.call(createDevice, { as: furnished.manager, body: { ...device, model: 'Zitplek 3' } })).body['code'], 'model_unknown')
    const tried = await trial(id, '0140')
    assert.deepEqual([tried.body['ok'], tried.body['measurement']], [true, { occupied: true, batteryPct: 64 }])
    assert.equal((await activate(id)).body['state'], 'live')
    const desk = furnished.desks[0]
    assert.ok(desk !== undefined)
    await furnished.device({ ...device, model: 'Zitplek 3', workspace: desk })
    await building.kernel.outbox.settled()
    building.clock.advance({ minutes: 1 })
    const source = await furnished.source('generic')
    const { taken } = await furnished.send(source, [{ devEui: device.devEui, fPort: 1, hex: '0140', fCnt: 10 }])
    assert.equal(taken.accepted, 1)
    const rows = await building.query('SELECT occupied FROM presence WHERE organisation_id = $1', [furnished.organisation])
    assert.deepEqual(rows, [{ occupied: true }])
  })

  it('gives way to its next version', async () => {
    await makeLive('Zitplek 4', decoder, furnished)
    await makeLive('Zitplek 4', `${decoder} `, furnished)
    const { body } = await building.call(listDecoders, { as: furnished.manager })
    const versions = (body as unknown as { decoders: { model: string; version: number; state: string }[] }).decoders
      .filter(({ model }) => model === 'Zitplek 4')
      .map(({ version, state }) => [version, state])
    assert.deepEqual(versions, [[2, 'live'], [1, 'retired']])
  })

  it('is one of its model however that is spelt: versions go on, one is live, and devices may be spelt as they like', async () => {
    const maker = await building.furnish()
    const first = await makeLive('Zitplek 6', decoder, maker)
    const uploaded = await upload('zitplek-6', decoder, maker)
    assert.deepEqual([uploaded.body['model'], uploaded.body['version']], ['Zitplek 6', 2])
    const second = String(uploaded.body['id'])
    assert.equal((await trial(second, '0140', maker)).body['ok'], true)
    assert.equal((await activate(second, maker)).status, 200)
    const live = await building.query('SELECT id, state FROM decoders WHERE organisation_id = $1 ORDER BY version', [maker.organisation])
    assert.deepEqual(live, [{ id: first, state: 'retired' }, { id: second, state: 'live' }])
    const device = { devEui: 'a81758fffe000006', model: 'ZITPLEK_6', kind: 'desk_sensor' }
    assert.equal((await building.call(createDevice, { as: maker.manager, body: device })).status, 201)
  })

  it('brought in or made live several times at once goes in turn', async () => {
    const maker = await building.furnish()
    const uploads = await Promise.all(['Zitplek 7', 'zitplek7', 'ZITPLEK-7', 'Zitplek 7'].map((model) => upload(model, decoder, maker)))
    assert.deepEqual(uploads.map(({ status }) => status), [201, 201, 201, 201])
    assert.deepEqual(uploads.map(({ body }) => Number(body['version'])).toSorted((a, b) => a - b), [1, 2, 3, 4])
    await building.query('UPDATE decoders SET tried_at = now() WHERE organisation_id = $1', [maker.organisation])
    const activated = await Promise.all(uploads.map(({ body }) => activate(String(body['id']), maker)))
    assert.deepEqual(activated.map(({ status }) => status), [200, 200, 200, 200])
    const live = await building.query(`SELECT FROM decoders WHERE organisation_id = $1 AND state = 'live'`, [maker.organisation])
    assert.equal(live.length, 1)
  })

  it('that does not run is refused with the reason, and one that only fails is told by its trial', async () => {
    const broken = await upload('X', 'function decodeUplink( {')
    assert.deepEqual([broken.status, broken.body['code']], [422, 'decoder_invalid'])
    const { body } = await upload('Y', 'function decodeUplink() { return { data: { nothing: "known" } } }')
    const tried = await trial(String(body['id']), '00')
    assert.deepEqual([tried.status, tried.body['ok'], tried.body['measurement']], [200, false, null])
    assert.equal((await activate(String(body['id']))).body['code'], 'decoder_not_tried')
  })

  it('of another organisation does not exist', async () => {
    const { body } = await upload('Zitplek 5', decoder)
    const other = await building.furnish()
    assert.equal((await trial(String(body['id']), '01', other)).status, 404)
    assert.equal((await activate(String(body['id']), other)).status, 404)
  })

  it('that never ends holds up nobody: its uplinks are refused and counted, those of others flow', async () => {
    const hostile = await building.furnish()
    await makeLive('Endless', endless, hostile)
    await hostile.device({ devEui: 'a81758fffe0000ff', model: 'Endless', kind: 'desk_sensor' })
    const good = await building.furnish()
    await makeLive('Zitplek 3', decoder, good)
    await good.device({ devEui: 'a81758fffe000002', model: 'Zitplek 3', kind: 'desk_sensor' })
    const [bad, fine] = [await hostile.source('generic'), await good.source('generic')]
    const hung = hostile.send(bad, Array.from({ length: 20 }, (_, fCnt) => ({ devEui: 'a81758fffe0000ff', fPort: 1, hex: '00', fCnt: 100 + fCnt })))
    const flowing = await Promise.all(
      Array.from({ length: 20 }, (_, fCnt) => good.send(fine, { devEui: 'a81758fffe000002', fPort: 1, hex: '0140', fCnt: 100 + fCnt })),
    )
    assert.ok(flowing.every(({ taken }) => taken.accepted === 1))
    assert.equal((await hung).taken.ignored, 20)
    const rows = await building.query('SELECT reason, uplinks::int FROM uplink_refusals WHERE organisation_id = $1', [hostile.organisation])
    assert.deepEqual(rows, [{ reason: 'decoder_failed', uplinks: 20 }])
  })
})

describe('organisations with slow decoders', () => {
  it('hold up no reading of another one: it is answered before theirs are', async () => {
    const devEui = 'a81758fffe0000aa'
    const slow = await Promise.all(
      [0, 1, 2].map(async () => {
        const maker = await building.furnish()
        await makeLive('Slow', decoder, maker)
        await maker.device({ devEui, model: 'Slow', kind: 'desk_sensor' })
        return { maker, source: await maker.source('generic') }
      }),
    )
    const quick = await building.furnish()
    await quick.device({ devEui, model: 'VS340', kind: 'desk_sensor' })
    const source = await quick.source('generic')
    const answered: string[] = []
    const frames = [1, 2, 3].map((fCnt) => ({ devEui, fPort: 1, hex: '0140', fCnt }))
    const sandbox = building.ingest.sandbox()
    const { decode } = sandbox
    const decoding = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    let begun = 0
    sandbox.decode = async (request) => {
      begun += 1
      if (begun === slow.length) decoding.resolve()
      await goOn.promise
      return decode(request)
    }
    try {
      const sent = slow.map(async ({ maker, source: by }) => {
        const { taken } = await maker.send(by, frames)
        answered.push('slow')
        return taken.accepted
      })
      await decoding.promise
      const { taken } = await quick.send(source, { devEui, fPort: 85, hex: '017564030001', fCnt: 10 })
      answered.push('quick')
      assert.equal(taken.accepted, 1)
      goOn.resolve()
      assert.deepEqual(await Promise.all(sent), [3, 3, 3])
    } finally {
      sandbox.decode = decode
    }
    assert.deepEqual(answered, ['quick', 'slow', 'slow', 'slow'])
  })
})

describe('an organisation that keeps the sandbox busy', () => {
  it('holds up no other at its administration', async () => {
    const other = await building.furnish()
    let over = 0
    const uploads = Array.from({ length: 10 }, async () => {
      const { body } = await upload('Endless 1', 'while (true) {}')
      over += 1
      return body['code']
    })
    await uploads[0]
    assert.equal((await building.call(listDecoders, { as: other.manager })).status, 200)
    assert.ok(over < uploads.length / 2, `${over} uploads of the one were over before the other was answered`)
    assert.deepEqual(new Set(await Promise.all(uploads)), new Set(['decoder_invalid']))
  })

  it('is asked to wait after a hundred runs in ten minutes, and may go on then', async () => {
    const eager = await building.furnish()
    const { body } = await upload('Eager 1', decoder, eager)
    const trials = []
    for (let runs = 2; runs <= 101; runs += 1) trials.push((await trial(String(body['id']), '0164', eager)).status)
    assert.deepEqual([trials.at(-2), trials.at(-1)], [200, 429])
    building.clock.advance({ minutes: 10 })
    assert.equal((await trial(String(body['id']), '0164', eager)).status, 200)
  })
})
