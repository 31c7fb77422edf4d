import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as endpoints from '#contract/endpoints/trail.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: (kernel) => routes(kernel, async () => new Map()) })
})
after(() => house.close())

test('whatever anybody asks of logs without an account, one connection at a time serves it, and too many are sent away', async () => {
  const pool = house.kernel.pools.pool('audit')
  let most = 0
  pool.on('acquire', () => {
    most = Math.max(most, pool.totalCount - pool.idleCount)
  })
  const asked = Array.from({ length: 60 }, () => ({ params: { organisationId: randomUUID() } })).flatMap(({ params }) => [
    house.call(endpoints.getCheckpoint, { params }),
    house.call(endpoints.getTile, { params: { ...params, level: '0', first: '000' } }),
    house.call(endpoints.addCosignature, { params, body: { size: 1, line: '— witness.example AAAA' } }),
  ])
  const statuses = new Set((await Promise.all(asked)).map(({ status }) => status))
  assert.ok(statuses.has(429), `${[...statuses].join(' ')}`)
  assert.ok(![...statuses].some((status) => status >= 500))
  assert.equal(most, 1, 'the others are left to looks, which answers with names wait for')
  assert.equal((await house.call(endpoints.getTile, { params: { organisationId: randomUUID(), level: '0', first: '000' } })).status, 404)
})
