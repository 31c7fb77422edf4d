/**
 * A recorded day of a whole floor, 77 devices, in the order and with the losses, copies and delays of its delivery,
 * against what really happened. The logic never sees the truth; only this file does. What the figures are is printed.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { admitFrame, builtInDecoder, noFrames, readingTime } from '../devices/index.ts'
import type { FrameState } from '../devices/index.ts'
import { climateSamples } from './climate.ts'
import type { ClimateQuantity } from './climate.ts'
import { foldHealth, healthAt, neverHeard } from './health.ts'
import type { HealthState } from './health.ts'
import { presenceAt } from './presence.ts'
import type { PresenceInterval } from './presence.ts'
import { profileFor } from './profiles.ts'
import type { SensorProfile } from './profiles.ts'
import type { Reading } from './reading.ts'
import { deliver, emptyRecord, passTime, recordInOrder } from './record-in-memory.ts'
import type { SensorRecord } from './record-in-memory.ts'

type Line = {
  at: string
  deliveredAt?: string
  devEui: string
  model: string
  fPort: number
  hex: string
  fCnt: number
}
type Span = [from: string, to: string]
type Space = {
  id: string
  kind: string
  devices: { devEui: string; model: string }[]
  occupied: Span[]
  sensorOccupied?: Span[]
  people?: [from: string, count: number][]
  climate?: { columns: string[]; rows: [at: string, co2Ppm: number, temperatureC: number, humidityPct: number][] }
}
type Truth = {
  from: string
  to: string
  spaces: Space[]
  faults: { kind: string; space?: string }[]
  totals: { unique: number; lines: number; duplicateLines: number }
}
type Device = {
  profile: SensorProfile
  frames: FrameState
  record: SensorRecord
  health: HealthState
}

const folder = new URL('../../../test/data/uplinks/', import.meta.url)
const truth = JSON.parse(readFileSync(new URL('trace-24h-truth.json', folder), 'utf8')) as Truth
const trace = gunzipSync(readFileSync(new URL('trace-24h.ndjson.gz', folder))).toString()
const lines = trace.trimEnd().split('\n').map((line) => JSON.parse(line) as Line)

const minute = 60_000
const fromMs = Date.parse(truth.from)
const toMs = Date.parse(truth.to)
const minutes = Array.from({ length: (toMs - fromMs) / minute }, (_, index) => fromMs + index * minute + minute / 2)

const devices = new Map<string, Device>()
const tally = { admitted: 0, copies: 0, refused: 0 }

function device(line: Line): Device {
  const known = devices.get(line.devEui)
  if (known !== undefined) return known
  const fresh: Device = { profile: profileFor(line.model), frames: noFrames, record: emptyRecord(), health: neverHeard }
  devices.set(line.devEui, fresh)
  return fresh
}

/** What the ingest path does with one uplink, and the minute's job before it. */
function replay(line: Line): void {
  const to = device(line)
  const receivedAtMs = Date.parse(line.deliveredAt ?? line.at)
  const time = readingTime(Date.parse(line.at), receivedAtMs)
  const decoded = builtInDecoder(line.model)?.({ bytes: Buffer.from(line.hex, 'hex'), fPort: line.fPort })
  if ('refused' in time || decoded === undefined || 'error' in decoded) {
    tally.refused += 1
    return
  }
  const admitted = admitFrame(to.frames, { fCnt: line.fCnt, atMs: time.atMs, receivedAtMs })
  to.frames = admitted.state
  tally[admitted.verdict === 'fresh' ? 'admitted' : 'copies'] += 1
  if (admitted.verdict === 'duplicate') return
  const { measurement } = decoded
  const reading: Reading = { deviceId: line.devEui, atMs: time.atMs, receivedAtMs, fCnt: line.fCnt, measurement }
  to.health = foldHealth(to.health, reading)
  passTime(to.record, receivedAtMs, to.profile)
  deliver(to.record, reading, to.profile)
}

const inSpan = (spans: readonly Span[], atMs: number): boolean =>
  spans.some(([from, to]) => Date.parse(from) <= atMs && atMs < Date.parse(to))
const recordedAt = (intervals: readonly PresenceInterval[], atMs: number): PresenceInterval['what'] | 'vacant' =>
  intervals.find(({ fromMs: from, toMs: to }) => from <= atMs && (to === null || atMs < to))?.what ?? 'vacant'
const of = (devEui: string): Device => {
  const found = devices.get(devEui)
  assert.ok(found, `no uplink of ${devEui}`)
  return found
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
/** Share in per cent. */
const share = (values: readonly boolean[]): number => 100 * mean(values.map((value) => (value ? 1 : 0)))

/** Share of minutes, in per cent, in which the record agrees. A minute it calls unknown agrees with nothing. */
function agreement(intervals: readonly PresenceInterval[], spans: readonly Span[]): number {
  return share(minutes.map((atMs) => recordedAt(intervals, atMs) === (inSpan(spans, atMs) ? 'occupied' : 'vacant')))
}

const faulted = new Set(truth.faults.flatMap((fault) => (fault.space === undefined ? [] : [fault.space])))
const desks = truth.spaces.filter((space) => space.kind === 'desk')

describe('the recorded day', () => {
  before(() => {
    for (const line of lines) replay(line)
    for (const { record, profile } of devices.values()) passTime(record, toMs, profile)
  })

  it('is admitted frame for frame: every copy recognised, nothing else lost', () => {
    assert.deepEqual(tally, { admitted: truth.totals.unique, copies: truth.totals.duplicateLines, refused: 0 })
  })

  it('leaves the same intervals live, with late frames and the clock running, as folded in order', (t) => {
    let rebuilds = 0
    for (const { record, profile } of devices.values()) {
      const expected = recordInOrder(record.readings, toMs, profile)
      assert.deepEqual(record.intervals, expected.intervals)
      assert.deepEqual(record.presence, expected.presence)
      assert.deepEqual(record.points, expected.points)
      rebuilds += record.rebuilds
    }
    t.diagnostic(`${rebuilds} windows folded again for late readings`)
    assert.ok(rebuilds > 0)
  })

  it('agrees with what desk sensors saw in 99.5 % of the minutes, and with who really sat there in 98 %', (t) => {
    const scores = desks.map((space) => {
      const { intervals } = of(space.devices[0]?.devEui ?? '').record
      return {
        id: space.id,
        sensor: agreement(intervals, space.sensorOccupied ?? []),
        people: agreement(intervals, space.occupied),
        unknown: share(minutes.map((atMs) => recordedAt(intervals, atMs) === 'unknown')),
      }
    })
    const average = (of: typeof scores) => ({
      sensor: mean(of.map((score) => score.sensor)),
      people: mean(of.map((score) => score.people)),
      unknown: mean(of.map((score) => score.unknown)),
    })
    const print = (what: string, { sensor, people, unknown }: ReturnType<typeof average>) =>
      t.diagnostic(`${what}: ${sensor.toFixed(2)} % of the minutes as the sensor saw, `
        + `${people.toFixed(2)} % as it was, ${unknown.toFixed(2)} % unknown`)
    const sound = scores.filter((score) => !faulted.has(score.id))
    print(`${sound.length} desks without a fault`, average(sound))
    print(`all ${scores.length} desks`, average(scores))
    for (const score of sound.toSorted((a, b) => a.sensor - b.sensor).slice(0, 3)) print(score.id, score)
    assert.ok(sound.length >= 45)
    assert.ok(average(sound).sensor >= 99.5)
    assert.ok(average(sound).people >= 98)
    assert.ok(average(sound).unknown < 0.5)
  })

  it('shows the one stuck sensor and the one that died, and no other', () => {
    const unwell = truth.spaces.flatMap((space) => space.devices.map(({ devEui }) => {
      const { health, record, profile } = of(devEui)
      return [space.id, healthAt(health, [presenceAt(record.presence, toMs, profile)], toMs, profile)]
    })).filter(([, health]) => health !== 'well')
    assert.deepEqual(unwell, [['D-12', 'died'], ['D-57', 'stuck']])
  })

  it('calls no sensor stuck that was not, at any time of the day', () => {
    const everStuck = (devEui: string) => of(devEui).record.intervals.some((interval) => interval.stuck)
    const stuck = truth.spaces.filter((space) => space.devices.some(({ devEui }) => everStuck(devEui)))
    assert.deepEqual(stuck.map((space) => space.id), ['D-57'])
  })

  it('counts the people in the rooms to within a third of a person on average', (t) => {
    for (const space of truth.spaces) {
      for (const { devEui, model } of space.devices) {
        const { record: { points }, profile } = of(devEui)
        if (profile.counter === null) continue
        const off = minutes.flatMap((atMs) => {
          const counted = points.findLast((point) => point.atMs <= atMs)?.count ?? null
          const there = space.people?.findLast(([from]) => Date.parse(from) <= atMs)?.[1] ?? 0
          return counted === null ? [] : [Math.abs(counted - there)]
        })
        const presence = agreement(of(devEui).record.intervals, space.occupied)
        const exact = share(off.map((each) => each === 0))
        t.diagnostic(`${space.id} ${model}: off by ${mean(off).toFixed(2)} people on average, `
          + `exact in ${exact.toFixed(1)} % of the minutes, presence right in ${presence.toFixed(1)} %`)
        assert.ok(off.length > 0.98 * minutes.length)
        assert.ok(mean(off) <= 1 / 3, `${space.id}: ${mean(off)}`)
        assert.ok(presence > 95, `${space.id}: ${presence}`)
        assert.equal(points.at(-1)?.count, 0, `${space.id} is not empty at night`)
      }
    }
  })

  it('tells the rooms with a motion sensor in use as they were in at least 92 % of the minutes', (t) => {
    const rooms = truth.spaces.filter((space) => space.kind !== 'desk')
    const watched = rooms.flatMap((space) => space.devices.flatMap(({ devEui }) => {
      const { record: { intervals }, profile } = of(devEui)
      if (profile.presence === null || profile.counter !== null) return []
      return [{ id: space.id, right: agreement(intervals, space.occupied) }]
    }))
    assert.deepEqual(watched.map(({ id }) => id), ['R-5', 'R-6', 'R-7'])
    for (const { id, right } of watched) {
      t.diagnostic(`${id}: ${right.toFixed(1)} %`)
      assert.ok(right >= 92, `${id}: ${right}`)
    }
  })

  it('measures the climate within the noise of the sensors, stored records at their own time', (t) => {
    const column = new Map<ClimateQuantity, 1 | 2 | 3>([['co2Ppm', 1], ['temperatureC', 2], ['humidityPct', 3]])
    const off = { 1: [] as number[], 2: [] as number[], 3: [] as number[] }
    let stored = 0
    for (const space of truth.spaces) {
      const rows = space.climate?.rows ?? []
      for (const { devEui } of space.devices) {
        for (const sample of of(devEui).record.readings.flatMap(climateSamples)) {
          const index = Math.floor((sample.atMs - fromMs) / (10 * minute))
          const [row, next] = [rows[index], rows[index + 1]]
          const at = column.get(sample.quantity)
          if (row === undefined || next === undefined || at === undefined) continue
          const part = (sample.atMs - Date.parse(row[0])) / (10 * minute)
          off[at].push(Math.abs(sample.value - (row[at] + part * (next[at] - row[at]))))
          if (sample.stored) stored += 1
        }
      }
    }
    t.diagnostic(`off on average: CO2 ${mean(off[1]).toFixed(1)} ppm, ${mean(off[2]).toFixed(2)} °C, `
      + `${mean(off[3]).toFixed(2)} %; ${stored} values from stored records`)
    assert.ok(off[1].length > 800 && stored === 12)
    assert.ok(mean(off[1]) < 12)
    assert.ok(mean(off[2]) < 0.2)
    assert.ok(mean(off[3]) < 0.6)
  })
})
