import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventory } from '../../inventory.ts'
import { keepingOf } from './keeping.ts'

test('the notice’s periods are those that the rooms declare', () => {
  assert.deepEqual(keepingOf(inventory), { sessionDays: 14, bookingDays: 90, trailKeeping: 'until_agreement_ends' })
})

test('a room that keeps longer makes the notice say so', () => {
  const keep = { after: 'booking_end', period: 'P400D' } as const
  const longer = inventory.map((room) => ({
    ...room,
    tables: room.tables.map((table) => {
      const person = table.personal['person_id']
      const isBookings = table.table === 'bookings' && person !== undefined
      return isBookings ? { ...table, personal: { ...table.personal, person_id: { ...person, keep } } } : table
    }),
  }))
  assert.equal(keepingOf(longer).bookingDays, 400)
})

test('what the inventory does not declare cannot be promised', () => {
  assert.throws(() => keepingOf([]), /declares no person/)
})
