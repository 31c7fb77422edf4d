import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantAt, plannedFrom, readClock, stepsOf } from './clock.ts'

const ending = {
  toldAt: '2026-11-22T10:00:00Z', endsAt: '2026-11-30T23:00:00Z', deadlineAt: '2026-12-14T23:00:00Z',
  liveDoneAt: null, backupsGoneBy: null, backupsGoneAt: null, certifiedAt: null,
}
const ms = (text: string) => Date.parse(text)

test('before the end the clock runs to the end, after it to the deadline, then it is late', () => {
  assert.deepEqual(readClock(ending, ms('2026-11-30T22:59:59Z')), { kind: 'until_end', leftMs: 1_000 })
  assert.deepEqual(readClock(ending, ms('2026-11-30T23:00:00Z')), { kind: 'until_deadline', leftMs: 336 * 3_600_000 })
  assert.deepEqual(readClock(ending, ms('2026-12-14T23:00:00Z')), { kind: 'until_deadline', leftMs: 0 })
  assert.deepEqual(readClock(ending, ms('2026-12-14T23:00:01Z')), { kind: 'late', leftMs: 1_000 })
})

test('what was certified stands still, and one second past the deadline says so', () => {
  assert.equal(readClock({ ...ending, certifiedAt: '2026-12-14T23:00:00Z' }, ms('2027-01-01T00:00:00Z')).kind, 'done')
  assert.equal(readClock({ ...ending, certifiedAt: '2026-12-14T23:00:01Z' }, ms('2027-01-01T00:00:00Z')).kind, 'done_late')
})

test('one step is under way, those before it are done', () => {
  const states = (now: string, change = {}) => stepsOf({ ...ending, ...change }, ms(now)).map(({ state }) => state)
  assert.deepEqual(states('2026-11-25T00:00:00Z'), ['done', 'next', 'later', 'later', 'later'])
  assert.deepEqual(states('2026-12-01T00:00:00Z'), ['done', 'done', 'next', 'later', 'later'])
  assert.deepEqual(states('2026-12-02T00:00:00Z', { liveDoneAt: '2026-12-01T09:00:00Z' }), ['done', 'done', 'done', 'next', 'later'])
  assert.equal(plannedFrom(ms(ending.endsAt)).deadlineMs, ms(ending.deadlineAt))
})

test('a moment on the clock of a zone becomes an instant, also around daylight saving', () => {
  assert.equal(instantAt('2026-12-01', '00:00', 'Europe/Amsterdam'), ms('2026-11-30T23:00:00Z'))
  assert.equal(instantAt('2026-07-01', '00:00', 'Europe/Amsterdam'), ms('2026-06-30T22:00:00Z'))
  assert.equal(instantAt('2026-10-25', '02:30', 'Europe/Amsterdam'), ms('2026-10-25T01:30:00Z'))
  assert.equal(instantAt('2027-03-28', '02:30', 'Europe/Amsterdam'), null)
  assert.equal(instantAt('', '02:30', 'Europe/Amsterdam'), null)
})
