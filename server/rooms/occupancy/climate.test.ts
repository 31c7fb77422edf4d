import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { climateSamples, foldClimate } from './climate.ts'
import type { Measurement, Reading } from './reading.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 23, 14)
const reading = (measurement: Measurement | null, atMs = start): Reading => ({
  deviceId: 'room', atMs, receivedAtMs: atMs, fCnt: null, measurement,
})
const believed = (measurement: Measurement | null) =>
  Object.fromEntries(climateSamples(reading(measurement)).map(({ quantity, value }) => [quantity, value]))

describe('indoor climate', () => {
  const cases: [string, Measurement | null, Record<string, number>][] = [
    ['takes what a room can have', { temperatureC: 21.4, humidityPct: 41, co2Ppm: 812, pressureHpa: 1_008 }, {
      temperatureC: 21.4, humidityPct: 41, co2Ppm: 812, pressureHpa: 1_008,
    }],
    ['takes CO2 0 for not measured', { co2Ppm: 0, temperatureC: 20 }, { temperatureC: 20 }],
    ['takes CO2 65535 for not measured', { co2Ppm: 65_535 }, {}],
    ['never takes the board for the room', { boardTemperatureC: 28 }, {}],
    ['leaves out humidity above 100', { humidityPct: 127.5, temperatureC: 0 }, { temperatureC: 0 }],
    ['takes nothing from a message without measurement', null, {}],
  ]
  for (const [name, measurement, expected] of cases) it(name, () => assert.deepEqual(believed(measurement), expected))

  it('puts stored records at their own time', () => {
    const at = start / 1_000 - 1_200
    const samples = climateSamples(reading({ temperatureC: 22, history: [{ at, temperatureC: 20.5, co2Ppm: 0 }] }))
    assert.deepEqual(samples, [
      { quantity: 'temperatureC', atMs: start, value: 22, stored: false },
      { quantity: 'temperatureC', atMs: start - 20 * minute, value: 20.5, stored: true },
    ])
  })

  it('leaves out stored records of a clock that was never set or runs ahead', () => {
    const history = [{ at: 12, temperatureC: 20 }, { at: start / 1_000 + 3_600, temperatureC: 20 }]
    assert.deepEqual(climateSamples(reading({ history })), [])
  })

  it('shows the newest value of each quantity, whatever comes late', () => {
    const newest = foldClimate({}, climateSamples(reading({ temperatureC: 22, co2Ppm: 900 })))
    const later = foldClimate(newest, climateSamples(reading({ temperatureC: 23 }, start + 10 * minute)))
    assert.deepEqual(later, {
      temperatureC: { value: 23, atMs: start + 10 * minute },
      co2Ppm: { value: 900, atMs: start },
    })
    assert.equal(foldClimate(later, climateSamples(reading({ temperatureC: 19 }, start - minute))), later)
  })
})
