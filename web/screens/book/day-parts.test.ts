import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { wallClockAt } from '../workspace/wall-clock.ts'
import { bookableDays, dayParts, firstDay, firstHours, hours, openingsOn, type Rules } from './day-parts.ts'

type Hours = { from: string; to: string }[]
const rulesOf = (weekday: Hours, weekend: Hours = [], more: Partial<Rules> = {}): Rules => ({
  timeZone: 'Europe/Amsterdam',
  openingHours: {
    monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday, saturday: weekend, sunday: weekend,
  },
  closedDays: [],
  deskWindowDays: 3,
  roomWindowDays: 1,
  ...more,
})
const office = rulesOf([{ from: '08:00', to: '18:00' }])
const allWeek = rulesOf([{ from: '00:00', to: '24:00' }], [{ from: '00:00', to: '24:00' }])
const ms = (text: string) => Date.parse(text)
const told = (rules: Rules, day: string, now: string) =>
  dayParts(rules, day, ms(now)).map(({ part, period }) => [part, new Date(period.fromMs).toISOString(), new Date(period.toMs).toISOString()])

test('a day has a whole, a morning and an afternoon, by its opening hours', () => {
  assert.deepEqual(told(office, '2026-11-24', '2026-11-23T10:00:00Z'), [
    ['day', '2026-11-24T07:00:00.000Z', '2026-11-24T17:00:00.000Z'],
    ['morning', '2026-11-24T07:00:00.000Z', '2026-11-24T11:30:00.000Z'],
    ['afternoon', '2026-11-24T11:30:00.000Z', '2026-11-24T17:00:00.000Z'],
  ])
})

test('of today only what is left can be booked, and what is left has one name', () => {
  assert.deepEqual(told(office, '2026-11-24', '2026-11-24T09:10:00Z').map(([part, from]) => [part, from]), [
    ['day', '2026-11-24T09:10:00.000Z'],
    ['morning', '2026-11-24T09:10:00.000Z'],
    ['afternoon', '2026-11-24T11:30:00.000Z'],
  ])
  assert.deepEqual(told(office, '2026-11-24', '2026-11-24T14:00:00Z').map(([part]) => part), ['day'])
  assert.deepEqual(told(office, '2026-11-24', '2026-11-24T16:58:00Z'), [])
})

test('a day with a gap has no whole day, since a booking lies within one opening', () => {
  const gap = rulesOf([{ from: '14:00', to: '18:00' }, { from: '08:00', to: '12:00' }])
  assert.deepEqual(told(gap, '2026-11-24', '2026-11-23T10:00:00Z').map(([part]) => part), ['morning', 'afternoon'])
})

test('openings that touch are one', () => {
  const touching = rulesOf([{ from: '08:00', to: '12:00' }, { from: '12:00', to: '18:00' }])
  assert.equal(openingsOn(touching, '2026-11-24').length, 1)
})

test('the working day is what a long opening offers, and in its evening the rest', () => {
  assert.deepEqual(told(allWeek, '2026-11-24', '2026-11-23T10:00:00Z')[0], ['day', '2026-11-24T07:00:00.000Z', '2026-11-24T17:00:00.000Z'])
  assert.deepEqual(told(allWeek, '2026-11-24', '2026-11-24T19:20:31Z'), [['day', '2026-11-24T19:20:00.000Z', '2026-11-24T23:00:00.000Z']])
})

test('on the days of a clock change the parts stay what the clock says, and an opening over the change is shorter or longer', () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    const times = dayParts(allWeek, day, 0).map(({ period }) => [period.fromMs, period.toMs].map((at) => wallClockAt(at, 'Europe/Amsterdam').time))
    assert.deepEqual(times, [['08:00', '18:00'], ['08:00', '12:30'], ['12:30', '18:00']], day)
  }
  const night = rulesOf([], [{ from: '00:00', to: '05:00' }])
  const hoursOpen = (day: string) => dayParts(night, day, 0).map(({ period }) => (period.toMs - period.fromMs) / 3_600_000)
  assert.equal(hoursOpen('2026-03-28')[0], 5)
  assert.equal(hoursOpen('2026-03-29')[0], 4)
  assert.equal(hoursOpen('2026-10-25')[0], 6)
})

test('whatever the hour, every part lies within one opening and after now', () => {
  const now = fc.integer({ min: ms('2026-03-27T00:00:00Z'), max: ms('2026-03-31T00:00:00Z') })
  fc.assert(fc.property(now, fc.constantFrom(office, allWeek), (nowMs, rules) => {
    for (const { day } of bookableDays(rules, 'desk', nowMs)) {
      for (const { period } of dayParts(rules, day, nowMs)) {
        assert.ok(period.fromMs > nowMs - 60_000)
        assert.ok(openingsOn(rules, day).some((open) => open.fromMs <= period.fromMs && period.toMs <= open.toMs))
      }
    }
  }))
})

test('the window counts working days, and ends on one', () => {
  const closed = rulesOf([{ from: '08:00', to: '18:00' }], [], { closedDays: [{ date: '2026-11-30', reason: 'Verhuizing' }] })
  const days = bookableDays(closed, 'desk', ms('2026-11-26T10:00:00Z'))
  assert.deepEqual(days.map(({ day, open }) => `${day} ${open}`), [
    '2026-11-26 true', '2026-11-27 true', '2026-11-28 false', '2026-11-29 false', '2026-11-30 false', '2026-12-01 true', '2026-12-02 true',
  ])
  assert.equal(days[4]?.reason, 'Verhuizing')
  assert.equal(bookableDays(closed, 'room', ms('2026-11-26T10:00:00Z')).length, 2)
})

test('a location that is never open ends the search', () => {
  assert.equal(bookableDays(rulesOf([]), 'desk', ms('2026-11-26T10:00:00Z')).length, 1)
})

test('after closing time the first day is the next one', () => {
  const nowMs = ms('2026-11-24T20:00:00Z')
  assert.equal(firstDay(bookableDays(office, 'desk', nowMs), office, nowMs), '2026-11-25')
})

test('hours begin at the next quarter, and end after they begin', () => {
  assert.deepEqual(firstHours(office, '2026-11-24', ms('2026-11-24T09:01:00Z')), { from: '10:15', to: '11:15' })
  assert.deepEqual(firstHours(office, '2026-11-25', ms('2026-11-24T09:01:00Z')), { from: '09:00', to: '10:00' })
  const evening = rulesOf([{ from: '17:00', to: '21:00' }])
  assert.deepEqual(firstHours(evening, '2026-11-25', ms('2026-11-24T09:01:00Z')), { from: '17:00', to: '18:00' })
  assert.equal(hours(office, '2026-11-24', '11:00', '10:00'), null)
  assert.equal(hours(office, '2026-11-24', '11:00', ''), null)
  assert.deepEqual(hours(office, '2026-11-24', '10:07', '10:31'), { fromMs: ms('2026-11-24T09:07:00Z'), toMs: ms('2026-11-24T09:31:00Z') })
})
