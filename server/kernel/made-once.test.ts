import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heldClock } from './clock.ts'
import { createMadeOnce } from './made-once.ts'

test('who asks for the same within its time gets the same; a failure is tried again; the oldest give way', async () => {
  const clock = heldClock('2026-11-24T09:00:00Z')
  const madeOnce = createMadeOnce<number>(clock, { seconds: 60, most: 2 })
  let makings = 0
  const make = async () => (makings += 1)
  assert.deepEqual(await Promise.all([madeOnce('a', make), madeOnce('a', make)]), [1, 1])
  clock.advance({ seconds: 59 })
  assert.equal(await madeOnce('a', make), 1)
  clock.advance({ seconds: 1 })
  assert.equal(await madeOnce('a', make), 2)
  await assert.rejects(madeOnce('b', () => Promise.reject(new Error('not now'))), /not now/)
  assert.equal(await madeOnce('b', make), 3)
  assert.equal(await madeOnce('c', make), 4)
  assert.equal(await madeOnce('a', make), 5, 'two are remembered')
})
