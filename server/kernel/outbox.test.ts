import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '../../test/house.ts'
import type { TestHouse } from '../../test/house.ts'
import { createLog } from './log.ts'
import { createOutbox } from './outbox.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())

const inBooking = async <T>(organisation: Parameters<TestHouse['kernel']['inPurpose']>[0]['organisation'], work: Parameters<typeof house.kernel.inPurpose<T>>[1]) =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, work)

test('events are handed out in order, after the commit, and are gone then', async () => {
  const organisation = await house.seed.organisation()
  const got: unknown[] = []
  house.kernel.outbox.on('test.counted', async (_organisation, payload) => {
    got.push(payload)
  })
  await inBooking(organisation, (tx) =>
    house.kernel.outbox.emit(
      tx,
      Array.from({ length: 500 }, (_, n) => ({ kind: 'test.counted', payload: n })),
    ),
  )
  await house.kernel.outbox.settled()
  assert.deepEqual(got, Array.from({ length: 500 }, (_, n) => n))
  assert.deepEqual(await house.query('SELECT id FROM outbox WHERE organisation_id = $1', [organisation]), [])
})

test('an event of a transaction that failed is never handed out', async () => {
  const organisation = await house.seed.organisation()
  const got: unknown[] = []
  house.kernel.outbox.on('test.never', async (_organisation, payload) => {
    got.push(payload)
  })
  await assert.rejects(
    inBooking(organisation, async (tx) => {
      await house.kernel.outbox.emit(tx, [{ kind: 'test.never', payload: 1 }])
      throw new Error('no')
    }),
  )
  await house.kernel.outbox.settled()
  assert.deepEqual(got, [])
})

test('what a crash left behind is handed out at the next start', async () => {
  const organisation = await house.seed.organisation()
  await house.query(`INSERT INTO outbox (organisation_id, kind, payload) VALUES ($1, 'test.left', '{"from":"before"}')`, [organisation])
  const outbox = createOutbox(house.kernel.pools, house.kernel.log)
  const got: unknown[] = []
  outbox.on('test.left', async (owner, payload) => {
    got.push([owner, payload])
  })
  await outbox.start()
  await outbox.settled()
  await outbox.stop()
  assert.deepEqual(got, [[organisation, { from: 'before' }]])
})

test('an event whose handler met a fault that may pass is kept for the next turn, before those behind it', async () => {
  const organisation = await house.seed.organisation()
  const outbox = createOutbox(house.kernel.pools, createLog('silent'))
  const got: unknown[] = []
  const faults = [Object.assign(new Error('deadlock detected'), { code: '40P01' }), new Error('a bug')]
  outbox.on('test.passing', async (_organisation, payload) => {
    const fault = faults.shift()
    if (fault !== undefined) throw fault
    got.push(payload)
  })
  const emit = (payload: string) => inBooking(organisation, (tx) => outbox.emit(tx, [{ kind: 'test.passing', payload }]))
  await emit('met a deadlock')
  await outbox.settled()
  assert.equal((await house.query('SELECT id FROM outbox WHERE organisation_id = $1', [organisation])).length, 1)
  await emit('came second')
  await outbox.settled()
  assert.deepEqual(got, ['came second'], 'the first met a bug at its second turn and was let go')
  assert.deepEqual(await house.query('SELECT id FROM outbox WHERE organisation_id = $1', [organisation]), [])
  await outbox.stop()
})
