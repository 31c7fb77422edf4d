import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thereAndBack, urlOf } from './url.ts'

test('parameters and query are filled in and escaped; what is not given is left out', () => {
  assert.equal(urlOf('/floors/{floorId}/live', { floorId: 'a/b' }), '/api/v1/floors/a%2Fb/live')
  assert.equal(
    urlOf('/bookings', {}, { from: '2026-11-24T09:00:00+01:00', to: undefined }),
    '/api/v1/bookings?from=2026-11-24T09%3A00%3A00%2B01%3A00',
  )
})

test('a missing parameter is told instead of asked for', () => {
  assert.throws(() => urlOf('/floors/{floorId}/live', {}), /needs floorId/)
  assert.throws(() => urlOf('/floors/{floorId}/live', { floorId: '' }), /needs floorId/)
})

test('the way to an identity provider knows where to come back to', () => {
  assert.equal(thereAndBack('/api/v1/sso/a/b', undefined), '/api/v1/sso/a/b')
  assert.equal(thereAndBack('/api/v1/sso/a/b', '/map?view=list'), '/api/v1/sso/a/b?returnTo=%2Fmap%3Fview%3Dlist')
  assert.equal(thereAndBack('/x?a=1', '/'), '/x?a=1&returnTo=%2F')
})
