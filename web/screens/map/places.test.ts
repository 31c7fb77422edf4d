import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import { countStates, placesNow, placesThen, startsAt, type FloorData } from './places.ts'

const desk = (id: string, bookable = true) => ({ id, name: id, kind: 'desk', type: 'standard', bookable, zoneId: 'z', equipment: [] })
const floor = {
  id: 'f', zones: [{ id: 'z', name: 'Kade' }], workspaces: [desk('a'), desk('b'), desk('c', false)],
} as unknown as FloorData
const live = (state: LiveWorkspace['state'], more: Partial<LiveWorkspace> = {}) =>
  ({ state, until: null, nextFrom: null, person: null, ...more }) as LiveWorkspace
const at = '2026-11-24T07:41:00Z'
const closes = '2026-11-24T17:00:00Z'

test('free without an end known lasts until closing; what nobody told is unknown', () => {
  const places = placesNow(floor, { floorId: 'f', at, byId: new Map([['a', live('free')], ['b', live('in_use')]]) }, closes)
  assert.deepEqual(places.map(({ state, until, zoneName }) => [state, until, zoneName]), [
    ['free', closes, 'Kade'], ['in_use', null, 'Kade'], ['unknown', null, 'Kade'],
  ])
})

test('a booking that is to come tells when it starts, one that runs until when', () => {
  const until = '2026-11-24T10:00:00Z'
  assert.equal(startsAt(live('booked', { nextFrom: '2026-11-24T08:00:00Z', until }), at), '2026-11-24T08:00:00Z')
  assert.equal(startsAt(live('booked', { nextFrom: '2026-11-24T12:00:00Z', until }), at), null)
  assert.equal(startsAt(live('in_use', { nextFrom: '2026-11-24T08:00:00Z', until }), at), null)
})

test('for a period to come a place is free, not free, or not bookable, and says so in words of its own', () => {
  const available = ['a', 'b', 'c'].map((id) => ({ id, available: id === 'a' }))
  const places = placesThen(floor, { closed: null, workspaces: available } as never, (free) => (free ? 'vrij dan' : 'niet vrij dan'))
  assert.deepEqual(places.map(({ state, line }) => [state, line]), [['free', 'vrij dan'], ['booked', 'niet vrij dan'], ['not_bookable', undefined]])
  assert.equal(countStates(places).free, 1)
})
