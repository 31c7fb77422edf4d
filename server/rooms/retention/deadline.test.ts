import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import type { BackupsState } from '#kernel/backups.ts'
import { backupsGoneBy, breaksPromise, deadlineOf, hoursLeft, isInTime, isLate, stateOf, warningsDue } from './deadline.ts'
import type { EndingTimes } from './deadline.ts'

const at = (text: string) => Temporal.Instant.from(text)
const endsAt = at('2027-03-22T23:00:00Z')
const times = (over: Partial<EndingTimes> = {}): EndingTimes => ({
  endsAt,
  deadlineAt: deadlineOf(endsAt),
  liveDoneAt: null,
  backupsGoneBy: null,
  backupsGoneAt: null,
  certifiedAt: null,
  ...over,
})
const own: BackupsState = { kind: 'embedded', keptDays: 13, newest: null, oldestAt: null, failure: null }

test('the deadline is 14 × 24 elapsed hours, also over the night on which the clock is put forward (G9)', () => {
  // In Amsterdam the clock goes forward on 28 March 2027: the wall shows one hour more than 14 days.
  assert.equal(deadlineOf(endsAt).toZonedDateTimeISO('Europe/Amsterdam').toString(), '2027-04-06T01:00:00+02:00[Europe/Amsterdam]')
  assert.equal(deadlineOf(at('2026-10-20T22:00:00Z')).toZonedDateTimeISO('Europe/Amsterdam').toString(), '2026-11-03T23:00:00+01:00[Europe/Amsterdam]')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
      const end = Temporal.Instant.fromEpochMilliseconds(second * 1000)
      assert.equal(end.until(deadlineOf(end)).total('seconds'), 336 * 3600)
    }),
  )
})

test('certified at the deadline is in time, one second later is late', () => {
  const { deadlineAt } = times()
  assert.ok(isInTime(deadlineAt, deadlineAt))
  assert.ok(!isInTime(deadlineAt.add({ seconds: 1 }), deadlineAt))
  assert.ok(!isLate(times({ certifiedAt: deadlineAt }), deadlineAt.add({ hours: 99 })))
  assert.ok(!isLate(times(), deadlineAt))
  assert.ok(isLate(times(), deadlineAt.add({ seconds: 1 })))
})

test('the state tells where it is', () => {
  assert.equal(stateOf(times(), endsAt.subtract({ seconds: 1 }), false), 'waiting')
  assert.equal(stateOf(times(), endsAt, false), 'deleting_live')
  assert.equal(stateOf(times(), endsAt, true), 'held')
  assert.equal(stateOf(times({ liveDoneAt: endsAt }), endsAt, true), 'waiting_for_backups')
  assert.equal(stateOf(times({ liveDoneAt: endsAt, certifiedAt: endsAt }), endsAt, false), 'certified')
})

test('copies that live longer than 13 days, or of which nobody said how long, break the promise; none at all keeps it', () => {
  const outside = (keptDays: number | null): BackupsState => ({ ...own, kind: 'outside', keptDays })
  assert.ok(!breaksPromise(own))
  assert.ok(!breaksPromise(outside(13)))
  assert.ok(breaksPromise(outside(14)))
  assert.ok(breaksPromise(outside(null)))
  assert.ok(!breaksPromise({ ...own, kind: 'off', keptDays: null }))
  assert.equal(backupsGoneBy(own, endsAt)?.toString(), '2027-04-04T23:00:00Z')
  assert.equal(backupsGoneBy(outside(null), endsAt), null)
  assert.equal(backupsGoneBy({ ...own, kind: 'off' }, endsAt)?.toString(), endsAt.toString())
})

test('somebody is warned before it is late, and nobody while it is on course', () => {
  const due = (hours: number, over: Partial<EndingTimes> = {}, backups = own, held = false) =>
    warningsDue(times(over), endsAt.add({ hours }), { held, backups })
  assert.deepEqual(due(-1), [])
  assert.deepEqual(due(19), [])
  assert.deepEqual(due(20), ['live_data_overdue'])
  assert.deepEqual(due(336 - 72), ['live_data_overdue', 'three_days_left'])
  assert.deepEqual(due(336 - 24), ['live_data_overdue', 'three_days_left', 'one_day_left'])
  const onCourse = { liveDoneAt: endsAt.add({ hours: 19 }), backupsGoneBy: endsAt.add({ hours: 19 + 13 * 24 }) }
  assert.deepEqual(due(336 - 24, onCourse), [])
  assert.deepEqual(due(336 - 3, onCourse), ['last_hours'])
  assert.deepEqual(due(336, onCourse), ['last_hours'])
  assert.deepEqual(warningsDue(times(onCourse), deadlineOf(endsAt).add({ seconds: 1 }), { held: false, backups: own }), ['last_hours', 'late'])
  const slow = { ...onCourse, backupsGoneBy: endsAt.add({ hours: 336 }) }
  assert.deepEqual(due(336 - 72, slow), ['three_days_left'])
  assert.deepEqual(due(336 - 72, onCourse, { ...own, failure: 'pruning failed' }), ['three_days_left'])
  assert.deepEqual(due(336 - 72, { liveDoneAt: endsAt }, { ...own, kind: 'outside', keptDays: null }), ['three_days_left'])
  assert.deepEqual(due(30, {}, own, true), [], 'a statutory duty suspends it')
  assert.deepEqual(due(337, { ...onCourse, certifiedAt: endsAt.add({ hours: 336 }) }), [])
})

test('hours left go below zero when it is late', () => {
  assert.equal(hoursLeft(deadlineOf(endsAt), endsAt), 336)
  assert.equal(hoursLeft(deadlineOf(endsAt), endsAt.add({ hours: 340 })), -4)
})
