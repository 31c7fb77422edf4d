import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Booking } from '#contract/endpoints/bookings.ts'
import type { Location } from './day-parts.ts'
import { planOf } from './plan-of.ts'

const week = [{ from: '08:00', to: '18:00' }]
const location = (id: string, floors: { id: string; desks: number; rooms: number }[]) => ({
  id, name: id, address: '', latitude: null, longitude: null, timeZone: 'Europe/Amsterdam',
  openingHours: { monday: week, tuesday: week, wednesday: week, thursday: week, friday: week, saturday: [], sunday: [] },
  closedDays: [], deskWindowDays: 5, roomWindowDays: 1, checkInGraceMinutes: 30, sensorChecksIn: true,
  floors: floors.map((one) => ({ ...one, locationId: id, name: one.id, level: 0 })),
}) as unknown as Location
const house = [location('a', [{ id: 'a0', desks: 0, rooms: 3 }, { id: 'a1', desks: 20, rooms: 0 }]), location('b', [{ id: 'b1', desks: 9, rooms: 1 }])]
const booking = (floorId: string, from: string) => ({ floorId, from, kind: 'desk' }) as Booking
const now = Date.parse('2026-11-24T09:00:00Z')

test('nothing chosen: today, the rest of the day, the first floor with desks', () => {
  const plan = planOf(house, [], {}, now)
  assert.equal(plan?.floorId, 'a1')
  assert.equal(plan?.day, '2026-11-24')
  assert.equal(plan?.part, 'day')
  assert.equal(plan?.period?.fromMs, now)
})

test('the floor is the one where one sat or will sit, nearest in time', () => {
  const mine = [booking('a1', '2026-11-01T09:00:00Z'), booking('b1', '2026-11-23T09:00:00Z')]
  assert.equal(planOf(house, mine, {}, now)?.location.id, 'b')
  assert.equal(planOf(house, mine, { floorId: 'a0' }, now)?.floorId, 'a0')
  assert.equal(planOf(house, [booking('gone', '2026-11-23T09:00:00Z')], {}, now)?.floorId, 'a1')
})

test('a room is booked by hours, beginning at the next quarter', () => {
  const plan = planOf(house, [], { kind: 'room' }, now + 60_000)
  assert.deepEqual([plan?.floorId, plan?.part, plan?.from, plan?.to], ['a0', 'hours', '10:15', '11:15'])
  assert.equal(plan?.days.length, 2)
})

test('a day that cannot be booked gives way to the first that can', () => {
  assert.equal(planOf(house, [], { day: '2026-11-28' }, now)?.day, '2026-11-24')
  assert.equal(planOf(house, [], {}, Date.parse('2026-11-28T09:00:00Z'))?.day, '2026-11-30')
})

test('hours that end before they begin, or are over, make no period', () => {
  assert.equal(planOf(house, [], { part: 'hours', from: '11:00', to: '10:00' }, now)?.period, null)
  assert.equal(planOf(house, [], { part: 'hours', from: '08:00', to: '09:00' }, now)?.period, null)
})

test('without a floor there is no plan', () => {
  assert.equal(planOf([location('c', [])], [], {}, now), null)
})
