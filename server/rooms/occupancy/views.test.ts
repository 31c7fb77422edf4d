import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { openTestBuilding } from '../../../test/building.ts'
import type { Furnished, Source, TestBuilding } from '../../../test/building.ts'
import { ensureReadingPartitions, personSensed, sensorWordAt } from './index.ts'
import type { PersonSensed, SensorWords } from './index.ts'

const now = '2026-11-24T07:00:00Z'
const minutes = (count: number): string => Temporal.Instant.from(now).add({ minutes: count }).toString()
const ms = (at: string): number => Temporal.Instant.from(at).epochMilliseconds

let building: TestBuilding
let furnished: Furnished
let source: Source
const sensed: PersonSensed[] = []

before(async () => {
  building = await openTestBuilding({ now })
  building.kernel.outbox.on(personSensed, async (_organisation, payload) => void sensed.push(payload as PersonSensed))
})
after(() => building.close())
beforeEach(async () => {
  building.clock.set(now)
  furnished = await building.furnish({ desks: 2, rooms: 1 })
  source = await furnished.source('generic')
})

const say = async (devEui: string, at: string, measurement: object): Promise<void> => {
  building.clock.set(at)
  assert.equal((await furnished.send(source, { devEui, at, measurement })).taken.accepted, 1)
}

/** As a room below sees it: in purpose `presence`, by row security of its organisation only. */
const wordAt = async (workspace: string | undefined, at: string) => {
  const row = await building.kernel.inPurpose({ organisation: furnished.organisation, actor: { kind: 'system' }, purpose: 'presence' }, (tx) =>
    tx.db
      .selectFrom('workspace_presence')
      .select('sensors')
      .where('organisation_id', '=', tx.organisation)
      .where('workspace_id', '=', workspace ?? '')
      .executeTakeFirst(),
  )
  const { hasSensor, occupied, silent, sinceMs } = sensorWordAt(row?.sensors as SensorWords | undefined, ms(at))
  return { hasSensor, occupied, silent, since: sinceMs === null ? null : Temporal.Instant.fromEpochMilliseconds(sinceMs).toString() }
}

describe('what the sensors of a workspace say', () => {
  it('is nothing without a sensor, and not known before its first word', async () => {
    const [desk, other] = furnished.desks
    assert.deepEqual(await wordAt(other, now), { hasSensor: false, occupied: null, silent: false, since: null })
    if (desk !== undefined) await furnished.device({ devEui: '24e124fffef00001', model: 'VS340', kind: 'desk_sensor', workspace: desk })
    assert.deepEqual(await wordAt(desk, now), { hasSensor: true, occupied: null, silent: true, since: null })
  })

  it('holds for two and a half reporting periods; then the place is unknown, without anybody writing it', async () => {
    const [desk] = furnished.desks
    assert.ok(desk !== undefined)
    await furnished.device({ devEui: '24e124fffef00001', model: 'VS340', kind: 'desk_sensor', workspace: desk })
    await say('24e124fffef00001', minutes(1), { occupied: true })
    assert.deepEqual(await wordAt(desk, minutes(26)), { hasSensor: true, occupied: true, silent: false, since: minutes(1) })
    assert.deepEqual(await wordAt(desk, minutes(27)), { hasSensor: true, occupied: null, silent: true, since: minutes(11) })
  })

  it('comes from whichever sensor still speaks, and goes with a device that is taken out of use', async () => {
    const [room] = furnished.rooms
    assert.ok(room !== undefined)
    await furnished.device({ devEui: '24e124fffef00001', model: 'VS340', kind: 'room_sensor', workspace: room })
    await furnished.device({ devEui: '24e124fffef00002', model: 'VS121', kind: 'people_counter', workspace: room })
    await say('24e124fffef00001', minutes(1), { occupied: true })
    await say('24e124fffef00002', minutes(2), { peopleCount: 0 })
    assert.equal((await wordAt(room, minutes(3))).occupied, true)
    await say('24e124fffef00002', minutes(25), { peopleCount: 0 })
    assert.equal((await wordAt(room, minutes(30))).occupied, false)
    await building.query('UPDATE devices SET retired_at = now() WHERE organisation_id = $1', [furnished.organisation])
    assert.equal((await wordAt(room, minutes(30))).hasSensor, false)
  })

  it('is told below when somebody comes, where the location lets sensors check in', async () => {
    const [desk] = furnished.desks
    assert.ok(desk !== undefined)
    await furnished.device({ devEui: '24e124fffef00001', model: 'VS340', kind: 'desk_sensor', workspace: desk })
    sensed.length = 0
    for (const [minute, occupied] of [[1, true], [5, true], [9, false], [12, true]] as const) await say('24e124fffef00001', minutes(minute), { occupied })
    await building.kernel.outbox.settled()
    assert.deepEqual(sensed, [{ workspaceId: desk, at: minutes(1) }, { workspaceId: desk, at: minutes(12) }])
  })
})

describe('the climate of a workspace', () => {
  it('is the newest of each quantity, and the count, whichever device said them', async () => {
    const [room] = furnished.rooms
    assert.ok(room !== undefined)
    await furnished.device({ devEui: '24e124fffef00003', model: 'AM103', kind: 'climate', workspace: room })
    await furnished.device({ devEui: '24e124fffef00004', model: 'ERS CO2', kind: 'climate', workspace: room })
    await furnished.device({ devEui: '24e124fffef00002', model: 'VS121', kind: 'people_counter', workspace: room })
    await say('24e124fffef00003', minutes(1), { temperatureC: 21, humidityPct: 40, co2Ppm: 700 })
    await say('24e124fffef00004', minutes(2), { temperatureC: 22 })
    await say('24e124fffef00002', minutes(3), { peopleCount: 6 })
    const row = await building.kernel.inPurpose({ organisation: furnished.organisation, actor: { kind: 'system' }, purpose: 'presence' }, (tx) =>
      tx.db
        .selectFrom('workspace_climate')
        .select(['people', 'people_until', 'temperature_c', 'humidity_pct', 'co2_ppm', 'at'])
        .where('organisation_id', '=', tx.organisation)
        .where('workspace_id', '=', room)
        .executeTakeFirst(),
    )
    assert.deepEqual([row?.people, row?.temperature_c, row?.humidity_pct, row?.co2_ppm], [6, 22, 40, 700])
    assert.deepEqual([row?.people_until?.toString(), row?.at?.toString()], [minutes(28), minutes(2)])
    assert.equal((await wordAt(room, minutes(3))).occupied, true)
  })
})

describe('the months of readings', () => {
  it('are made ahead once, and take over what the default partition caught', async () => {
    const [desk] = furnished.desks
    assert.ok(desk !== undefined)
    await furnished.device({ devEui: '24e124fffef00001', model: 'VS340', kind: 'desk_sensor', workspace: desk })
    await say('24e124fffef00001', minutes(1), { occupied: true })
    const made = await ensureReadingPartitions(building.database.owner, Temporal.Instant.from(now))
    assert.deepEqual(made, ['readings_2026_10', 'readings_2026_11', 'readings_2026_12', 'readings_2027_01', 'readings_2027_02'])
    assert.deepEqual(await ensureReadingPartitions(building.database.owner, Temporal.Instant.from(now)), [])
    await say('24e124fffef00001', minutes(2), { occupied: false })
    const rows = await building.query('SELECT tableoid::regclass::text AS name FROM readings WHERE organisation_id = $1', [furnished.organisation])
    assert.deepEqual(rows, [{ name: 'readings_2026_11' }, { name: 'readings_2026_11' }])
  })
})
