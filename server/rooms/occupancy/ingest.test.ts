/** The recorded day through the real way in: webhook and MQTT, batches, the database; against the same day folded in memory, and against the truth. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { connectAsync } from 'mqtt'
import { listDevices } from '#contract/endpoints/devices.ts'
import { openTestBuilding } from '../../../test/building.ts'
import type { Furnished, TestBuilding } from '../../../test/building.ts'
import { admitFrame, builtInDecoder, builtInModels, noFrames, readingTime } from '../devices/index.ts'
import { jobs } from './index.ts'
import { profileFor } from './profiles.ts'
import type { Reading } from './reading.ts'
import { recordInOrder } from './record-in-memory.ts'
import type { SensorRecord } from './record-in-memory.ts'

type Line = { at: string; deliveredAt?: string; devEui: string; model: string; fPort: number; hex: string; fCnt: number }
type Truth = {
  from: string
  to: string
  spaces: {
    id: string
    kind: string
    devices: { devEui: string; model: string }[]
    occupied: [string, string][]
    sensorOccupied?: [string, string][]
  }[]
  faults: { kind: string; space?: string }[]
  totals: { unique: number; duplicateLines: number }
}

const folder = new URL('../../../test/data/uplinks/', import.meta.url)
const truth = JSON.parse(readFileSync(new URL('trace-24h-truth.json', folder), 'utf8')) as Truth
const lines = gunzipSync(readFileSync(new URL('trace-24h.ndjson.gz', folder)))
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)
const desks = truth.spaces.filter(({ kind }) => kind === 'desk')
const rooms = truth.spaces.filter(({ kind }) => kind !== 'desk')
const deliveredMs = (line: Line): number => Date.parse(line.deliveredAt ?? line.at)

/** Lines that were delivered within two minutes, at most 60 together: as a source that gathers would send them. */
const batches = (): Line[][] => {
  const all: Line[][] = []
  for (const line of lines) {
    const last = all.at(-1)
    const first = last?.[0]
    if (last !== undefined && first !== undefined && last.length < 60 && deliveredMs(line) - deliveredMs(first) < 120_000) last.push(line)
    else all.push([line])
  }
  return all
}

/** Each device's record had every reading come in order, one at a time. */
const fold = (): Map<string, SensorRecord> => {
  const frames = new Map<string, typeof noFrames>()
  const readings = new Map<string, Reading[]>()
  for (const line of lines) {
    const receivedAtMs = deliveredMs(line)
    const time = readingTime(Date.parse(line.at), receivedAtMs)
    const decoded = builtInDecoder(line.model)?.({ bytes: Buffer.from(line.hex, 'hex'), fPort: line.fPort })
    assert.ok(!('refused' in time) && decoded !== undefined && !('error' in decoded))
    const admitted = admitFrame(frames.get(line.devEui) ?? noFrames, { fCnt: line.fCnt, atMs: time.atMs, receivedAtMs })
    if (admitted.verdict === 'duplicate') continue
    frames.set(line.devEui, admitted.state)
    const { devEui: deviceId, fCnt } = line
    const told = readings.get(deviceId) ?? []
    readings.set(deviceId, told)
    told.push({ deviceId, atMs: time.atMs, receivedAtMs, fCnt, measurement: decoded.measurement })
  }
  const models = new Map(lines.map(({ devEui, model }) => [devEui, model]))
  return new Map(
    [...readings].map(([devEui, told]) => [devEui, recordInOrder(told, Date.parse(truth.to), profileFor(models.get(devEui) ?? ''))]),
  )
}

let folded: Map<string, SensorRecord> | undefined
const expected = (): Map<string, SensorRecord> => (folded ??= fold())

const furnishTrace = async (building: TestBuilding): Promise<Furnished> => {
  const furnished = await building.furnish({ desks: desks.length, rooms: rooms.length })
  const places = [...desks.map((space, at) => ({ space, workspace: furnished.desks[at] })), ...rooms.map((space, at) => ({ space, workspace: furnished.rooms[at] }))]
  for (const { space, workspace } of places) {
    for (const { devEui, model } of space.devices) {
      const kind = builtInModels.find((each) => each.model === model)?.kind
      assert.ok(kind !== undefined && workspace !== undefined)
      await furnished.device({ devEui, model, kind, workspace, from: '2025-03-10T20:00:00Z' })
    }
  }
  await building.kernel.outbox.settled()
  return furnished
}

type Kept = { dev_eui: string; from_ms: number; to_ms: number | null; what: 'occupied' | 'unknown'; stuck: boolean }

const keptIntervals = (building: TestBuilding, organisation: string): Promise<Kept[]> =>
  building.query<Kept>(
    `SELECT d.dev_eui, (extract(epoch FROM i.from_at) * 1000)::float8 AS from_ms, (extract(epoch FROM i.to_at) * 1000)::float8 AS to_ms, i.what, i.stuck
     FROM occupied_intervals i JOIN devices d ON d.id = i.device_id WHERE i.organisation_id = $1 ORDER BY i.device_id, i.from_at`,
    [organisation],
  )

const assertSameRecord = async (building: TestBuilding, organisation: string): Promise<void> => {
  const records = expected()
  const intervals = Map.groupBy(await keptIntervals(building, organisation), ({ dev_eui }) => dev_eui)
  const points = Map.groupBy(
    await building.query<{ dev_eui: string; at_ms: number; people: number | null }>(
      `SELECT d.dev_eui, (extract(epoch FROM p.from_at) * 1000)::float8 AS at_ms, p.people
       FROM people_counts p JOIN devices d ON d.id = p.device_id WHERE p.organisation_id = $1 ORDER BY p.device_id, p.from_at`,
      [organisation],
    ),
    ({ dev_eui }) => dev_eui,
  )
  for (const [devEui, record] of records) {
    assert.deepEqual(
      (intervals.get(devEui) ?? []).map(({ what, from_ms, to_ms, stuck }) => ({ what, fromMs: from_ms, toMs: to_ms, stuck })),
      record.intervals,
      `intervals of ${devEui}`,
    )
    assert.deepEqual(
      (points.get(devEui) ?? []).map(({ at_ms, people }) => ({ atMs: at_ms, count: people })),
      record.points,
      `counts of ${devEui}`,
    )
  }
}

const settleAt = async (building: TestBuilding, organisation: Furnished['organisation'], at: string): Promise<void> => {
  building.clock.set(at)
  for (const job of jobs(building.kernel)) await job.run(organisation)
}

describe('the recorded day through the webhook', () => {
  let building: TestBuilding
  let furnished: Furnished
  const sum = { accepted: 0, duplicates: 0, ignored: 0, unknown: 0 }

  before(async () => {
    building = await openTestBuilding({ now: '2025-03-10T22:00:00Z' })
    furnished = await furnishTrace(building)
    const source = await furnished.source('generic')
    for (const batch of batches()) {
      building.clock.set(new Date(Math.max(...batch.map(deliveredMs))).toISOString())
      const messages = batch.map(({ devEui, at, fPort, hex, fCnt, model }) => ({ devEui, at, fPort, hex, fCnt, model }))
      const { taken, status } = await furnished.send(source, messages)
      assert.equal(status, 200)
      for (const key of ['accepted', 'duplicates', 'ignored', 'unknown'] as const) sum[key] += taken[key]
    }
    await settleAt(building, furnished.organisation, truth.to)
  })
  after(() => building.close())

  it('takes in every frame once', () => {
    assert.deepEqual(sum, { accepted: truth.totals.unique, duplicates: truth.totals.duplicateLines, ignored: 0, unknown: 0 })
  })

  it('leaves the same intervals and counts as the day folded in order', () => assertSameRecord(building, furnished.organisation))

  it('agrees with what the desk sensors saw in 99.5 % of the minutes, and with who sat there in 98 %', async (t) => {
    const kept = Map.groupBy(await keptIntervals(building, furnished.organisation), ({ dev_eui }) => dev_eui)
    const faulted = new Set(truth.faults.flatMap(({ space }) => (space === undefined ? [] : [space])))
    const minutes = Array.from({ length: 24 * 60 }, (_, index) => Date.parse(truth.from) + index * 60_000 + 30_000)
    const share = (devEui: string, spans: readonly [string, string][]): number =>
      minutes.filter((atMs) => {
        const interval = (kept.get(devEui) ?? []).find(({ from_ms, to_ms }) => from_ms <= atMs && (to_ms === null || atMs < to_ms))
        const there = spans.some(([from, to]) => Date.parse(from) <= atMs && atMs < Date.parse(to))
        return (interval?.what ?? 'vacant') === (there ? 'occupied' : 'vacant')
      }).length / minutes.length
    const sound = desks.filter(({ id }) => !faulted.has(id))
    const mean = (figures: readonly number[]) => (100 * figures.reduce((total, figure) => total + figure, 0)) / figures.length
    const sensor = mean(sound.map((space) => share(space.devices[0]?.devEui ?? '', space.sensorOccupied ?? [])))
    const people = mean(sound.map((space) => share(space.devices[0]?.devEui ?? '', space.occupied)))
    t.diagnostic(`${sound.length} desks without a fault: ${sensor.toFixed(2)} % as the sensor saw, ${people.toFixed(2)} % as it was`)
    assert.ok(sensor >= 99.5 && people >= 98)
  })

  it('lists the stuck sensor as stuck and the dying one as silent, and the others as well', async () => {
    const { body } = await building.call(listDevices, { as: furnished.manager })
    const unwell = (body as unknown as { devices: { devEui: string; health: string }[] }).devices
      .filter(({ health }) => health !== 'ok')
      .map(({ devEui, health }) => [truth.spaces.find(({ devices }) => devices.some((each) => each.devEui === devEui))?.id, health])
    assert.deepEqual(unwell.toSorted(([a = ''], [b = '']) => a.localeCompare(b)), [['D-12', 'silent'], ['D-57', 'stuck']])
  })
})

describe('the recorded day through MQTT, as ChirpStack sends it', () => {
  it('leaves the same intervals and counts as the day folded in order', async () => {
    const building = await openTestBuilding({ now: '2025-03-10T22:00:00Z' })
    try {
      const furnished = await furnishTrace(building)
      const { username, password } = await furnished.source('mqtt')
      const port = await building.ingest.listen({ host: '127.0.0.1', port: 0 })
      const client = await connectAsync({ host: '127.0.0.1', port, username, password, reconnectPeriod: 0 })
      for (const batch of batches()) {
        building.clock.set(new Date(Math.max(...batch.map(deliveredMs))).toISOString())
        await Promise.all(
          batch.map((line) =>
            client.publishAsync(
              `application/7/device/${line.devEui}/event/up`,
              JSON.stringify({
                time: line.at,
                deviceInfo: { devEui: line.devEui, deviceProfileName: line.model },
                fCnt: line.fCnt,
                fPort: line.fPort,
                data: Buffer.from(line.hex, 'hex').toString('base64'),
                rxInfo: [{ gatewayId: '0016c001f153a14c', gwTime: line.at }],
              }),
              { qos: 1 },
            ),
          ),
        )
      }
      await client.endAsync()
      await settleAt(building, furnished.organisation, truth.to)
      await assertSameRecord(building, furnished.organisation)
    } finally {
      await building.close()
    }
  })
})
