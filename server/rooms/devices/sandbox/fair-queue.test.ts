import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { createFairQueue, type Waiting } from './fair-queue.ts'

const work = (organisationId: string, size = 64, suspect = false): Waiting => ({ organisationId, size, suspect })
const anyone = (): boolean => true
const names = (round: Waiting[]): string => round.map(({ organisationId }) => organisationId).join('')

test('one with a long queue gets one turn, like one with a single frame', () => {
  const queue = createFairQueue()
  for (let i = 0; i < 10; i += 1) queue.add(work('a'))
  queue.add(work('b', 1))
  const round = queue.take(anyone)
  assert.equal(names(round), 'ab')
  queue.done(['a', 'b'])
  assert.equal(names(queue.take(anyone)), 'a')
})

test('an organisation that is at work in one thread is not taken by another', () => {
  const queue = createFairQueue()
  queue.add(work('a'))
  queue.add(work('a'))
  assert.equal(queue.take(anyone).length, 1)
  assert.equal(queue.take(anyone).length, 0)
  queue.done(['a'])
  assert.equal(queue.take(anyone).length, 1)
})

test('a suspect goes alone', () => {
  const queue = createFairQueue()
  queue.add(work('a', 1))
  queue.putBack(work('b', 1, true), true)
  queue.add(work('b', 1))
  queue.add(work('c', 1))
  assert.equal(names(queue.take(anyone)), 'ac')
  queue.done(['a', 'c'])
  assert.deepEqual(queue.take(anyone), [work('b', 1, true)])
  queue.done(['b'])
  assert.deepEqual(queue.take(anyone), [work('b', 1)])
  assert.ok(queue.isEmpty())
})

test('a round has a bound, and who did not fit is first in the next', () => {
  const queue = createFairQueue()
  for (const name of 'abcdef') queue.add(work(name))
  assert.equal(names(queue.take(anyone)), 'abcd')
  queue.done('abcd')
  for (const name of 'abcd') queue.add(work(name))
  assert.equal(names(queue.take(anyone)), 'efab')
})

test('who did not get a turn is first again, who had one is last', () => {
  const queue = createFairQueue()
  for (const name of 'abc') queue.add(work(name))
  const round = queue.take(anyone)
  queue.done('abc')
  queue.add(work('d'))
  for (const [at, each] of [...round.entries()].reverse()) queue.putBack(each, at === 0)
  assert.equal(names(queue.take(anyone)), 'bcda')
})

test('nothing is lost or doubled, and nobody waits longer than a turn of each other', () => {
  const some = fc.record({
    organisation: fc.nat({ max: 5 }), size: fc.integer({ min: 1, max: 64 }), suspect: fc.boolean(),
  })
  fc.assert(fc.property(fc.array(some, { maxLength: 80 }), (list) => {
    const queue = createFairQueue()
    const added = list.map(({ organisation, size, suspect }) => work(String(organisation), size, suspect))
    for (const each of added) queue.add(each)
    const taken: Waiting[] = []
    const organisations = new Set(added.map(({ organisationId }) => organisationId)).size
    let sinceFirst = 0
    while (!queue.isEmpty()) {
      const round = queue.take(anyone)
      assert.ok(round.length > 0)
      assert.ok(round.reduce((sum, { size }) => sum + size, 0) <= 256)
      if (round.some(({ suspect }) => suspect)) assert.equal(round.length, 1)
      sinceFirst += 1
      assert.ok(sinceFirst <= added.length + organisations)
      taken.push(...round)
      queue.done(round.map(({ organisationId }) => organisationId))
    }
    assert.equal(taken.length, added.length)
    assert.equal(new Set(taken).size, added.length)
  }))
})
