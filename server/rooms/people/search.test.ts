import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matching } from './search.ts'

test('a part of a name finds it, whatever the case and the accents', () => {
  for (const [search, name] of [
    ['zoe', 'Zoë van Dijk'],
    ['ZOË', 'zoe van dijk'],
    ['yildiz', 'Esra Yıldız'],
    ['dijk zo', 'Zoë van Dijk'],
    ['  van   dijk ', 'Zoë van Dijk'],
    ['strasse', 'Karl Straße'],
  ] as const) {
    assert.equal(matching(search)(name), true, `${search} in ${name}`)
  }
})

test('every word of the search has to occur', () => {
  assert.equal(matching('zoe bakker')('Zoë van Dijk'), false)
})

test('a search is text, never a pattern', () => {
  assert.equal(matching('.*')('Zoë van Dijk'), false)
  assert.equal(matching('%')('Zoë van Dijk'), false)
})

test('an empty search finds everyone', () => {
  assert.equal(matching('  ')('Zoë van Dijk'), true)
})
