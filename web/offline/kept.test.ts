import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floorOf, isOverdue, keptAs, seenAtHeader } from './kept.ts'

const at = (path: string) => new URL(path, 'https://vrijplek.example')

test('kept are who I am, my day and one floor with its live state', () => {
  assert.equal(keptAs(at('/api/v1/session')), 'session')
  assert.equal(keptAs(at('/api/v1/today')), 'mine')
  assert.equal(keptAs(at('/api/v1/bookings?from=x')), 'mine')
  assert.deepEqual(keptAs(at('/api/v1/floors/f1')), { floor: 'f1' })
  assert.equal(floorOf(at('/api/v1/floors/f1/live')), 'f1')
})

test('colleagues, streams, accounts and single bookings are never kept', () => {
  for (const path of ['/people', '/floors/f1/live/stream', '/accounts', '/bookings/b1', '/workspaces/w/day', '/door']) {
    assert.equal(keptAs(at(`/api/v1${path}`)), null, path)
  }
})

test('what was seen a day ago is overdue to the millisecond, and so is what nobody knows the time of', () => {
  const seen = new Headers({ [seenAtHeader]: '2026-11-24T09:00:00.000Z' })
  const nextDay = Date.parse('2026-11-25T09:00:00.000Z')
  assert.equal(isOverdue(seen, nextDay - 1), false)
  assert.equal(isOverdue(seen, nextDay), true)
  assert.equal(isOverdue(new Headers(), nextDay), true)
  assert.equal(isOverdue(new Headers({ [seenAtHeader]: 'once' }), nextDay), true)
})
