import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floorOf, keptAs } from './kept.ts'

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
