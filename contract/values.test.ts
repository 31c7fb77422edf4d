import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Day, Instant } from './values.ts'

test('an instant has a zone, a year that everybody can reckon with, and no more digits than nanoseconds', () => {
  for (const text of ['2026-11-24T09:00:00+01:00', '2026-11-24T08:00:00.123456789Z', '1900-01-01T00:00:00Z', '2999-12-31T23:59:59Z']) {
    assert.equal(Instant.safeParse(text).success, true, text)
  }
  const wrong = ['2026-11-24T09:00:00', '0000-01-01T00:00:00Z', '1899-12-31T00:00:00Z', '9999-12-31T00:00:00Z', '2026-11-24T08:00:00.1234567891Z']
  for (const text of wrong) assert.equal(Instant.safeParse(text).success, false, text)
})

test('a calendar day exists and is one that everybody can reckon with', () => {
  assert.equal(Day.safeParse('2028-02-29').success, true)
  for (const text of ['2027-02-29', '0000-01-01', '9999-12-31']) assert.equal(Day.safeParse(text).success, false, text)
})
