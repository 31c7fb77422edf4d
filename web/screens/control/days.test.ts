import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asField, endOf, lastDay, startOf } from './days.ts'

test('a right until and including a day ends when that day is over, and says that day again', () => {
  const end = endOf('2026-12-31') ?? ''
  assert.equal(asField(end), '2027-01-01')
  assert.equal(asField(lastDay(end)), '2026-12-31')
})

test('what ends in the middle of a day ends with that day', () => {
  assert.equal(asField(lastDay(new Date(2026, 11, 31, 17).toISOString())), '2026-12-31')
})

test('a day begins at its own midnight, and what is no day is none', () => {
  assert.equal(new Date(startOf('2026-03-29') ?? '').getTime(), new Date(2026, 2, 29).getTime())
  assert.equal(startOf(''), null)
  assert.equal(endOf('2026-xx-01'), null)
})
