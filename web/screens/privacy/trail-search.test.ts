import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdSearch, trailSearch } from './trail-search.ts'

const id = '0197f3a2-8a51-7c3e-9d2b-1c2d3e4f5a6b'

test('the address of the trail keeps what is understood and drops the rest', () => {
  assert.deepEqual(trailSearch({ from: '2026-11-22', purpose: 'audit', action: 'bookings.', person: id, actor: 'me', to: 'tomorrow' }), {
    from: '2026-11-22', purpose: 'audit', action: 'bookings.', person: id,
  })
  assert.deepEqual(trailSearch({ purpose: 'curiosity', action: '<b>' }), {})
  assert.deepEqual(holdSearch({ person: id }), { person: id })
  assert.deepEqual(holdSearch({ person: 7 }), {})
})
