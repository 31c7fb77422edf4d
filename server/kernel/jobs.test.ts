import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { openTestHouse } from '../../test/house.ts'
import type { TestHouse } from '../../test/house.ts'
import { createJobs } from './jobs.ts'
import { createLog } from './log.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())

test('a job runs for every organisation, and one that fails does not stop the others', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  const ran: OrganisationId[] = []
  const jobs = createJobs(
    house.kernel.pools,
    [
      {
        name: 'test.sweep',
        cron: '* * * * *',
        run: async (organisation) => {
          if (organisation === one) throw new Error('this one fails')
          ran.push(organisation)
        },
      },
    ],
    createLog('silent'),
  )
  await jobs.runNow('test.sweep')
  assert.ok(ran.includes(other))
})

test('the schedule is kept in the database by a login that sees no personal column', async () => {
  const jobs = createJobs(house.kernel.pools, [{ name: 'test.nightly', cron: '0 3 * * *', run: async () => {} }], house.kernel.log)
  await jobs.start()
  try {
    const scheduled = await house.query<{ name: string; cron: string }>('SELECT name, cron FROM jobs.schedule')
    assert.deepEqual(scheduled, [{ name: 'test.nightly', cron: '0 3 * * *' }])
    await assert.rejects(house.kernel.pools.pool('jobs').query('SELECT name_sealed FROM people'), { code: '42501' })
  } finally {
    await jobs.stop()
  }
})
