import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepingRuleNames, keepingRules } from '#contract/keeping.ts'
import { checkBounds, daysOf, dueBefore, lateBefore, nextNightly, nightlyCron } from './due.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-11-24T07:00:00Z')

test('a day of a keeping period is 24 elapsed hours, whatever the clock of the wall did', () => {
  assert.equal(dueBefore('bookings', undefined, now).toString(), '2026-08-26T07:00:00Z')
  assert.equal(dueBefore('bookings', { days: 30, setAt: now }, now).toString(), '2026-10-25T07:00:00Z')
})

test('late begins a day and a night after due', () => {
  assert.equal(lateBefore('bookings', undefined, now).toString(), '2026-08-25T07:00:00Z')
})

test('a period that was just shortened makes nothing late before the night that can do it', () => {
  const justNow = { days: 1, setAt: now.subtract({ hours: 2 }) }
  assert.equal(lateBefore('bookings', justNow, now).toString(), lateBefore('bookings', undefined, now).toString())
  const yesterday = { days: 1, setAt: now.subtract({ hours: 24 }) }
  assert.equal(lateBefore('bookings', yesterday, now).toString(), '2026-11-22T07:00:00Z')
})

test('what was set before a period of the agreement became shorter is cut to it', () => {
  assert.equal(daysOf('sessions', { days: 400, setAt: now }), keepingRules.sessions.mostDays)
})

test('shorter is allowed to the bound, longer never (G2.1)', () => {
  for (const rule of keepingRuleNames) {
    const { leastDays, mostDays } = keepingRules[rule]
    checkBounds(rule, leastDays)
    checkBounds(rule, mostDays)
    assert.throws(() => checkBounds(rule, mostDays + 1), { code: 'keeping_out_of_bounds' }, rule)
    if (leastDays > 0) assert.throws(() => checkBounds(rule, leastDays - 1), { code: 'keeping_out_of_bounds' }, rule)
  }
})

test('the next run is the next 02:40 UTC, as the schedule says', () => {
  assert.equal(nightlyCron, '40 2 * * *')
  assert.equal(nextNightly(at('2026-11-24T02:39:59Z')).toString(), '2026-11-24T02:40:00Z')
  assert.equal(nextNightly(at('2026-11-24T02:40:00Z')).toString(), '2026-11-25T02:40:00Z')
  assert.equal(nextNightly(at('2026-12-31T12:00:00Z')).toString(), '2027-01-01T02:40:00Z')
})
