import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesWith, saidOf } from './durations.ts'

test('a length of time is said in the greatest unit that it is a whole number of', () => {
  assert.deepEqual(saidOf(15), { unit: 'minutes', count: 15 })
  assert.deepEqual(saidOf(90), { unit: 'minutes', count: 90 })
  assert.deepEqual(saidOf(720), { unit: 'hours', count: 12 })
  assert.deepEqual(saidOf(1440), { unit: 'days', count: 1 })
})

test('what is set can always be chosen, also when it is no usual length', () => {
  assert.deepEqual(choicesWith([15, 60], 45), [15, 45, 60])
  assert.deepEqual(choicesWith([15, 60], 60), [15, 60])
})
