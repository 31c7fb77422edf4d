import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { foldReading, nothingHeard, presenceAt, settle, wordOf } from './presence.ts'
import { profileFor } from './profiles.ts'
import type { Measurement, Reading } from './reading.ts'
import { deliver, emptyRecord, passTime, recordInOrder } from './record-in-memory.ts'
import { rebuild } from './rebuild.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 10, 23, 8)
const desk = profileFor('VS340')

const reading = (afterMs: number, measurement: Measurement | null, fCnt: number | null = null): Reading => ({
  deviceId: 'desk', atMs: start + afterMs, receivedAtMs: start + afterMs, fCnt, measurement,
})
const occupied = (afterMs: number) => reading(afterMs, { occupied: true })
const vacant = (afterMs: number) => reading(afterMs, { occupied: false })

const recorded = (readings: readonly Reading[], untilMs: number, profile = desk) => {
  const record = emptyRecord()
  for (const each of readings) deliver(record, each, profile)
  passTime(record, start + untilMs, profile)
  return record
}
const inMinutes = (atMs: number | null) => (atMs === null ? null : (atMs - start) / minute)
const stretches = (record: ReturnType<typeof emptyRecord>) =>
  record.intervals.map(({ what, fromMs, toMs }) => [what, inMinutes(fromMs), inMinutes(toMs)])
const presence = (occupiedNow: boolean | null, sinceMs: number | null, stuck = false) =>
  ({ occupied: occupiedNow, silent: occupiedNow === null, stuck, sinceMs })

describe('presence of one desk', () => {
  it('is occupied at once with the first occupied uplink', () => {
    const folded = foldReading(nothingHeard, occupied(0), desk)
    assert.ok(!folded.late)
    assert.deepEqual(folded.transitions, [{ do: 'open', what: 'occupied', fromMs: start, stuck: false }])
    assert.deepEqual(presenceAt(folded.state, start, desk), presence(true, start))
  })

  it('is unknown and silent before the first word', () => {
    assert.deepEqual(presenceAt(nothingHeard, start, desk), presence(null, null))
    const information = foldReading(nothingHeard, reading(0, null), desk)
    assert.deepEqual(information, { late: false, state: nothingHeard, transitions: [] })
  })

  it('is one stretch from the first occupied word to the vacant one', () => {
    const words = [vacant(0), occupied(5 * minute), occupied(15 * minute), occupied(25 * minute), vacant(31 * minute)]
    const record = recorded(words, hour)
    assert.deepEqual(stretches(record), [['occupied', 5, 31]])
    assert.deepEqual(presenceAt(record.presence, start + hour, desk), presence(false, start + 31 * minute))
  })

  it('holds through one lost message of a person who stays', () => {
    const record = recorded([occupied(0), occupied(20 * minute), vacant(25 * minute)], hour)
    assert.deepEqual(stretches(record), [['occupied', 0, 25]])
  })

  it('becomes unknown when two messages in a row fail to come, from where the last word no longer vouched', () => {
    const word = recorded([occupied(0)], 25 * minute)
    assert.equal(presenceAt(word.presence, start + 25 * minute, desk).occupied, true)
    passTime(word, start + 25 * minute + 1, desk)
    assert.deepEqual(presenceAt(word.presence, start + 26 * minute, desk), presence(null, start + 10 * minute))
    assert.deepEqual(stretches(word), [['occupied', 0, 10], ['unknown', 10, null]])
    deliver(word, vacant(65 * minute), desk)
    assert.deepEqual(stretches(word), [['occupied', 0, 10], ['unknown', 10, 65]])
    assert.equal(presenceAt(word.presence, start + 65 * minute, desk).occupied, false)
  })

  it('answers the same whether or not the clock job has run', () => {
    const { presence: state } = recorded([occupied(0)], 0)
    for (const afterMs of [0, 10 * minute, 25 * minute, 25 * minute + 1, 3 * hour]) {
      const settled = settle(state, start + afterMs, desk).state
      assert.deepEqual(presenceAt(settled, start + afterMs, desk), presenceAt(state, start + afterMs, desk))
      assert.deepEqual(settle(settled, start + afterMs, desk).transitions, [])
    }
  })

  it('stays known through one lost hourly report of an empty desk, not through two', () => {
    const record = recorded([vacant(0), vacant(2 * hour), vacant(5 * hour)], 5 * hour)
    assert.deepEqual(stretches(record), [['unknown', 180, 300]])
  })

  it('is stuck once fourteen hours bring no vacant word, from the first occupied one on, until it says vacant', () => {
    const words = Array.from({ length: 14 * 6 + 1 }, (_, index) => occupied(index * 10 * minute))
    const before = recorded(words.slice(0, -1), 14 * hour - 1)
    assert.equal(presenceAt(before.presence, start + 14 * hour - 1, desk).stuck, false)
    const after = recorded(words, 14 * hour)
    assert.deepEqual(presenceAt(after.presence, start + 14 * hour, desk), presence(true, start, true))
    assert.deepEqual(after.intervals, [{ what: 'occupied', fromMs: start, toMs: null, stuck: true }])
    deliver(after, vacant(14 * hour + 5 * minute), desk)
    deliver(after, occupied(15 * hour), desk)
    assert.equal(presenceAt(after.presence, start + 15 * hour, desk).stuck, false)
    assert.deepEqual(after.intervals.map((interval) => interval.stuck), [true, false])
  })

  it('is stuck although its weak radio loses two reports in a row now and then', () => {
    const reports = Array.from({ length: 14 * 6 + 1 }, (_, index) => index)
    const words = reports.filter((index) => index % 10 > 1 || index === 0)
    const record = recorded(words.map((index) => occupied(index * 10 * minute)), 14 * hour)
    assert.ok(record.intervals.filter((interval) => interval.what === 'occupied').length > 5)
    assert.ok(record.intervals.every((interval) => interval.stuck === (interval.what === 'occupied')))
  })

  it('is not stuck because nothing was heard between an evening and a morning', () => {
    const evening = Array.from({ length: 6 }, (_, index) => occupied(index * 10 * minute))
    const morning = Array.from({ length: 6 }, (_, index) => occupied(15 * hour + index * 10 * minute))
    const record = recorded([...evening, ...morning], 16 * hour)
    assert.equal(record.presence.stuck, false)
  })
})

describe('the word of a measurement', () => {
  const regions = [{ region: 1, occupied: false }, { region: 2, occupied: true }, { region: 3, peopleCount: 2 }]
  const region = { regions, peopleCount: 1 }
  const cases: [string, Measurement | null, ReturnType<typeof profileFor>, string | null][] = [
    ['VS340 occupied', { occupied: true }, desk, 'occupied'],
    ['VS340 with only battery', { batteryPct: 80 }, desk, null],
    ['device information', null, desk, null],
    ['WS202 motion', { motion: true }, profileFor('ws202'), 'occupied'],
    ['WS202 idle', { motion: false }, profileFor('WS202'), 'vacant'],
    ['AM307 motion is no word', { motion: true }, profileFor('AM307'), null],
    ['ERS motion is no word', { motionCount: 9 }, profileFor('ers-co2'), null],
    ['VS121 people in the room', region, profileFor('VS121'), 'occupied'],
    ['VS121 nobody', { peopleCount: 0 }, profileFor('VS121'), 'vacant'],
    ['VS121 region 1', region, profileFor('VS121', { region: 1 }), 'vacant'],
    ['VS121 region 2', region, profileFor('VS121', { region: 2 }), 'occupied'],
    ['VS121 region 3 by its count', region, profileFor('VS121', { region: 3 }), 'occupied'],
    ['VS121 region that is not mapped', region, profileFor('VS121', { region: 9 }), null],
    ['a model nobody knows', { occupied: false }, profileFor('ACME-1'), 'vacant'],
  ]
  for (const [name, measurement, profile, word] of cases) {
    it(`of ${name} is ${word ?? 'none'}`, () => assert.equal(wordOf(measurement, profile), word))
  }
})

describe('late readings', () => {
  it('that filled a gateway’s buffer repair the record: a person who stayed was there all the time', () => {
    const record = emptyRecord()
    deliver(record, occupied(0), desk)
    passTime(record, start + 40 * minute, desk)
    assert.deepEqual(stretches(record), [['occupied', 0, 10], ['unknown', 10, null]])
    for (const late of [10, 20, 30]) deliver(record, occupied(late * minute), desk)
    deliver(record, vacant(41 * minute), desk)
    assert.deepEqual(stretches(record), [['occupied', 0, 41]])
  })

  /**
   * A day of words in a random rhythm, with silences, sometimes two within a millisecond, delivered in any order with
   * the clock job running in between.
   */
  const day = fc.record({
    words: fc.array(
      fc.record({
        afterMs: fc.oneof(...[2, 12 * minute, 5 * hour].map((max) => fc.integer({ min: 0, max }))),
        occupied: fc.boolean(),
        key: fc.integer({ min: 0, max: 1_000 }).map((key) => key / 1_000),
      }),
      { minLength: 1, maxLength: 60, size: '+1' },
    ),
    disorder: fc.constantFrom(0, 0.2, 5, 1_000),
    clockRuns: fc.boolean(),
    model: fc.constantFrom('VS340', 'WS202', 'VS121'),
    stuckAfterMs: fc.constantFrom(2 * hour, 14 * hour),
  })

  /** A desk that was never anything but vacant is vacant since its first word, or since a later one: who would know. */
  const sureOf = ({ presence: { sinceMs, ...state }, intervals }: ReturnType<typeof emptyRecord>) =>
    intervals.length === 0 ? state : { ...state, sinceMs }

  it('leave the same intervals and state as delivery in order, for any order of delivery', () => {
    let rebuilds = 0
    fc.assert(
      fc.property(day, ({ words, disorder, clockRuns, model, stuckAfterMs }) => {
        const profile = { ...profileFor(model), presence: 'occupied' as const, stuckAfterMs }
        let afterMs = 0
        const sent = words.map((word, fCnt) => {
          afterMs += word.afterMs
          return { reading: reading(afterMs, { occupied: word.occupied }, fCnt), key: fCnt + word.key * disorder }
        })
        const endMs = start + afterMs + 6 * hour
        const record = emptyRecord()
        for (const { reading: next } of sent.toSorted((a, b) => a.key - b.key)) {
          deliver(record, next, profile)
          if (clockRuns) passTime(record, (record.presence.wordAtMs ?? 0) + 40 * minute, profile)
        }
        rebuilds += record.rebuilds

        const lastMs = (record.presence.wordAtMs ?? 0) + (clockRuns ? 40 * minute : 0)
        assert.deepEqual(sureOf(record), sureOf(recordInOrder(record.readings, lastMs, profile)))
        passTime(record, endMs, profile)
        const expected = recordInOrder(record.readings, endMs, profile)
        assert.deepEqual(record.intervals, expected.intervals)
        assert.deepEqual(record.presence, expected.presence)
      }),
      { numRuns: 1_500 },
    )
    assert.ok(rebuilds > 1_000, 'the generator made too few late readings to prove anything')
  })

  it('never make intervals that overlap or run backwards', () => {
    fc.assert(
      fc.property(day, ({ words, model }) => {
        let afterMs = 0
        const { intervals } = rebuild(
          words.map((word, fCnt) => reading((afterMs += word.afterMs), { occupied: word.occupied }, fCnt)),
          { ...profileFor(model), presence: 'occupied' },
        )
        for (const [index, interval] of intervals.entries()) {
          assert.ok(interval.toMs === null ? index === intervals.length - 1 : interval.toMs > interval.fromMs)
          const before = intervals[index - 1]
          if (before !== undefined) assert.ok(before.toMs !== null && before.toMs <= interval.fromMs)
        }
      }),
    )
  })

  it('keep a state that survives JSON', () => {
    const { presence: state } = recorded([vacant(0), occupied(minute)], 2 * minute)
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
  })
})
