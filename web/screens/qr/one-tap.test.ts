import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneTap } from './one-tap.ts'

const at = (time: string) => `2026-11-24T${time}:00+01:00`
const now = Date.parse(at('08:41'))
const own = (from: string, to: string, status: 'booked' | 'checked_in') => ({ id: 'b', fromMs: Date.parse(at(from)), toMs: Date.parse(at(to)), status })
const free = { state: 'free', until: null, nextFrom: null } as const

test('at my own desk one tap checks in, and once I sit there it leaves', () => {
  const held = { state: 'booked', until: at('12:00'), nextFrom: null } as const
  assert.equal(oneTap(held, own('09:00', '12:00', 'booked'), true, now), 'checkIn')
  assert.equal(oneTap(held, own('08:00', '12:00', 'checked_in'), true, now), 'leave')
  assert.equal(oneTap(free, own('13:00', '15:00', 'booked'), true, now), 'tooEarly')
})

test('a free desk is booked, and also one where the sensor sees somebody, who is probably me', () => {
  assert.equal(oneTap(free, null, true, now), 'book')
  assert.equal(oneTap({ state: 'in_use', until: null, nextFrom: null }, null, true, now), 'book')
  assert.equal(oneTap({ state: 'unknown', until: null, nextFrom: null }, null, true, now), 'book')
  assert.equal(oneTap({ state: 'booked', until: at('10:00'), nextFrom: at('09:05') }, null, true, now), 'book')
})

test('the booking of somebody else that runs is theirs, and what is not bookable stays so', () => {
  assert.equal(oneTap({ state: 'booked', until: at('10:00'), nextFrom: null }, null, true, now), 'taken')
  assert.equal(oneTap({ state: 'away', until: at('10:00'), nextFrom: null }, null, true, now), 'taken')
  assert.equal(oneTap(free, null, false, now), 'notBookable')
})
