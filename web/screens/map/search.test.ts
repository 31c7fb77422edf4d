import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapSearch } from './search.ts'

const desk = '0198c0de-1111-7abc-8def-0123456789ab'

test('the address carries view, chosen desk, neighbour and period', () => {
  const search = { view: 'list', select: desk, near: desk, from: '2026-11-24T12:00:00Z', to: '2026-11-24T14:00:00+01:00' }
  assert.deepEqual(mapSearch(search), search)
})

test('what makes no sense is left out: half a period, an end before the start, other words', () => {
  assert.deepEqual(mapSearch({ from: '2026-11-24T12:00:00Z' }), {})
  assert.deepEqual(mapSearch({ from: '2026-11-24T12:00:00Z', to: '2026-11-24T11:00:00Z' }), {})
  assert.deepEqual(mapSearch({ view: 'table', select: '"><script>', near: 7, from: 'nu', to: 'straks' }), {})
})
