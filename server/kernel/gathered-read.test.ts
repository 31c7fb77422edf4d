import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGatheredRead } from './gathered-read.ts'

/** A read that ends when it is told to; it gives back its keys doubled. */
const held = (most?: number) => {
  const batches: number[][] = []
  const open: { end: () => void; fail: () => void }[] = []
  const look = createGatheredRead<number, number>(async (_group, keys) => {
    batches.push([...keys])
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    open.push({ end: resolve, fail: () => reject(new Error('away')) })
    await promise
    return keys.map((key) => key * 2)
  }, most)
  const next = async (how: 'end' | 'fail' = 'end') => {
    open.shift()?.[how]()
    await new Promise(setImmediate)
  }
  return { look, batches, next }
}

test('one alone is looked up at once, those who come meanwhile together, each with their own answer', async () => {
  const { look, batches, next } = held()
  const answers = Promise.all([look('a', 1), look('a', 2), look('a', 3)])
  assert.deepEqual(batches, [[1]])
  await next()
  await next()
  assert.deepEqual(await answers, [2, 4, 6])
  assert.deepEqual(batches, [[1], [2, 3]])
})

test('groups do not wait for each other', async () => {
  const { look, batches, next } = held()
  const answers = Promise.all([look('a', 1), look('b', 2)])
  assert.deepEqual(batches, [[1], [2]])
  await next()
  await next()
  assert.deepEqual(await answers, [2, 4])
})

test('a read never takes more than it may', async () => {
  const { look, batches, next } = held(2)
  const answers = Promise.all([1, 2, 3, 4].map((key) => look('a', key)))
  for (let times = 0; times < 3; times++) await next()
  assert.deepEqual(await answers, [2, 4, 6, 8])
  assert.deepEqual(batches, [[1], [2, 3], [4]])
})

test('a read that fails is told to those it was for, and the next works', async () => {
  const { look, next } = held()
  const first = assert.rejects(look('a', 1), /away/)
  const second = look('a', 2)
  await next('fail')
  await first
  await next()
  assert.equal(await second, 4)
  const third = look('a', 3)
  await next()
  assert.equal(await third, 6)
})
