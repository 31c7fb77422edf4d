import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchingStores, type Store } from './search.ts'

const store = (id: string, what: string, purposes: string[]): Store => ({
  id, kind: 'table', room: 'people', what, countries: ['NL'], encrypted: 'disk',
  items: [{ name: 'name', category: 'identity', whose: 'employee', purposes, form: 'sealed', kept: 'with the account', erased: 'goes' }],
})
const stores = [store('table:people', 'People of the organisation', ['booking', 'presence']), store('log:program', 'Log of the program', ['security'])]

test('every word must stand somewhere in the store, whatever the capitals', () => {
  assert.deepEqual(matchingStores(stores, 'ORGANISATION account', '').map(({ id }) => id), ['table:people'])
  assert.deepEqual(matchingStores(stores, 'people nowhere', ''), [])
  assert.equal(matchingStores(stores, '  ', '').length, 2)
})

test('a purpose narrows to stores with an item that serves it', () => {
  assert.deepEqual(matchingStores(stores, '', 'security').map(({ id }) => id), ['log:program'])
  assert.deepEqual(matchingStores(stores, '', 'insight'), [])
})
