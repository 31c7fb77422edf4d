import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayFromNow, endOfDay, linesOf } from './days.ts'

test('a last day ends just before midnight on the clock of who chose it', () => {
  const end = new Date(endOfDay('2027-03-28'))
  assert.deepEqual([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours(), end.getMinutes()], [2027, 2, 28, 23, 59])
})

test('a day from now is written as a date input wants it', () => {
  assert.match(dayFromNow(30), /^\d{4}-\d{2}-\d{2}$/)
  assert.ok(dayFromNow(31) > dayFromNow(30))
})

test('networks stand one a line, without what was left empty', () => {
  assert.deepEqual(linesOf(' 192.0.2.0/24 \n\n2001:db8::/32\n'), ['192.0.2.0/24', '2001:db8::/32'])
})
