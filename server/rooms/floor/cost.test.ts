import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PoolClient } from 'pg'
import { CompiledQuery } from 'kysely'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { getDoor } from '#contract/endpoints/door.ts'
import { findAvailable, getLiveFloor, getWorkspaceDay } from '#contract/endpoints/floor.ts'
import type { FloorId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { DoorPrincipal, PersonPrincipal } from '#kernel/http/index.ts'
import { floorScene } from '../../../test/floor-scene.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { CallInput, TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'
import { liveFloorQuery } from './store.ts'

const now = '2026-11-24T09:00:00Z'
/** What opens and closes a transaction. */
const around = /^(BEGIN|SET LOCAL|COMMIT)\b/

describe('what looking at a floor costs', () => {
  let house: TestHouse
  let organisation: OrganisationId
  let viewer: PersonPrincipal

  before(async () => {
    house = await openTestHouse({ routes, now })
    organisation = await house.seed.organisation()
    viewer = await house.seed.person(organisation)
  })
  after(() => house.close())

  /** Transactions of the last call that wrote who was seen. */
  let looks = 0

  /** The statements that a call sends, without those that open and close its transaction. */
  const statementsOf = async (spec: EndpointSpec, input: CallInput): Promise<string[]> => {
    const sent: string[] = []
    looks = 0
    const { pools } = house.kernel
    const connect = pools.connect.bind(pools)
    const watched = (client: PoolClient): PoolClient =>
      new Proxy(client, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key)
          if (typeof value !== 'function') return value
          return (...given: unknown[]): unknown => {
            if (key === 'query') sent.push(typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text)
            return Reflect.apply(value, target, given)
          }
        },
      })
    const connectWatched = async (login: Parameters<typeof connect>[0]): Promise<PoolClient> => {
      // Who was seen is written in a transaction of its own: the read itself waits for nobody.
      if (login === 'audit') looks += 1
      return login === 'audit' ? await connect(login) : watched(await connect(login))
    }
    Object.assign(pools, { connect: connectWatched })
    try {
      const answer = await house.call(spec, input)
      assert.equal(answer.status, 200, answer.text)
    } finally {
      Object.assign(pools, { connect })
    }
    return sent.filter((text) => !around.test(text))
  }

  it('is one statement per request, whatever the floor holds', async () => {
    const location = await house.seed.location(organisation)
    const scene = floorScene(house, organisation)
    const counts: number[][] = []
    for (const [name, desks] of [['small', 1], ['large', 40]] as const) {
      const floor = await house.seed.floor(organisation, location, { desks, name })
      for (const desk of floor.desks) {
        await scene.sensor(desk, { occupied: false })
        await scene.booking(desk, (await house.seed.person(organisation, { visibility: 'organisation' })).person, '2026-11-24T08:00Z', '2026-11-24T12:00Z')
      }
      const workspaceId = floor.desks[0] as WorkspaceId
      const asks: [EndpointSpec, CallInput][] = [
        [getLiveFloor, { params: { floorId: floor.floorId } }],
        [getWorkspaceDay, { params: { workspaceId } }],
        [findAvailable, { params: { floorId: floor.floorId }, query: { from: '2026-11-24T13:00:00Z', to: '2026-11-24T14:00:00Z' } }],
      ]
      const made: number[] = []
      counts.push(made)
      const written: number[] = []
      for (const [spec, input] of asks) {
        made.push((await statementsOf(spec, { as: viewer, ...input })).length)
        written.push(looks)
        await statementsOf(spec, { as: viewer, ...input })
        written.push(looks)
      }
      assert.deepEqual(written, [1, 0, 1, 0, 0, 0], 'names that were seen are written down once an hour, in one transaction; where none stand, nothing is')
      const door: DoorPrincipal = { kind: 'door', organisation, door: crypto.randomUUID(), workspace: workspaceId, agreementInForce: true }
      made.push((await statementsOf(getDoor, { as: door })).length)
    }
    // A display asks besides for the language of its organisation, in the same round trip.
    assert.deepEqual(counts, [[1, 1, 1, 2], [1, 1, 1, 2]])
  })

  /** Rows that PostgreSQL looked at for a live floor: given on or sorted out, over all steps that read a table. */
  const rowsRead = async (floorId: FloorId): Promise<number> => {
    type Step = { 'Relation Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Step[] }
    const [answer] = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'presence' }, async (tx) =>
      (
        await tx.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Step }] }>(
          CompiledQuery.raw(`EXPLAIN (ANALYZE, FORMAT JSON) ${liveFloorQuery}`, [organisation, floorId, tx.now.toString()]),
        )
      ).rows,
    )
    const rows = (step: Step): number =>
      (step['Relation Name'] === undefined ? 0 : (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops']) +
      (step.Plans ?? []).reduce((sum, each) => sum + rows(each), 0)
    assert.ok(answer !== undefined)
    return rows(answer['QUERY PLAN'][0].Plan)
  }

  it('follows the floor, not the organisation nor its past', async () => {
    const large = await house.seed.organisation({ name: 'Provincie' })
    organisation = large
    const location = await house.seed.location(large)
    const addFloor = async (name: string): Promise<FloorId> => {
      const { floorId, desks } = await house.seed.floor(large, location, { desks: 300, name })
      await house.query(
        `WITH d AS (SELECT gen_random_uuid() AS id, w FROM unnest($2::uuid[]) w),
           i AS (INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at)
             SELECT $1, id, substr(md5(id::text), 1, 16), 'VS340', 'desk_sensor', now() FROM d),
           l AS (INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during)
             SELECT $1, gen_random_uuid(), id, w, tstzrange('2026-01-01', NULL) FROM d RETURNING id, device_id)
         INSERT INTO presence (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, state)
         SELECT $1, device_id, 0, id, false, '2026-11-24', '2026-12-24', '2026-12-24', false, '{}' FROM l`,
        [large, desks],
      )
      // Twenty days that are over, of which nobody asks any more, and today.
      await house.query(
        `INSERT INTO bookings (organisation_id, id, workspace_id, kind, during, status, held_until, created_at)
         SELECT $1, gen_random_uuid(), w, 'desk', tstzrange(start, start + interval '4 hours'),
           CASE WHEN day = 0 THEN 'booked' ELSE 'ended' END, start, start
         FROM unnest($2::uuid[]) w, generate_series(0, 20) day, LATERAL (SELECT '2026-11-24T08:00Z'::timestamptz - day * interval '1 day' AS start) s`,
        [large, desks],
      )
      return floorId
    }
    const first = await addFloor('1')
    await addFloor('2')
    await house.query('ANALYZE')
    const before = await rowsRead(first)
    for (let n = 3; n <= 6; n++) await addFloor(String(n))
    await house.query('ANALYZE')
    const after = await rowsRead(first)
    // The few floors themselves are looked through; that is all that grew.
    assert.ok(after <= before + 50, `${before} rows read with 2 floors, ${after} with 6`)
    assert.ok(before < 300 * 20, `${before} rows read for 300 workspaces`)
  })
})
