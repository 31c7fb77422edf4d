import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filtersOf, inOrder, matching, type Filtered, type FilterName } from './filters.ts'

const place = (id: string, more: Partial<Filtered> = {}): Filtered & { name: string } =>
  ({ id, name: id, kind: 'desk', type: 'standard', x: 0, y: 0, equipment: [], state: 'free', ...more })
const places = [
  place('2.01', { equipment: ['window', 'screen'], x: 10 }),
  place('2.02', { equipment: ['two_screens'], state: 'in_use', x: 300 }),
  place('2.10', { type: 'quiet', equipment: ['two_screens', 'window'], x: 200 }),
  place('Linge', { kind: 'room', type: 'meeting', x: 60 }),
]
const fit = (...names: FilterName[]) => matching(places, new Set(names), [{ x: 0, y: 0 }])

test('without filters nothing steps back', () => {
  assert.equal(fit(), null)
})

test('filters narrow down together', () => {
  assert.deepEqual([...fit('twoScreens') ?? []], ['2.02', '2.10'])
  assert.deepEqual([...fit('twoScreens', 'free', 'window') ?? []], ['2.10'])
  assert.deepEqual([...fit('rooms', 'quiet') ?? []], [])
})

test('near my team is within eight metres of where they sit, and nothing when nobody is seen', () => {
  assert.deepEqual([...fit('team') ?? []], ['2.01', 'Linge'])
  assert.deepEqual([...matching(places, new Set(['team']), []) ?? []], [])
})

test('a floor offers only filters that some place of it fits; free is always there', () => {
  assert.deepEqual(filtersOf(places, []), ['free', 'window', 'twoScreens', 'quiet', 'rooms'])
  assert.deepEqual(filtersOf([], []), ['free'])
})

test('the nearest stands first, else the numbers as people count', () => {
  assert.deepEqual(inOrder(places, [{ x: 200, y: 0 }]).map((one) => one.name), ['2.10', '2.02', 'Linge', '2.01'])
  assert.deepEqual(inOrder([place('2.10'), place('2.9'), place('2.9b')], []).map((one) => one.name), ['2.9', '2.9b', '2.10'])
})
