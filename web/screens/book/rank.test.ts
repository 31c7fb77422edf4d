import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearness, rankFree, type Spot } from './rank.ts'

const spot = (name: string, x: number, y = 0): Spot => ({ id: name, name, x, y, zoneId: null })
const spots = [spot('2.01', 0), spot('2.02', 16), spot('2.03', 60), spot('2.10', 400), spot('2.9', 500)]

test('where one sat earlier comes first, then what is near a colleague, then the name, by number', () => {
  const ranked = rankFree(spots.slice(1), spots, new Map([['2.10', 2]]), [{ workspaceId: '2.01', name: 'Joris' }])
  assert.deepEqual(ranked.map(({ name, why }) => [name, why]), [
    ['2.10', { kind: 'earlier' }],
    ['2.02', { kind: 'beside', name: 'Joris' }],
    ['2.03', { kind: 'near', name: 'Joris' }],
    ['2.9', null],
  ])
  assert.deepEqual(rankFree(spots, spots, new Map(), []).map(({ name }) => name), ['2.01', '2.02', '2.03', '2.9', '2.10'])
})

test('a colleague on another floor says nothing about this one', () => {
  assert.equal(rankFree(spots, spots, new Map(), [{ workspaceId: '3.01', name: 'Joris' }])[0]?.why, null)
})

test('two metres is beside, eight is near', () => {
  assert.equal(nearness(spot('a', 0), spot('b', 16)), 'beside')
  assert.equal(nearness(spot('a', 0), spot('b', 60)), 'near')
  assert.equal(nearness(spot('a', 0), spot('b', 100)), 'away')
})
