import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { createBatcher } from './batcher.ts'
import type { Aside } from './batcher.ts'

const organisation = (name: string) => name as OrganisationId

/** A batcher whose flushes end when the test says so. */
const openBatcher = (limits: { mostAtOnce?: number; mostPerFlush?: number; mostWaiting?: number; mostHeld?: number; mostInTotal?: number } = {}) => {
  const flushes: { organisation: string; items: number[]; end: () => void; fail: (error: Error) => void; aside: Aside }[] = []
  const batcher = createBatcher<number, string>({
    mostAtOnce: 2,
    mostPerFlush: 3,
    mostWaiting: 100,
    mostHeld: 100,
    mostInTotal: 1_000,
    ...limits,
    flush: (at, items, aside) => {
      const settle = Promise.withResolvers<readonly string[]>()
      flushes.push({
        organisation: at,
        items: [...items],
        end: () => settle.resolve(items.map((item) => `${at}${item}`)),
        fail: settle.reject,
        aside,
      })
      return settle.promise
    },
  })
  const turn = () => new Promise(setImmediate)
  return { batcher, flushes, turn }
}

describe('the batcher', () => {
  it('flushes at once when idle, and gathers what comes in the meantime', async () => {
    const { batcher, flushes, turn } = openBatcher()
    const first = batcher.add(organisation('a'), [1])
    await turn()
    const rest = [batcher.add(organisation('a'), [2]), batcher.add(organisation('a'), [3, 4])]
    await turn()
    assert.deepEqual(flushes.map(({ items }) => items), [[1]])
    flushes[0]?.end()
    assert.deepEqual(await first, ['a1'])
    await turn()
    assert.deepEqual(flushes[1]?.items, [2, 3, 4])
    flushes[1]?.end()
    assert.deepEqual(await Promise.all(rest), [['a2'], ['a3', 'a4']])
  })

  it('keeps a call whole, also one that is longer than a flush', async () => {
    const { batcher, flushes, turn } = openBatcher()
    void batcher.add(organisation('a'), [1, 2])
    void batcher.add(organisation('a'), [3, 4])
    void batcher.add(organisation('a'), [5, 6, 7, 8, 9])
    for (const expected of [[1, 2], [3, 4], [5, 6, 7, 8, 9]]) {
      await turn()
      const last = flushes.at(-1)
      assert.deepEqual(last?.items, expected)
      last?.end()
    }
    await batcher.close()
  })

  it('flushes one organisation one batch at a time, and gives each its turn', async () => {
    const { batcher, flushes, turn } = openBatcher({ mostAtOnce: 1 })
    for (const item of [1, 2, 3, 4, 5, 6]) void batcher.add(organisation('a'), [item])
    void batcher.add(organisation('b'), [7])
    await turn()
    flushes[0]?.end()
    await turn()
    assert.deepEqual(flushes.map((each) => each.organisation), ['a', 'b'])
    flushes[1]?.end()
    await turn()
    assert.deepEqual(flushes[2]?.items, [4, 5, 6])
    flushes[2]?.end()
    await batcher.close()
  })

  it('holds up an organisation that floods, and nobody else', async () => {
    const { batcher, flushes, turn } = openBatcher({ mostWaiting: 4, mostPerFlush: 4 })
    const flood = Array.from({ length: 12 }, (_, item) => batcher.add(organisation('a'), [item]))
    const other = batcher.add(organisation('b'), [99])
    await turn()
    assert.deepEqual(flushes.map(({ items }) => items), [[0, 1, 2, 3], [99]])
    flushes[1]?.end()
    assert.deepEqual(await other, ['b99'])
    for (let at = 0; at < 12 && flushes.length < 5; at += 1) {
      for (const flush of flushes) flush.end()
      await turn()
    }
    for (const flush of flushes) flush.end()
    assert.deepEqual((await Promise.all(flood)).flat(), Array.from({ length: 12 }, (_, item) => `a${item}`))
  })

  it('gives the place of a flush that does something slow aside to others, and that organisation goes on in order', async () => {
    const { batcher, flushes, turn } = openBatcher({ mostAtOnce: 1 })
    const slow = batcher.add(organisation('slow'), [1])
    await turn()
    const later = batcher.add(organisation('slow'), [2])
    const decoded = Promise.withResolvers<void>()
    let isBack = false
    const back = flushes[0]?.aside(() => decoded.promise).then(() => (isBack = true))
    const other = batcher.add(organisation('other'), [9])
    await turn()
    assert.deepEqual(flushes.map(({ items }) => items), [[1], [9]])
    decoded.resolve()
    await turn()
    assert.equal(isBack, false)
    flushes[1]?.end()
    assert.deepEqual(await other, ['other9'])
    await back
    await turn()
    assert.equal(flushes.length, 2)
    flushes[0]?.end()
    assert.deepEqual(await slow, ['slow1'])
    await turn()
    flushes[2]?.end()
    assert.deepEqual(await later, ['slow2'])
  })

  it('refuses an organisation of which more waits than may, takes what it let in, and lets others in', async () => {
    const { batcher, flushes, turn } = openBatcher({ mostWaiting: 2, mostPerFlush: 2, mostHeld: 2 })
    const taken = [1, 2, 3, 4].map((item) => batcher.add(organisation('a'), [item]))
    await assert.rejects(batcher.add(organisation('a'), [5]), { code: 'not_ready', extra: { retryAfterSeconds: 5 } })
    const other = batcher.add(organisation('b'), [6])
    await turn()
    for (const flush of flushes) flush.end()
    assert.deepEqual(await other, ['b6'])
    await turn()
    for (const flush of flushes) flush.end()
    assert.deepEqual((await Promise.all(taken)).flat(), ['a1', 'a2', 'a3', 'a4'])
    const again = batcher.add(organisation('a'), [7])
    await turn()
    for (const flush of flushes) flush.end()
    assert.deepEqual(await again, ['a7'])
  })

  it('with too much of all together lets in only who has nothing waiting', async () => {
    const { batcher, flushes, turn } = openBatcher({ mostInTotal: 3 })
    const taken = [batcher.add(organisation('a'), [1]), batcher.add(organisation('b'), [2, 3])]
    await assert.rejects(batcher.add(organisation('a'), [4]), { code: 'not_ready' })
    taken.push(batcher.add(organisation('c'), [5]))
    await turn()
    for (const flush of flushes) flush.end()
    await turn()
    for (const flush of flushes) flush.end()
    assert.deepEqual((await Promise.all(taken)).flat(), ['a1', 'b2', 'b3', 'c5'])
  })

  it('tells only those whose flush failed', async () => {
    const { batcher, flushes, turn } = openBatcher()
    const failed = batcher.add(organisation('a'), [1])
    await turn()
    const kept = batcher.add(organisation('a'), [2])
    flushes[0]?.fail(new Error('the database is away'))
    await assert.rejects(failed, /away/)
    await turn()
    flushes[1]?.end()
    assert.deepEqual(await kept, ['a2'])
  })

  it('when closed takes nothing more, and ends what it has', async () => {
    const { batcher, flushes, turn } = openBatcher()
    const last = batcher.add(organisation('a'), [1])
    const closed = batcher.close()
    await assert.rejects(batcher.add(organisation('a'), [2]), /closed/)
    await turn()
    flushes[0]?.end()
    await closed
    assert.deepEqual(await last, ['a1'])
  })
})
