import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formats } from './format.ts'

const nine = '2026-11-24T08:00:00Z'
const five = '2026-11-24T16:00:00Z'

test('a time is 09:00 in Dutch and 9:00 in English, and a range has a spaced en dash', () => {
  const nl = formats('nl', 'Europe/Amsterdam')
  const en = formats('en', 'Europe/Amsterdam')
  assert.equal(nl.time(nine), '09:00')
  assert.equal(en.time(nine), '9:00')
  assert.equal(nl.timeRange(nine, five), '09:00\u00A0–\u00A017:00')
  assert.equal(en.timeRange(nine, five), '9:00\u00A0–\u00A017:00')
  assert.equal(en.time('2026-11-23T23:05:00Z'), '0:05')
  assert.equal(nl.time('2026-11-23T23:05:00Z'), '00:05')
  assert.equal(nl.hour(nine), '09')
  assert.equal(en.hour(nine), '9')
})

test("a time is told on the location's clock, whatever the reader's", () => {
  assert.equal(formats('nl', 'America/New_York').time(nine), '03:00')
  assert.equal(formats('en', 'Asia/Kolkata').time(nine), '13:30')
  assert.equal(formats('nl', 'Pacific/Auckland').isoDay('2026-11-24T12:00:00Z'), '2026-11-25')
})

test('days are written as people write them in that language', () => {
  const nl = formats('nl', 'Europe/Amsterdam')
  const en = formats('en', 'Europe/Amsterdam')
  assert.equal(nl.weekday(nine), 'Dinsdag')
  assert.equal(en.weekday(nine), 'Tuesday')
  assert.equal(nl.dayShort(nine), 'di 24')
  assert.equal(en.dayShort(nine), 'Tue 24')
  assert.equal(nl.date(nine), '24 november')
  assert.equal(en.date(nine), '24 November')
  assert.equal(nl.dateLong(nine), 'dinsdag 24 november')
  assert.equal(en.dateLong(nine), 'Tuesday 24 November')
})

test('the hour that daylight saving repeats is told twice the same, an hour apart', () => {
  const nl = formats('nl', 'Europe/Amsterdam')
  assert.equal(nl.time('2026-10-25T00:30:00Z'), '02:30')
  assert.equal(nl.time('2026-10-25T01:30:00Z'), '02:30')
})

test('a duration is exact', () => {
  assert.equal(formats('nl', 'UTC').duration((30 * 60 + 31) * 60_000), '30 u 31 min')
  assert.equal(formats('en', 'UTC').duration(2 * 3_600_000), '2 h')
  assert.equal(formats('en', 'UTC').duration(59_999), '0 min')
})
