import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from './errors.ts'
import { createFewAtOnce } from './few-at-once.ts'

test('so few go at a time, in the order they came, so many wait, and more are sent away', async () => {
  const fewAtOnce = createFewAtOnce({ running: 2, waiting: 3 })
  const begun: number[] = []
  const open = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
  const asked = open.map(({ promise }, at) =>
    fewAtOnce(async () => {
      begun.push(at)
      await promise
      if (at === 1) throw new Error('mine')
      return at
    }),
  )
  await assert.rejects(asked[5] ?? Promise.resolve(), (error) => error instanceof Refusal && error.code === 'too_many_attempts')
  assert.deepEqual(begun, [0, 1])
  const failed = assert.rejects(asked[1] ?? Promise.resolve(), /mine/)
  open[1]?.resolve()
  await failed
  assert.deepEqual(begun, [0, 1, 2], 'who fails hands the place on as well')
  for (const { resolve } of open) resolve()
  assert.deepEqual(await Promise.all([asked[0], asked[2], asked[3], asked[4]]), [0, 2, 3, 4])
  assert.equal(await fewAtOnce(async () => 'again'), 'again')
})
