import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { dayAfter, instantAt, wallClockAt } from './wall-clock.ts'

const zone = 'Europe/Amsterdam'
const at = (text: string) => Date.parse(text)

test('a wall-clock time becomes the instant of the zone, in winter and in summer', () => {
  assert.equal(instantAt('2026-11-24', '09:00', zone), at('2026-11-24T09:00:00+01:00'))
  assert.equal(instantAt('2026-07-01', '09:00', zone), at('2026-07-01T09:00:00+02:00'))
  assert.equal(instantAt('2026-11-24', '24:00', zone), at('2026-11-25T00:00:00+01:00'))
})

test('on the days when the clock changes, both sides of the change are right', () => {
  assert.equal(instantAt('2026-03-29', '01:59', zone), at('2026-03-29T01:59:00+01:00'))
  assert.equal(instantAt('2026-03-29', '03:00', zone), at('2026-03-29T03:00:00+02:00'))
  assert.equal(instantAt('2026-10-25', '02:30', zone), at('2026-10-25T02:30:00+02:00'), 'the first of the two')
  assert.equal(instantAt('2026-10-25', '09:00', zone), at('2026-10-25T09:00:00+01:00'))
})

test('a time that is skipped comes out after the jump', () => {
  assert.equal(instantAt('2026-03-29', '02:30', zone), at('2026-03-29T03:30:00+02:00'))
})

test('what the clock shows at an instant leads back to that minute, in any zone', () => {
  const minute = fc.integer({ min: at('2026-01-01T00:00Z') / 60_000, max: at('2027-01-01T00:00Z') / 60_000 })
  fc.assert(fc.property(minute, fc.constantFrom(zone, 'America/New_York', 'Asia/Kolkata', 'UTC'), (minutes, timeZone) => {
    const clock = wallClockAt(minutes * 60_000, timeZone)
    const back = wallClockAt(instantAt(clock.day, clock.time, timeZone), timeZone)
    assert.deepEqual(back, clock)
  }))
})

test('days follow each other over the end of a month and a year', () => {
  assert.equal(dayAfter('2026-12-31'), '2027-01-01')
  assert.equal(dayAfter('2028-02-28'), '2028-02-29')
  assert.equal(dayAfter('2026-11-24', 14), '2026-12-08')
})
