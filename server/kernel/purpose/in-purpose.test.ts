import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getSession } from '#contract/endpoints/session.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({
    routes: () => [
      route(getSession, () => {
        throw new Error('nobody gets here without a session')
      }),
    ],
  })
})
after(() => house.close())

test('nobody is let in without a session', async () => {
  const answer = await house.call(getSession)
  assert.equal(answer.status, 401)
  assert.equal(answer.body['code'], 'not_signed_in')
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.equal(answer.headers['api-version'], '1.0.0')
})

test('a statement in one purpose cannot touch a column of another', async () => {
  const organisation = await house.seed.organisation()
  await house.seed.person(organisation)
  const actor = { kind: 'system' } as const
  await assert.rejects(
    house.kernel.inPurpose({ organisation, actor, purpose: 'telemetry' }, (tx) => tx.db.selectFrom('people').select('name_sealed').execute()),
    { code: '42501' },
  )
  const seen = await house.kernel.inPurpose({ organisation, actor, purpose: 'presence' }, (tx) =>
    tx.db.selectFrom('people').select('name_sealed').execute(),
  )
  assert.equal(seen.length, 1)
})

test('a transaction sees the rows of its own organisation only', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  await house.seed.person(one)
  const actor = { kind: 'system' } as const
  const seen = await house.kernel.inPurpose({ organisation: other, actor, purpose: 'presence' }, (tx) =>
    tx.db.selectFrom('people').select('id').execute(),
  )
  assert.deepEqual(seen, [])
})

test('without a setting of its organisation a transaction sees and writes nothing', async () => {
  const organisation = await house.seed.organisation()
  await house.seed.person(organisation)
  const client = await house.kernel.pools.connect('presence')
  try {
    assert.equal((await client.query('SELECT id FROM people')).rowCount, 0)
  } finally {
    client.release()
  }
})

test('no personal or sensor data can be written while no agreement is in force', async () => {
  const organisation = await house.seed.organisation({ inForce: false })
  const actor = { kind: 'system' } as const
  await assert.rejects(
    house.kernel.inPurpose({ organisation, actor, purpose: 'telemetry' }, (tx) =>
      tx.db
        .insertInto('readings')
        .values({
          organisation_id: organisation,
          device_id: crypto.randomUUID(),
          at: tx.now,
          f_cnt: 1,
          received_at: tx.now,
          measurement: '{}',
        })
        .execute(),
    ),
    { code: '42501' },
  )
})

test('a transaction that fails keeps nothing and runs no work meant for after its commit', async () => {
  const organisation = await house.seed.organisation()
  let ran = false
  await assert.rejects(
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
      await tx.db.insertInto('teams').values({ organisation_id: organisation, id: crypto.randomUUID(), name: 'Dijken' }).execute()
      tx.afterCommit(() => {
        ran = true
      })
      throw new Error('halfway')
    }),
    /halfway/,
  )
  assert.deepEqual(await house.query('SELECT name FROM teams WHERE organisation_id = $1', [organisation]), [])
  assert.equal(ran, false)
})

test('a fault in work after the commit leaves the connection to whoever has it by then, and skips no other such work', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  // This purpose has one connection, so these take turns at it.
  const inRights = <T>(organisation: typeof one, work: Parameters<typeof house.kernel.inPurpose<T>>[1]) =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'security' }, work)
  const ran: string[] = []
  const first = inRights(one, async (tx) => {
    tx.afterCommit(() => {
      throw new Error('afterwards')
    })
    tx.afterCommit(() => ran.push('the next'))
  })
  const second = inRights(one, async (tx) => {
    await assert.rejects(first, /afterwards/)
    const own = await tx.db.selectFrom('organisations').select('organisation_id').execute()
    return { own, ran: [...ran] }
  })
  const third = inRights(other, async () => ran.push('another organisation'))
  assert.deepEqual(await second, { own: [{ organisation_id: one }], ran: ['the next'] })
  await third
})

test('a branch that was left behind by a refusal writes into nobody else’s transaction', async () => {
  const organisation = await house.seed.organisation()
  const left = Promise.withResolvers<void>()
  const team = { organisation_id: organisation, id: crypto.randomUUID(), name: 'Achtergebleven' }
  let behind: Promise<unknown> = Promise.resolve()
  await assert.rejects(
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
      behind = left.promise.then(() => tx.db.insertInto('teams').values(team).execute())
      throw new Refusal('not_allowed')
    }),
    Refusal,
  )
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
    left.resolve()
    await assert.rejects(behind, /after its transaction was over/)
    await tx.db.selectFrom('teams').select('id').execute()
  })
  assert.deepEqual(await house.query('SELECT name FROM teams WHERE organisation_id = $1', [organisation]), [])
})
