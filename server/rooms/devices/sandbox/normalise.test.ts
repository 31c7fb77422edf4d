import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from '#properties'
import type { Measurement } from '../measurement.ts'
import { decodedFrom, normalise } from './normalise.ts'
import { readAnswer } from './result.ts'

const cases: readonly (readonly [what: string, data: unknown, expected: Measurement])[] = [
  ['Milesight VS340', { battery: 100, occupancy: 'occupied' }, { batteryPct: 100, occupied: true }],
  ['Milesight WS202', { battery: 87, pir: 'trigger', light: 'dark' }, { batteryPct: 87, motion: true, light: 'dark' }],
  ['Milesight AM103', { temperature: 22.4, humidity: 41, co2: 905 }, {
    temperatureC: 22.4, humidityPct: 41, co2Ppm: 905,
  }],
  ['Milesight VS121 in ChirpStack', {
    people_count_all: 7, region_count: 2, region_1: 1, region_2: 0, people_count_max: 8,
  }, {
    peopleCount: 7, regionCount: 2, peopleCountMax: 8,
    regions: [{ region: 1, occupied: true }, { region: 2, occupied: false }],
  }],
  ['Milesight VS133, lines as objects', { line_1: { total_in: 72, total_out: 200, period_in: 0, period_out: 1 } }, {
    lines: [{ line: 1, totalIn: 72, totalOut: 200, periodIn: 0, periodOut: 1 }],
  }],
  ['Milesight VS133, lines in names', { line_2_total_in: 3, region_4_count: 5 }, {
    lines: [{ line: 2, totalIn: 3 }], regions: [{ region: 4, peopleCount: 5 }],
  }],
  ['Milesight VS350', {
    total_in: 4353, total_out: 4360, period_in: 5, period_out: 3, total_count_alarm: 'threshold alarm',
  }, {
    totalIn: 4353, totalOut: 4360, periodIn: 5, periodOut: 3,
  }],
  ['Browan TBMS100', { battery: 3.6, count: 96476, status: 1, temperatureBoard: 20, time: 4 }, {
    batteryV: 3.6, boardTemperatureC: 20,
  }],
  ['Browan in ChirpStack', { battery_volt: 3.6, temperature: 3, mot_motionst: 0, mot_times: 4, mot_counts: 9 }, {
    batteryV: 3.6, temperatureC: 3, occupied: false, minutesSinceLastEvent: 4, eventCount: 9,
  }],
  ['Browan CD10', { battery: 3.6, temperature: 23.1, humidity: 67, co2_ppm: 6407, co2threshold: 1, button: 0 }, {
    batteryV: 3.6, temperatureC: 23.1, humidityPct: 67, co2Ppm: 6407, co2AboveThreshold: true, buttonPressed: false,
  }],
  ['Elsys', { temperature: 22.6, humidity: 41, light: 39, motion: 6, co2: 776, vdd: 3594 }, {
    temperatureC: 22.6, humidityPct: 41, illuminanceLux: 39, motion: true, motionCount: 6, co2Ppm: 776, batteryV: 3.594,
  }],
  ['normalized payload', [
    { air: { temperature: 22, relativeHumidity: 40, co2: 500, pressure: 1010 }, battVolt: 3.6 },
  ], {
    temperatureC: 22, humidityPct: 40, co2Ppm: 500, pressureHpa: 1010, batteryV: 3.6,
  }],
  ['normalized payload, motion', { action: { motion: { detected: true, count: 4 } }, air: { lightIntensity: 300 } }, {
    motion: true, motionCount: 4, illuminanceLux: 300,
  }],
  ['numbers as text', { temperature: '22.1', people_count: '3' }, { temperatureC: 22.1, peopleCount: 3 }],
  ['words for yes and no', { presence: 'Not Occupied', tamper: 'TRUE', button: 'pressed' }, {
    occupied: false, tamper: true, buttonPressed: true,
  }],
  ['implausible values', {
    temperature: 850, humidity: -1, co2: 0, people_count: 2.5, occupancy: 'perhaps', battery: 101,
  }, {}],
  ['a battery of 3, percent or volts', { battery: 3 }, {}],
  ['values of wrong kinds', { temperature: true, occupied: {}, humidity: null, co2: [1], light: {} }, {}],
  ['a person\'s name, and other unknown keys', { name: 'Somebody', deviceName: 'desk', foo: { temperature: 1 } }, {}],
  ['keys of every object', JSON.parse('{"__proto__":{"occupied":true},"constructor":1,"hasOwnProperty":1}'), {}],
]

for (const [what, data, expected] of cases) {
  test(`output is mapped: ${what}`, () => assert.deepEqual(normalise(data), expected))
}

test('sourceExpected of the collected examples gives the values of expected wherever both speak of them', () => {
  const folder = new URL('../../../../test/data/uplinks/devices/', import.meta.url)
  let compared = 0
  for (const name of readdirSync(folder)) {
    const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      model: string
      examples: { id: string; doubtful: boolean; expected: Record<string, unknown>; sourceExpected?: unknown }[]
    }
    for (const { id, doubtful, expected, sourceExpected } of file.examples) {
      if (sourceExpected === undefined || doubtful) continue
      const measurement = normalise(sourceExpected)
      for (const [key, value] of Object.entries(measurement)) {
        // an Elsys count of motions says motion as well
        if (!(key in expected)) continue
        compared += 1
        if (typeof value !== 'number') assert.deepEqual(value, expected[key], `${id}.${key}`)
        else assert.ok(Math.abs(value - Number(expected[key])) <= 0.006, `${id}.${key}`)
      }
    }
  }
  assert.ok(compared >= 30, `only ${compared} values compared`)
})

test('no JSON makes it throw, and what comes out is a bounded measurement', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'temperature', 'occupancy', 'line_1', 'region_99', 'region_2_count', 'air', 'motion', 'data', 'battery', 'light',
    ),
    fc.string(),
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' }, fc.jsonValue(), fc.dictionary(key, tie('any')), fc.array(tie('any'), { maxLength: 5 }),
    ),
  })).any
  fc.assert(fc.property(value, (data) => {
    const measurement = normalise(data)
    assert.ok(JSON.stringify(measurement).length < 20_000)
    assert.ok((measurement.regions?.length ?? 0) <= 64)
    assert.equal(Object.getPrototypeOf(measurement), Object.prototype)
  }), { numRuns: 1_000 })
})

test('a result of the sandbox becomes a decoded frame', () => {
  assert.deepEqual(decodedFrom(readAnswer('D{"data":{"occupancy":1},"warnings":[]}')), {
    measurement: { occupied: true },
  })
  assert.deepEqual(decodedFrom(readAnswer('D{"data":{"x":1}}')), { measurement: null, reason: 'no_known_value' })
  assert.deepEqual(decodedFrom(readAnswer('Xtimed_out\n')), { error: 'timed_out' })
})

test('an answer that is none of ours is refused', () => {
  const errorOf = (text: string): unknown => {
    const result = readAnswer(text)
    return result.ok ? undefined : result.error
  }
  assert.equal(errorOf(''), 'result_not_json')
  assert.equal(errorOf('Xmade_up\nhello'), 'result_not_json')
  assert.equal(errorOf('Xno newline'), 'result_not_json')
  assert.equal(errorOf('D{'), 'result_not_json')
  assert.equal(errorOf('D[]'), 'no_data')
  assert.equal(errorOf(`D{"data":${'['.repeat(9)}${']'.repeat(9)}}`), 'result_too_deep')
  assert.equal(errorOf(`D{"data":{"s":"${'['.repeat(100)}\\"["}}`), undefined, 'brackets inside strings do not count')
  assert.equal(errorOf(`D{"data":{"s":"${'x'.repeat(20_000)}"}}`), 'result_too_large')
})
