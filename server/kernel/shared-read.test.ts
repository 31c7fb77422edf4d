import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSharedRead } from './shared-read.ts'

/** A read that ends when it is told to, and gives what was true when it began. */
const heldReads = () => {
  let value = 0
  const open: (() => void)[] = []
  let reads = 0
  const shared = createSharedRead<number>((key) => {
    reads++
    const seen = value
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    open.push(key === 'broken' ? () => reject(new Error('broken')) : () => resolve(seen))
    return promise
  })
  return {
    shared,
    write: () => ++value,
    reads: () => reads,
    endOne: async () => {
      open.shift()?.()
      await new Promise(setImmediate)
    },
  }
}

describe('a shared read', () => {
  it('serves everybody who asks while another read is under way with one read', async () => {
    const { shared, reads, endOne } = heldReads()
    const first = shared('floor')
    const others = [shared('floor'), shared('floor'), shared('floor')]
    await endOne()
    await endOne()
    assert.deepEqual(await Promise.all([first, ...others]), [0, 0, 0, 0])
    assert.equal(reads(), 2)
  })

  it('never answers with a read that began before the question: what one wrote, one sees', async () => {
    const { shared, write, endOne } = heldReads()
    const before = shared('floor')
    write()
    const after = shared('floor')
    await endOne()
    await endOne()
    assert.equal(await before, 0)
    assert.equal(await after, 1)
  })

  it('keeps floors apart', async () => {
    const { shared, reads, endOne } = heldReads()
    const both = [shared('one'), shared('other')]
    assert.equal(reads(), 2)
    await endOne()
    await endOne()
    await Promise.all(both)
  })

  it('goes on after a read that failed, and tells the failure to those who shared it only', async () => {
    const { shared, endOne } = heldReads()
    const failing = Promise.allSettled([shared('broken'), shared('broken')])
    await endOne()
    await endOne()
    assert.deepEqual((await failing).map(({ status }) => status), ['rejected', 'rejected'])
    const well = shared('floor')
    await endOne()
    assert.equal(await well, 0)
  })
})
