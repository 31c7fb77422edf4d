import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createSource, deleteSource, getDevice, linkDevice, listRefusals, listSeenDevices } from '#contract/endpoints/devices.ts'
import { uplinkChirpstack, uplinkTheThingsStack } from '#contract/endpoints/uplinks.ts'
import { openTestBuilding } from '../../../test/building.ts'
import type { Furnished, Source, TestBuilding } from '../../../test/building.ts'
import type { DeviceId } from '#contract/ids.ts'

const devEui = '24e124fffef00105'
const occupied = '017564030001'
const vacant = '017564030000'
const now = '2026-11-24T07:00:00Z'
const before7 = (minutes: number): string => Temporal.Instant.from(now).subtract({ minutes }).toString()
const frame = (fCnt: number, hex = occupied, more: object = {}) => ({ devEui, fPort: 85, hex, fCnt, at: now, ...more })
const envelope = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../test/data/uplinks/envelopes/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>

let building: TestBuilding
let furnished: Furnished
let source: Source
let desk: Furnished['desks'][number]
let device: DeviceId

before(async () => {
  building = await openTestBuilding({ now })
})
after(() => building.close())
beforeEach(async () => {
  building.clock.set(now)
  furnished = await building.furnish()
  source = await furnished.source('generic')
  const [first] = furnished.desks
  assert.ok(first !== undefined)
  desk = first
  device = await furnished.device({ devEui, model: 'VS340', kind: 'desk_sensor', workspace: desk, from: '2026-11-20T00:00:00Z' })
  await building.kernel.outbox.settled()
})

const presence = async (): Promise<boolean | null | undefined> =>
  (await building.query<{ occupied: boolean | null }>('SELECT occupied FROM presence WHERE organisation_id = $1', [furnished.organisation]))[0]?.occupied
const readings = async (): Promise<number> =>
  (await building.query<{ n: number }>('SELECT count(*)::int AS n FROM readings WHERE organisation_id = $1', [furnished.organisation]))[0]?.n ?? 0
const intervals = () =>
  building.query<{ workspace_id: string; from: string; to: string | null; what: string }>(
    `SELECT workspace_id, to_json(from_at AT TIME ZONE 'UTC')#>>'{}' AS from, to_json(to_at AT TIME ZONE 'UTC')#>>'{}' AS to, what
     FROM occupied_intervals WHERE organisation_id = $1 ORDER BY from_at`,
    [furnished.organisation],
  )
const refusals = async (): Promise<unknown> => {
  const { body } = await building.call(listRefusals, { as: furnished.manager })
  return (body as unknown as { refusals: { reason: string; uplinks: number }[] }).refusals.map(({ reason, uplinks }) => [reason, uplinks])
}

describe('uplinks', () => {
  it('are kept, and make the desk in use, before they are answered', async () => {
    const { status, taken } = await furnished.send(source, frame(10))
    assert.equal(status, 200)
    assert.deepEqual(taken, { accepted: 1, duplicates: 0, ignored: 0, unknown: 0 })
    assert.equal(await presence(), true)
    assert.equal(await readings(), 1)
  })

  it('are told on the floor they change, once a batch', async () => {
    let looks = 0
    const stop = building.kernel.live.subscribe(furnished.organisation, `floor:${furnished.floorId}`, () => (looks += 1))
    await furnished.send(source, [frame(10), frame(11, vacant, { at: before7(-1) }), frame(12, occupied, { at: before7(-2) })])
    stop()
    assert.equal(looks, 1)
  })

  it('of two gateways, and repeated deliveries, count once: in one batch, in two, and hours later', async () => {
    const { taken } = await furnished.send(source, [frame(10), frame(10, occupied, { at: before7(1) })])
    assert.deepEqual([taken.accepted, taken.duplicates], [1, 1])
    const again = await furnished.send(source, frame(10))
    assert.deepEqual([again.taken.accepted, again.taken.duplicates], [0, 1])
    building.clock.advance({ hours: 3 })
    const late = await furnished.send(source, frame(10))
    assert.deepEqual([late.taken.accepted, late.taken.duplicates], [0, 1])
    assert.equal(await readings(), 1)
  })

  it('are told apart from what was kept long before the remembered frames', async () => {
    const day = Array.from({ length: 100 }, (_, step) => frame(100 + step, step % 3 === 0 ? occupied : vacant, { at: before7(10 * (100 - step)) }))
    assert.equal((await furnished.send(source, day)).taken.accepted, 100)
    const before = await intervals()
    const replayed = await furnished.send(source, day)
    assert.deepEqual([replayed.taken.accepted, replayed.taken.duplicates], [0, 100])
    assert.deepEqual(await intervals(), before)
  })

  it('are kept once even when what is remembered of the device was lost', async () => {
    await furnished.send(source, [frame(10), frame(11, vacant, { at: before7(5) })])
    await building.query(`UPDATE device_frames SET frames = '[]' WHERE device_id = $1`, [device])
    const { taken } = await furnished.send(source, [frame(10), frame(12, vacant, { at: before7(-1) })])
    assert.deepEqual([taken.accepted, taken.duplicates], [1, 1])
    assert.equal(await readings(), 3)
  })

  it('that jump forward in their counter are new', async () => {
    await furnished.send(source, frame(10))
    assert.equal((await furnished.send(source, frame(60_000, vacant, { at: before7(-1) }))).taken.accepted, 1)
    assert.equal(await presence(), false)
  })

  it('that come late, in any order, leave the record as if they had come in order', async () => {
    const told = [[30, occupied], [25, occupied], [20, vacant], [12, occupied], [4, vacant]] as const
    for (const place of [4, 0, 3, 1, 2]) {
      const [minutes, hex] = told[place] ?? [0, vacant]
      await furnished.send(source, frame(100 + place, hex, { at: before7(minutes) }))
    }
    assert.deepEqual(
      (await intervals()).map(({ from, to, what }) => [what, from, to]),
      [
        ['occupied', '2026-11-24T06:30:00', '2026-11-24T06:40:00'],
        ['occupied', '2026-11-24T06:48:00', '2026-11-24T06:56:00'],
      ],
    )
    assert.equal(await presence(), false)
  })

  it('from the future count for now, and those over a week old are refused and counted', async () => {
    const { taken } = await furnished.send(source, [
      frame(10, occupied, { at: '2026-11-24T09:00:00Z' }),
      frame(9, vacant, { at: '2026-11-10T09:00:00Z' }),
    ])
    assert.deepEqual([taken.accepted, taken.ignored], [1, 1])
    const rows = await building.query<{ at: string }>('SELECT at::text FROM readings WHERE organisation_id = $1', [furnished.organisation])
    assert.equal(rows[0]?.at, '2026-11-24 07:00:00+00')
    assert.deepEqual(await refusals(), [['too_late', 1]])
  })

  it('of a device that is not known here leave its name and nothing of what it said', async () => {
    const { taken } = await furnished.send(source, [frame(1, occupied, { devEui: 'AA-BB-CC-DD-EE-FF-00-11' }), frame(2, occupied, { devEui: 'aabbccddeeff0011' })])
    assert.equal(taken.unknown, 2)
    const { body } = await building.call(listSeenDevices, { as: furnished.manager })
    assert.deepEqual((body as unknown as { seen: { devEui: string; uplinks: number }[] }).seen.map((each) => [each.devEui, each.uplinks]), [
      ['aabbccddeeff0011', 2],
    ])
    assert.equal(await readings(), 0)
  })

  it('of devices that are not known are remembered of a thousand a source; those go on being counted', async () => {
    const named = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => frame(1, occupied, { devEui: (from + at).toString(16).padStart(16, '0') }))
    await furnished.send(source, named(0, 600))
    assert.equal((await furnished.send(source, named(300, 900))).taken.unknown, 900)
    await furnished.send(source, named(999, 300))
    const rows = await building.query('SELECT uplinks::int, count(*)::int AS n FROM seen_devices WHERE source_id = $1 GROUP BY 1 ORDER BY 1', [source.id])
    assert.deepEqual(rows, [{ uplinks: 1, n: 699 }, { uplinks: 2, n: 301 }])
  })

  it('that cannot be read are refused with the place, and counted; the others of the request are taken', async () => {
    const bad = await furnished.send(source, { devEui, fPort: 'x', hex: occupied })
    assert.equal(bad.status, 422)
    assert.match(bad.text, /fPort/)
    const { status, taken } = await furnished.send(source, [frame(10), { devEui: 'no' }])
    assert.deepEqual([status, taken.accepted, taken.ignored], [200, 1, 1])
    assert.deepEqual(await refusals(), [['malformed', 2]])
  })

  it('with bytes the model does not send are refused and counted', async () => {
    assert.equal((await furnished.send(source, frame(10, 'ff'.repeat(20)))).taken.ignored, 1)
    assert.deepEqual(await refusals(), [['decoder_failed', 1]])
  })

  it('longer than a megabyte are not read', async () => {
    const { status } = await furnished.send(source, [frame(10, occupied, { model: 'x'.repeat(1_100_000) })])
    assert.equal(status, 413)
  })

  it('without an agreement in force are refused and counted, never kept', async () => {
    await building.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [furnished.organisation])
    const { status, body } = await furnished.send(source, frame(10))
    assert.deepEqual([status, body['code']], [403, 'agreement_not_in_force'])
    assert.equal(await readings(), 0)
    const rows = await building.query('SELECT reason, uplinks::int FROM uplink_refusals WHERE organisation_id = $1', [furnished.organisation])
    assert.deepEqual(rows, [{ reason: 'agreement_not_in_force', uplinks: 1 }])
  })

  it('on their way when the agreement ends are refused by the database, and counted', async () => {
    const principal = {
      kind: 'source',
      organisation: furnished.organisation,
      source: source.id,
      sourceKind: 'generic',
      agreementInForce: true,
    } as const
    await building.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [furnished.organisation])
    const uplink = { kind: 'reading', devEui, measurement: { occupied: true }, receivedAt: building.clock.now(), clock: 'sender' } as const
    await assert.rejects(building.ingest.take(principal, [uplink]), { code: 'agreement_not_in_force' })
    const rows = await building.query('SELECT reason FROM uplink_refusals WHERE organisation_id = $1', [furnished.organisation])
    assert.deepEqual(rows, [{ reason: 'agreement_not_in_force' }])
    assert.equal(await readings(), 0)
  })
})

describe('a source', () => {
  it('speaks for its own organisation only: another one has no such device', async () => {
    const other = await building.furnish()
    const stranger = await other.source('generic')
    assert.equal((await other.send(stranger, frame(10))).taken.unknown, 1)
    assert.equal(await readings(), 0)
  })

  it('with a token that is wrong, of another kind of endpoint, or revoked is refused', async () => {
    const wrong = `${source.token.slice(0, -3)}abc`
    assert.equal((await furnished.send({ ...source, token: wrong }, frame(10))).status, 401)
    assert.equal((await building.call(uplinkChirpstack, { bearer: source.token, query: { event: 'up' }, body: {} })).status, 422)
    await building.call(deleteSource, { as: furnished.manager, params: { sourceId: source.id } })
    assert.equal((await furnished.send(source, frame(11))).status, 401)
  })

  it('has a name of its own', async () => {
    const { status, body } = await building.call(createSource, { as: furnished.manager, body: { kind: 'generic', name: 'generic' } })
    assert.deepEqual([status, body['code']], [409, 'name_taken'])
  })

  it('of The Things Stack may leave out zero, false and empty', async () => {
    const things = await furnished.source('the-things-stack')
    const body = envelope('tts-v3-uplink-omitted-fields-tbms100')
    const eui = (body['end_device_ids'] as { dev_eui: string }).dev_eui.toLowerCase()
    await furnished.device({ devEui: eui, model: 'TBMS100', kind: 'desk_sensor' })
    const answer = await building.call(uplinkTheThingsStack, { bearer: things.token, body })
    assert.equal(answer.status, 200)
    assert.equal(answer.body['unknown'], 0)
    const join = await building.call(uplinkTheThingsStack, { bearer: things.token, body: envelope('tts-v3-join-accept') })
    assert.deepEqual([join.status, join.body['ignored']], [200, 1])
  })

  it('of ChirpStack tells the kind of event in the address', async () => {
    const chirpstack = await furnished.source('chirpstack')
    const ask = (event: string, name: string) =>
      building.call(uplinkChirpstack, { bearer: chirpstack.token, query: { event }, body: envelope(name) })
    assert.equal((await ask('join', 'chirpstack-v4-join')).body['ignored'], 1)
    assert.equal((await ask('up', 'chirpstack-v4-up-with-object-vs121')).status, 200)
    assert.equal((await ask('dance', 'chirpstack-v4-join')).status, 422)
  })
})

describe('a sensor that is moved', () => {
  const move = (workspaceId: string, from?: string) =>
    building.call(linkDevice, { as: furnished.manager, params: { deviceId: device }, body: { workspaceId, ...(from === undefined ? {} : { from }) } })

  it('takes nothing of the old desk along: its interval ends there, and the new desk begins unknown', async () => {
    const next = furnished.desks[1]
    assert.ok(next !== undefined)
    await furnished.send(source, frame(10, occupied, { at: before7(8) }))
    assert.equal((await move(next)).status, 201)
    await building.kernel.outbox.settled()
    assert.deepEqual(
      (await intervals()).map((each) => [each.workspace_id, each.from, each.to]),
      [[desk, '2026-11-24T06:52:00', '2026-11-24T07:00:00']],
    )
    assert.equal(await presence(), undefined)
    building.clock.advance({ minutes: 5 })
    await furnished.send(source, frame(11, occupied, { at: building.clock.now().toString() }))
    assert.deepEqual((await intervals()).map((each) => each.workspace_id), [desk, next])
  })

  it('in fact an hour ago has its words since then moved to the new desk', async () => {
    const next = furnished.desks[1]
    assert.ok(next !== undefined)
    await furnished.send(source, [frame(10, occupied, { at: before7(90) }), frame(11, vacant, { at: before7(80) }), frame(12, occupied, { at: before7(9) })])
    assert.equal((await move(next, before7(60))).status, 201)
    await building.kernel.outbox.settled()
    assert.deepEqual(
      (await intervals()).map((each) => [each.workspace_id, each.from, each.to]),
      [
        [desk, '2026-11-24T05:30:00', '2026-11-24T05:40:00'],
        [next, '2026-11-24T06:51:00', null],
      ],
    )
    assert.equal(await presence(), true)
  })

  it('still tells the old desk what comes late from before', async () => {
    const next = furnished.desks[1]
    assert.ok(next !== undefined)
    await move(next, before7(60))
    await building.kernel.outbox.settled()
    await furnished.send(source, frame(12, vacant, { at: before7(5) }))
    await furnished.send(source, [frame(10, occupied, { at: before7(90) }), frame(11, vacant, { at: before7(70) })])
    assert.deepEqual(
      (await intervals()).map((each) => [each.workspace_id, each.what, each.from, each.to]),
      [[desk, 'occupied', '2026-11-24T05:30:00', '2026-11-24T05:50:00']],
    )
    assert.equal(await presence(), false)
  })

  it('cannot stand at two desks at once, nor at a desk of another organisation, nor from tomorrow on', async () => {
    const [, next] = furnished.desks
    const other = await building.furnish()
    assert.ok(next !== undefined && other.desks[0] !== undefined)
    assert.equal((await move(next, '2026-11-01T00:00:00Z')).body['code'], 'link_overlaps')
    assert.equal((await move(other.desks[0])).status, 404)
    assert.equal((await move(next, '2026-11-25T00:00:00Z')).status, 400)
    const { body } = await building.call(getDevice, { as: furnished.manager, params: { deviceId: device } })
    assert.equal((body as unknown as { links: unknown[] }).links.length, 1)
  })
})
