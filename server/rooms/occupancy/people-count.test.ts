import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { countAt, nobodyCounted, rebuildCount, withCount } from './people-count.ts'
import { wordOf } from './presence.ts'
import { profileFor } from './profiles.ts'
import type { SensorProfile } from './profiles.ts'
import type { Measurement, Reading } from './reading.ts'
import { deliver, emptyRecord, passTime, recordInOrder } from './record-in-memory.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 10, 23, 8)
const camera = profileFor('VS121')
const door = profileFor('VS350')

const reading = (afterMs: number, measurement: Measurement | null, fCnt: number | null = null): Reading => ({
  deviceId: 'room', atMs: start + afterMs, receivedAtMs: start + afterMs, fCnt, measurement,
})
const passages = (steps: readonly [afterMin: number, totalIn: number, totalOut: number][]): Reading[] =>
  steps.map(([afterMin, totalIn, totalOut]) => reading(afterMin * minute, { totalIn, totalOut }))
const series = (readings: readonly Reading[], profile: SensorProfile) =>
  rebuildCount(readings, profile).points.map(({ atMs, count }) => [(atMs - start) / minute, count])

describe('people in a room', () => {
  it('are as many as the camera sees, and a point is made only when that changes', () => {
    const seen = [0, 0, 3, 3, 7, 0].map((peopleCount, index) => reading(index * 10 * minute, { peopleCount }))
    assert.deepEqual(series(seen, camera), [[0, 0], [20, 3], [40, 7], [50, 0]])
  })

  it('are not known when the counter falls silent, and known again with its next word', () => {
    const readings = [reading(0, { peopleCount: 2 }), reading(40 * minute, { peopleCount: 2 })]
    assert.deepEqual(series(readings, camera), [[0, 2], [10, null], [40, 2]])
    const { state } = rebuildCount(readings.slice(0, 1), camera)
    assert.equal(countAt(state, start + 25 * minute, camera), 2)
    assert.equal(countAt(state, start + 25 * minute + 1, camera), null)
    assert.equal(countAt(nobodyCounted, start, camera), null)
  })

  it('are the sum of the regions of a VS133 where it has any, else what passed its lines', () => {
    const vs133 = profileFor('VS133')
    const regions = [{ region: 1, peopleCount: 2 }, { region: 2, peopleCount: 1 }]
    assert.deepEqual(series([reading(0, { regions })], vs133), [[0, 3]])
    const quietLine = { line: 2, totalIn: 5, totalOut: 5 }
    const crossed = [
      reading(0, { lines: [{ line: 1, totalIn: 100, totalOut: 90 }, quietLine] }),
      reading(10 * minute, { lines: [{ line: 1, totalIn: 104, totalOut: 91 }, quietLine] }),
    ]
    assert.deepEqual(series(crossed, vs133), [[0, 0], [10, 3]])
  })

  it('come from running totals, so that a lost message loses nobody', () => {
    const readings = passages([[0, 500, 480], [10, 504, 480], [30, 504, 482]])
    assert.deepEqual(series(readings, door), [[0, 0], [10, 4], [30, 2]])
  })

  it('survive totals that pass 65535', () => {
    const readings = passages([[0, 65_530, 65_490], [10, 65_535, 65_490], [20, 2, 65_491]])
    assert.deepEqual(series(readings, door), [[0, 0], [10, 5], [20, 7]])
  })

  it('survive a counter that starts again at 0', () => {
    const readings = passages([[0, 40_000, 39_000], [10, 40_004, 39_000], [20, 0, 0], [30, 1, 2]])
    assert.deepEqual(series(readings, door), [[0, 0], [10, 4], [30, 3]])
  })

  it('never fall below zero when somebody was missed coming in, and the tally goes on from there', () => {
    const readings = passages([[0, 10, 10], [10, 11, 10], [20, 11, 13], [30, 12, 13]])
    assert.deepEqual(series(readings, door), [[0, 0], [10, 1], [20, 0], [30, 1]])
  })

  it('are nobody after four hours in which nobody passed the door, however the tally stood', () => {
    const night = Array.from({ length: 30 }, (_, index) => [10 + index * 10, 13, 11] as [number, number, number])
    assert.deepEqual(series(passages([[0, 10, 10], ...night]), door), [[0, 0], [10, 2], [250, 0]])
  })

  it('are counted by the period where a message has no totals', () => {
    const readings = [reading(0, { periodIn: 0, periodOut: 0 }), reading(10 * minute, { periodIn: 2, periodOut: 1 })]
    assert.deepEqual(series(readings, door), [[0, 0], [10, 1]])
  })

  it('make a word about presence of a door counter, which has none of its own', () => {
    const [first, second] = passages([[0, 10, 10], [10, 11, 10]])
    assert.ok(first && second)
    assert.equal(wordOf(second.measurement, door), null)
    const { state } = rebuildCount([first, second], door)
    assert.equal(wordOf(withCount(second, state, door).measurement, door), 'occupied')
    assert.equal(wordOf(withCount(first, rebuildCount([first], door).state, door).measurement, door), 'vacant')
    const climate = reading(0, { temperatureC: 21 })
    assert.equal(withCount(climate, state, door), climate)
  })

  it('end in the same series and intervals for any order of delivery', () => {
    let rebuilds = 0
    const visits = fc.array(
      fc.record({
        afterMs: fc.oneof(fc.integer({ min: 1, max: 15 * minute }), fc.integer({ min: 1, max: 6 * hour })),
        in: fc.integer({ min: 0, max: 4 }),
        out: fc.integer({ min: 0, max: 4 }),
        key: fc.integer({ min: 0, max: 1_000 }).map((key) => key / 1_000),
      }),
      { minLength: 1, maxLength: 60, size: '+1' },
    )
    const models = fc.constantFrom('VS121', 'VS350')
    fc.assert(
      fc.property(visits, models, fc.constantFrom(2, 10, 1_000), (steps, model, disorder) => {
        const profile = profileFor(model)
        let [afterMs, totalIn, totalOut] = [0, 65_500, 65_520]
        const sent = steps.map((step, fCnt) => {
          afterMs += step.afterMs
          totalIn = (totalIn + step.in) % 65_536
          totalOut = (totalOut + step.out) % 65_536
          const measurement = model === 'VS121' ? { peopleCount: step.in } : { totalIn, totalOut }
          return { reading: reading(afterMs, measurement, fCnt), key: fCnt + step.key * disorder }
        })
        const record = emptyRecord()
        for (const { reading: next } of sent.toSorted((a, b) => a.key - b.key)) {
          deliver(record, next, profile)
          passTime(record, (record.presence.wordAtMs ?? 0) + 20 * minute, profile)
        }
        const endMs = start + afterMs + hour
        passTime(record, endMs, profile)
        rebuilds += record.rebuilds
        const { count, points, intervals } = recordInOrder(record.readings, endMs, profile)
        assert.deepEqual(record.points, points)
        assert.deepEqual(record.intervals, intervals)
        assert.equal(record.count.count, count.count)
        assert.deepEqual(record.count.totals, count.totals)
        assert.equal(record.count.atMs, count.atMs)
        assert.ok(points.every((point) => point.count === null || point.count >= 0))
      }),
      { numRuns: 1_000 },
    )
    assert.ok(rebuilds > 1_000, 'the generator made too few late readings to prove anything')
  })
})
