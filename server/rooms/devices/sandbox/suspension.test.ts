import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSuspension } from './suspension.ts'

test('five strikes in a row suspend, a good frame between them clears', () => {
  let nowMs = 0
  const suspension = createSuspension(1_000, () => nowMs)
  for (let i = 0; i < 4; i += 1) suspension.strike('a')
  suspension.clear('a')
  for (let i = 0; i < 4; i += 1) suspension.strike('a')
  assert.equal(suspension.isSuspended('a'), false)
  suspension.strike('a')
  assert.equal(suspension.isSuspended('a'), true)
  assert.equal(suspension.isSuspended('b'), false)
  nowMs = 1_000
  assert.equal(suspension.isSuspended('a'), false)
  suspension.strike('a')
  assert.equal(suspension.isSuspended('a'), true, 'after the rest one strike suffices')
})

test('a decoder that cost a thread is suspended at once', () => {
  const suspension = createSuspension(1_000, () => 0)
  suspension.suspend('a')
  assert.equal(suspension.isSuspended('a'), true)
})

test('the memory of bad decoders has a bound', () => {
  const suspension = createSuspension(1_000, () => 0)
  suspension.suspend('first')
  for (let i = 0; i < 10_000; i += 1) suspension.suspend(`d${i}`)
  assert.equal(suspension.isSuspended('first'), false)
  assert.equal(suspension.isSuspended('d9999'), true)
})
