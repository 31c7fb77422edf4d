import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arcOf, arcPath, lane, leftFigure, offers, untilMs } from './dial.ts'

const at = (time: string) => `2026-11-24T${time}:00+01:00`
const ms = (time: string) => Date.parse(at(time))
const booking = (from: string, to: string, name: string | null = null) => ({ from: at(from), to: at(to), checkedIn: false, name })
const open = [{ from: at('08:00'), to: at('18:00') }]
const free = { state: 'free', until: null, open, current: null, next: null } as const

test('a free room lasts until the next booking, else until closing; a booked one until its booking begins or ends', () => {
  assert.equal(untilMs({ ...free, until: at('11:00') }, ms('10:19')), ms('11:00'))
  assert.equal(untilMs(free, ms('10:19')), ms('18:00'))
  assert.equal(untilMs(free, ms('19:00')), null)
  assert.equal(untilMs({ ...free, state: 'booked', until: at('12:00'), next: booking('11:00', '12:00') }, ms('10:40')), ms('11:00'))
  assert.equal(untilMs({ ...free, state: 'booked', until: at('12:00'), current: booking('10:00', '12:00') }, ms('10:40')), ms('12:00'))
  assert.equal(untilMs({ ...free, state: 'in_use' }, ms('10:40')), null)
})

test('within the hour the dial counts minutes, beyond it hours and minutes', () => {
  assert.deepEqual(leftFigure(ms('11:00') - ms('10:19')), { figure: '41', unit: 'minutes', count: 41 })
  assert.equal(leftFigure(ms('14:00') - ms('10:19')).figure, '3:41')
  assert.equal(leftFigure(60 * 60_000).figure, '60')
  assert.equal(leftFigure(30_500).figure, '1')
  assert.equal(leftFigure(-5).figure, '0')
})

test('the arc goes from where the minute hand stands to where it will stand', () => {
  assert.deepEqual(arcOf(ms('10:15'), ms('11:00')), { from: 90, to: 360 })
  assert.deepEqual(arcOf(ms('10:45'), ms('11:15')), { from: 270, to: 450 })
  assert.equal(arcOf(ms('10:15'), ms('10:15')), null)
  const whole = arcOf(ms('10:15'), ms('14:00'))
  assert.ok(whole !== null && whole.to - whole.from < 360)
  assert.equal(arcPath({ from: 0, to: 359.99 }, 10), 'M0.00 -10.00A10 10 0 0 1 0.00 10.00A10 10 0 0 1 -0.00 -10.00')
  assert.equal(arcPath({ from: 0, to: 90 }, 10), 'M0.00 -10.00A10 10 0 0 1 10.00 0.00')
})

test('a free room offers a quarter, half an hour and the time until the next booking, by its name', () => {
  assert.deepEqual(offers({ canBookMinutes: [15, 30, 40], open, next: booking('11:00', '12:00') }, ms('10:19')), [
    { minutes: 15, untilMs: null }, { minutes: 30, untilMs: null }, { minutes: 40, untilMs: ms('11:00') },
  ])
  assert.deepEqual(offers({ canBookMinutes: [15, 30, 60, 461], open, next: null }, ms('10:19')).at(-1), { minutes: 461, untilMs: ms('18:00') })
  assert.deepEqual(offers({ canBookMinutes: [12], open, next: null }, ms('17:48')), [{ minutes: 12, untilMs: ms('18:00') }])
  assert.deepEqual(offers({ canBookMinutes: [], open, next: null }, ms('10:19')), [])
})

test('the lane shows what is over once and only what is to come of a booking that runs', () => {
  const found = lane({ open, today: [booking('08:30', '09:00'), booking('10:00', '11:00', 'Ontwerp sluis'), booking('17:30', '19:00')] }, ms('10:19'))
  assert.deepEqual(found?.pieces, [
    { fromMs: ms('08:00'), toMs: ms('10:19'), name: null, kind: 'past' },
    { fromMs: ms('10:19'), toMs: ms('11:00'), name: 'Ontwerp sluis', kind: 'booked' },
    { fromMs: ms('17:30'), toMs: ms('18:00'), name: null, kind: 'booked' },
  ])
  assert.equal(lane({ open: [], today: [] }, ms('10:19')), null)
})
