import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { openCheckpoint } from '../../../test/trail-checker.ts'
import { trailScene } from '../../../test/trail-scene.ts'
import { sequenceBatch, sequenceNow } from './sequence.ts'
import { createSequencer } from './sequencer.ts'
import { record } from './store.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())
const { inTx, write, logOf, headOf, faultsOf } = trailScene(() => house)

test('entries get their place in the order of their moments, with commitments that fit, under a signed checkpoint', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 3)
  house.clock.advance({ minutes: 1 })
  await write(organisation, 2)
  await sequenceNow(house.kernel, organisation)
  const log = await logOf(organisation)
  assert.deepEqual(log.map(({ sequence }) => sequence), [0, 1, 2, 3, 4])
  assert.deepEqual(log.map(({ at }) => at.epochMilliseconds), log.map(({ at }) => at.epochMilliseconds).toSorted((one, other) => one - other))
  assert.deepEqual(await faultsOf(organisation), [])
  assert.equal(openCheckpoint((await headOf(organisation)).checkpoint, house.kernel.signer.verifierKey).origin, `127.0.0.1:8080/trail/${organisation}`)
})

test('an entry that is committed late comes later, and nothing that stands is moved', async () => {
  const organisation = await house.seed.organisation()
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let written = (): void => {}
  const begun = new Promise<void>((resolve) => {
    written = resolve
  })
  const late = inTx(organisation, 'booking', async (tx) => {
    await record(tx, { action: 'bookings.late' })
    written()
    await held
  })
  await begun
  house.clock.advance({ minutes: 1 })
  await write(organisation, 2)
  await sequenceNow(house.kernel, organisation)
  assert.equal((await logOf(organisation)).length, 2)
  release()
  await late
  await sequenceNow(house.kernel, organisation)
  const log = await logOf(organisation)
  assert.deepEqual(log.map(({ action }) => action), ['bookings.booked', 'bookings.booked', 'bookings.late'])
  assert.deepEqual(await faultsOf(organisation), [])
})

test('many batches and many commits make one log', async () => {
  const organisation = await house.seed.organisation()
  for (let round = 0; round < 3; round++) {
    await write(organisation, 333)
    const more = await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, { most: 100 }))
    assert.notEqual(more, null)
  }
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 999)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('a sequencer that dies before its commit leaves everything to the next, one that dies after it leaves nothing', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 10)
  const dies = inTx(organisation, 'audit', async (tx) => {
    await sequenceBatch(tx, house.kernel.signer, { most: 4 })
    throw new Error('killed')
  })
  await assert.rejects(dies, /killed/)
  assert.equal((await logOf(organisation)).length, 0)
  await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, { most: 4 }))
  assert.equal((await headOf(organisation)).size, 4)
  await sequenceNow(house.kernel, organisation)
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 10)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('sequencers that race with each other and with writers give each entry one place', async () => {
  const organisation = await house.seed.organisation()
  const sequencer = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, { most: 7 }))
  }
  const writer = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await write(organisation, 5)
  }
  await Promise.all([sequencer(), writer(), sequencer(), writer(), sequencer()])
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 80)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('the sequencer places what was nudged, waits for it, and does so for the last time when it stops', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  const sequencer = createSequencer(house.kernel)
  await write(one, 5)
  await write(other, 5)
  sequencer.nudge(one)
  sequencer.nudge(other)
  await sequencer.settled()
  assert.deepEqual([(await headOf(one)).size, (await headOf(other)).size], [5, 5])
  await write(one, 1)
  sequencer.nudge(one)
  await sequencer.stop()
  assert.equal((await headOf(one)).size, 6)
  await write(one, 1)
  sequencer.nudge(one)
  await sequencer.settled()
  assert.equal((await headOf(one)).size, 6, 'a stopped sequencer takes no more')
})

test('what was recorded is told to the house after the commit, once, and not after a rollback', async () => {
  const heard: string[] = []
  const inPurpose = createInPurpose(house.kernel.pools, house.clock, (_organisation, what) => heard.push(what))
  const organisation = await house.seed.organisation()
  const context = { organisation, actor: { kind: 'system' }, purpose: 'booking' } as const
  await inPurpose(context, async (tx) => {
    await record(tx, { action: 'bookings.booked' })
    await record(tx, { action: 'bookings.booked' })
    assert.deepEqual(heard, [])
  })
  assert.deepEqual(heard, ['trail'])
  await assert.rejects(
    inPurpose(context, async (tx) => {
      await record(tx, { action: 'bookings.booked' })
      throw new Error('no')
    }),
  )
  assert.deepEqual(heard, ['trail'])
})

test('the number of statements does not depend on the number of entries', async () => {
  const counts: number[] = []
  for (const size of [1, 700]) {
    const organisation = await house.seed.organisation()
    await write(organisation, 1)
    await sequenceNow(house.kernel, organisation)
    await write(organisation, size)
    let count = 0
    await inTx(organisation, 'audit', (tx) => {
      const counted = new Proxy(tx.db, {
        get: (target, key) => {
          if (key === 'executeQuery') count += 1
          const value: unknown = Reflect.get(target, key)
          return typeof value === 'function' ? (...given: unknown[]): unknown => Reflect.apply(value, target, given) : value
        },
      })
      return sequenceBatch({ ...tx, db: counted }, house.kernel.signer)
    })
    counts.push(count)
  }
  assert.deepEqual(counts, [6, 6])
})
