import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldHealth, healthAt, neverHeard } from './health.ts'
import type { Presence } from './presence.ts'
import { profileFor } from './profiles.ts'
import type { Measurement, Reading } from './reading.ts'

const hour = 3_600_000
const start = Date.UTC(2026, 10, 23, 14)
const reading = (afterMs: number, measurement: Measurement | null): Reading => ({
  deviceId: 'desk', atMs: start + afterMs, receivedAtMs: start + afterMs, fCnt: null, measurement,
})
const vacant: Presence = { occupied: false, silent: false, stuck: false, sinceMs: start }
const after = (...readings: Reading[]) => readings.reduce(foldHealth, neverHeard)

describe('the health of a sensor', () => {
  const full = reading(0, { batteryPct: 80 })
  const renewed = [reading(0, { batteryPct: 1 }), reading(hour, { batteryPct: 100 })]
  const cases: [string, Reading[], number, Presence, string, string][] = [
    ['never heard before its first frame', [], 0, vacant, 'VS340', 'never_heard'],
    ['well while its slowest report is not overdue', [full], 2.5 * hour, vacant, 'VS340', 'well'],
    ['silent when it is', [full], 2.5 * hour + 1, vacant, 'VS340', 'silent'],
    ['low on battery', [reading(0, { batteryPct: 5 })], hour, vacant, 'VS340', 'battery_low'],
    ['low on battery in volts', [reading(0, { batteryV: 2.7 })], hour, vacant, 'MS10', 'battery_low'],
    ['dead when a nearly empty battery was its last word', renewed.slice(0, 1), 3 * hour, vacant, 'VS340', 'died'],
    ['well again with a new battery', renewed, 2 * hour, vacant, 'VS340', 'well'],
    ['judged by the newest battery word, not the last delivered', renewed.toReversed(), hour, vacant, 'VS340', 'well'],
    ['alive by a frame without measurement', [full, reading(2 * hour, null)], 4 * hour, vacant, 'VS340', 'well'],
    ['stuck', [full], hour, { ...vacant, occupied: true, stuck: true }, 'VS340', 'stuck'],
    ['without battery, so never low', [reading(0, { peopleCount: 0 })], 0, vacant, 'VS121', 'well'],
  ]
  for (const [name, readings, afterMs, presence, model, health] of cases) {
    it(`is ${name}`, () => {
      assert.equal(healthAt(after(...readings), [presence], start + afterMs, profileFor(model)), health)
    })
  }
})
