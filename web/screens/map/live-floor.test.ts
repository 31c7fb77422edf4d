import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveFloor, LiveWorkspace } from '#contract/endpoints/floor.ts'
import { changedFloor, patched, wholeFloor } from './live-floor.ts'

const place = (id: string, state: LiveWorkspace['state'] = 'free'): LiveWorkspace => ({
  id: id as LiveWorkspace['id'], state, until: null, nextFrom: null, myBookingId: null, person: null,
  people: null, temperatureC: null, humidityPct: null, co2Ppm: null,
})
const news = (at: string, workspaces: LiveWorkspace[], floorId = 'f'): LiveFloor => ({ floorId: floorId as LiveFloor['floorId'], at, workspaces })
const first = wholeFloor(null, news('2026-11-24T07:41:00Z', [place('a'), place('b')]))

test('a change touches the workspaces it names and leaves the others as they are', () => {
  const next = changedFloor(first, news('2026-11-24T07:41:07Z', [place('b', 'in_use')]))
  assert.equal(next?.byId.get('a'), first.byId.get('a'))
  assert.equal(next?.byId.get('b')?.state, 'in_use')
  assert.equal(next?.at, '2026-11-24T07:41:07Z')
})

test('the whole floor told again keeps the objects of what is the same, and forgets what went', () => {
  const next = wholeFloor(first, news('2026-11-24T07:42:00Z', [place('b')]))
  assert.equal(next.byId.get('b'), first.byId.get('b'))
  assert.deepEqual([...next.byId.keys()], ['b'])
})

test('news that is late, or of another floor, changes nothing', () => {
  assert.equal(changedFloor(first, news('2026-11-24T07:40:59Z', [place('a', 'in_use')])), first)
  assert.equal(changedFloor(first, news('2026-11-24T07:42:00Z', [place('a', 'in_use')], 'other')), first)
  assert.equal(changedFloor(null, news('2026-11-24T07:42:00Z', [])), null)
})

test('what this device just did shows before the service says so', () => {
  assert.equal(patched(first, 'a', { state: 'booked' })?.byId.get('a')?.state, 'booked')
  assert.equal(patched(first, 'gone', { state: 'booked' }), first)
})
