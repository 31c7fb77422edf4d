import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { overlaps, situation, type Facts } from './situation.ts'

const at = (time: string) => Date.parse(`2026-11-24T${time}:00+01:00`)
const span = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) })
const taken = (from: string, to: string) => ({ ...span(from, to), mine: false, bookingId: null })
const desk: Facts = {
  kind: 'desk', bookable: true, state: 'free', open: [span('06:00', '23:00')], booked: [], own: null, chosen: null,
  eveningMs: at('18:00'), nowMs: at('08:41'),
}
const own = (from: string, to: string, status: 'booked' | 'checked_in' = 'booked') => ({ ...span(from, to), id: 'b', status })

test('a free desk is booked from now to the next booking, else to the end of the working day, else to closing', () => {
  assert.deepEqual(situation({ ...desk, booked: [taken('13:00', '15:30')] }).next, { do: 'book', span: span('08:41', '13:00') })
  assert.deepEqual(situation(desk).next, { do: 'book', span: span('08:41', '18:00') })
  assert.deepEqual(situation({ ...desk, nowMs: at('17:30') }).next, { do: 'book', span: span('17:30', '23:00') })
  assert.deepEqual(situation({ ...desk, open: [span('06:00', '17:00')] }).next, { do: 'book', span: span('08:41', '17:00') })
})

test('a free room is booked for about an hour, to a quarter on the clock', () => {
  assert.deepEqual(situation({ ...desk, kind: 'room' }).next, { do: 'book', span: span('08:41', '09:45') })
  assert.deepEqual(situation({ ...desk, kind: 'room', booked: [taken('09:30', '10:00')] }).next, { do: 'book', span: span('08:41', '09:30') })
})

test('before opening time it is booked from opening on, and it says that it is closed now', () => {
  const early = situation({ ...desk, nowMs: at('05:00') })
  assert.deepEqual(early.next, { do: 'book', span: span('06:00', '18:00') })
  assert.equal(early.remark, 'closedNow')
})

test('after closing time, or on a closed day, one chooses another time', () => {
  assert.deepEqual(situation({ ...desk, nowMs: at('23:30') }), { next: { do: 'chooseTime' }, others: [], remark: 'closedNow' })
  assert.deepEqual(situation({ ...desk, open: [] }).next, { do: 'chooseTime' })
})

test('a booking that is mine comes before all else: check in from half an hour before, then leave', () => {
  assert.deepEqual(situation({ ...desk, own: own('09:00', '12:00') }), {
    next: { do: 'checkIn', bookingId: 'b' }, others: [{ do: 'cancel', bookingId: 'b' }], remark: null,
  })
  assert.deepEqual(situation({ ...desk, own: own('08:30', '12:00') }).others, [{ do: 'giveBack', bookingId: 'b' }])
  assert.deepEqual(situation({ ...desk, own: own('08:30', '12:00', 'checked_in') }).next, { do: 'leave', bookingId: 'b' })
  assert.deepEqual(situation({ ...desk, own: own('13:00', '14:00') }).remark, { checkInFromMs: at('12:30') })
})

test('where somebody sits without a booking nobody is sent; what is not bookable has no act at all', () => {
  assert.deepEqual(situation({ ...desk, state: 'in_use' }), { next: { do: 'chooseTime' }, others: [], remark: 'someoneSits' })
  assert.deepEqual(situation({ ...desk, bookable: false, state: 'not_bookable' }), { next: null, others: [], remark: 'notBookable' })
})

test('with a period chosen on the map, that period is booked or said to be taken', () => {
  const chosen = span('13:00', '15:00')
  assert.deepEqual(situation({ ...desk, chosen, state: 'in_use' }).next, { do: 'book', span: chosen })
  assert.equal(situation({ ...desk, chosen, booked: [taken('14:00', '16:00')] }).remark, 'takenThen')
})

test('what is offered never overlaps a booking, never lies outside opening hours, and is never shorter than a quarter', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
  const spans = fc.tuple(minutes, minutes).map(([a, b]) => ({
    fromMs: at('00:00') + Math.min(a, b) * 60_000, toMs: at('00:00') + (Math.max(a, b) + 5) * 60_000, mine: false, bookingId: null,
  }))
  fc.assert(fc.property(fc.array(spans, { maxLength: 6 }), minutes, fc.constantFrom('desk' as const, 'room' as const), (booked, now, kind) => {
    const facts = { ...desk, kind, booked, nowMs: at('00:00') + now * 60_000 }
    const { next } = situation(facts)
    if (next?.do !== 'book') return
    assert.ok(!booked.some((one) => overlaps(one, next.span)))
    assert.ok(next.span.fromMs >= Math.max(at('06:00'), facts.nowMs) && next.span.toMs <= at('23:00'))
    assert.ok(next.span.toMs - next.span.fromMs >= 15 * 60_000)
  }))
})
