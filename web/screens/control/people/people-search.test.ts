import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountsQuery, peopleSearch } from './people-search.ts'

const team = '0190f6a0-0000-7000-8000-000000000001'

test('an address keeps what the list can be narrowed to, and nothing else', () => {
  assert.deepEqual(peopleSearch({ q: 'jan', role: 'auditor', team, guests: true, evil: 1 }), { q: 'jan', role: 'auditor', team, guests: true })
  assert.deepEqual(peopleSearch({ q: '', role: 'king', team: '1', state: 'dead', weak: 'yes', person: {} }), {})
})

test('what is asked of the service is what was chosen', () => {
  assert.deepEqual(accountsQuery(peopleSearch({ q: 'jan', weak: true, guests: true })), { search: 'jan', kind: 'guest', secondFactor: 'false' })
  assert.deepEqual(accountsQuery({}), {})
})
