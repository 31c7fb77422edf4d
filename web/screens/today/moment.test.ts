import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { alsoToday, momentOf, type TodayView } from './moment.ts'
import { weekStrip } from './week.ts'

const at = (time: string) => `2026-11-24T${time}:00+01:00`
const ms = (time: string) => Date.parse(at(time))
const booking = (change: Partial<Booking> = {}): Booking => ({
  id: 'b1' as Booking['id'], workspaceId: 'w1' as Booking['workspaceId'], workspaceName: '2.17', kind: 'desk', zoneName: 'Kade',
  floorId: 'f1' as Booking['floorId'], floorName: '2e verdieping', locationId: 'l1' as Booking['locationId'],
  locationName: 'Vaartkade 12', timeZone: 'Europe/Amsterdam', from: at('09:00'), to: at('17:00'), status: 'booked',
  checkedInAt: null, heldUntil: at('09:30'), ...change,
})
const room = booking({ id: 'r1' as Booking['id'], kind: 'room', workspaceName: 'Linge', from: at('13:00'), to: at('14:00') })
const view = (change: Partial<TodayView> & { mine?: Booking[]; open?: boolean } = {}): TodayView => {
  const { mine = [], open = true, ...rest } = change
  return {
    now: at('08:00'), date: '2026-11-24', current: null, people: [],
    location: { id: 'l1' as Booking['locationId'], name: 'Vaartkade 12', timeZone: 'Europe/Amsterdam' },
    week: [
      { date: '2026-11-23', open: true, bookings: [] },
      { date: '2026-11-24', open, bookings: mine },
      { date: '2026-11-25', open: false, bookings: [] },
      { date: '2026-11-26', open: true, bookings: [] },
    ],
    ...rest,
  }
}

test('who booked nothing is offered a desk', () => {
  assert.deepEqual(momentOf(view(), ms('08:00')), { kind: 'nothing', released: null })
})

test('one may check in from half an hour before the start, not a second earlier', () => {
  const current = booking()
  assert.deepEqual(momentOf(view({ current }), ms('08:30') - 1), { kind: 'held', booking: current, checkInFromMs: ms('08:30') })
  assert.equal(momentOf(view({ current }), ms('08:30')).kind, 'check_in')
  assert.equal(momentOf(view({ current }), ms('16:59')).kind, 'check_in')
})

test('who has checked in can leave, until the booking ends', () => {
  const current = booking({ status: 'checked_in', checkedInAt: at('08:50') })
  assert.equal(momentOf(view({ current }), ms('12:00')).kind, 'here')
  assert.equal(momentOf(view({ current }), ms('17:00')).kind, 'nothing')
})

test('an act that waits for a connection is told instead of offered again', () => {
  const current = booking()
  const moment = momentOf(view({ current }), ms('09:00'), new Map([[current.id, 'check_in']]))
  assert.deepEqual(moment, { kind: 'waits', booking: current, what: 'check_in' })
})

test('a desk that was given free says so, also on a closed day, until it would have ended', () => {
  const released = booking({ status: 'released' })
  assert.deepEqual(momentOf(view({ mine: [released] }), ms('10:00')), { kind: 'nothing', released })
  assert.deepEqual(momentOf(view({ mine: [released], open: false }), ms('10:00')), { kind: 'nothing', released })
  assert.deepEqual(momentOf(view({ mine: [released] }), ms('18:00')), { kind: 'nothing', released: null })
})

test('on a closed day the next open day of the week is offered', () => {
  assert.deepEqual(momentOf(view({ open: false }), ms('10:00')), { kind: 'closed', next: '2026-11-26' })
})

test('a closed weekend, which is not in the week that is shown, is closed too', () => {
  assert.deepEqual(momentOf(view({ date: '2026-11-22' }), ms('10:00')), { kind: 'closed', next: '2026-11-23' })
})

test('without a location it is the first time', () => {
  assert.deepEqual(momentOf(view({ location: null }), ms('10:00')), { kind: 'first_time' })
})

test('rooms of today stand below, in their order, until they are over', () => {
  const current = booking()
  const early = booking({ id: 'r0' as Booking['id'], kind: 'room', from: at('10:00'), to: at('10:30') })
  const today = view({ current, mine: [room, current, early, booking({ id: 'x' as Booking['id'], status: 'cancelled' })] })
  assert.deepEqual(alsoToday(today, ms('09:00')).map(({ id }) => id), ['r0', 'r1'])
  assert.deepEqual(alsoToday(today, ms('11:00')).map(({ id }) => id), ['r1'])
})

test('the week shows a desk before a room, what is open, and leaves closed days out', () => {
  const strip = weekStrip(view({ mine: [room, booking()] }))
  assert.deepEqual(strip.map(({ date, kind, booking: held }) => [date, kind, held?.workspaceName ?? null]), [
    ['2026-11-23', 'past', null], ['2026-11-24', 'booked', '2.17'], ['2026-11-26', 'open', null],
  ])
  const everyDay = Array.from({ length: 7 }, (_, index) => ({ date: `2026-11-${23 + index}`, open: true, bookings: [] }))
  const shown = (date: string) => weekStrip(view({ week: everyDay, date })).map((day) => Number(day.date.slice(-2)))
  assert.deepEqual(shown('2026-11-23'), [23, 24, 25, 26, 27])
  assert.deepEqual(shown('2026-11-25'), [25, 26, 27, 28, 29])
  assert.deepEqual(shown('2026-11-29'), [25, 26, 27, 28, 29])
  assert.equal(weekStrip(view({ open: false }))[1]?.kind, 'closed')
  assert.equal(weekStrip(view({ mine: [booking({ status: 'released' })] }))[1]?.kind, 'open')
})
