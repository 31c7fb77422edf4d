import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { apiPrefix } from '#contract/api.ts'
import { liveFloorQuery } from '../server/rooms/floor/store.ts'
import { openWholeHouse } from './floor-stage/whole-house.ts'
import type { Read, Reading, Way } from './floor-stage/readers.ts'
import { median, openBenchCluster, percentile } from './harness.ts'
import type { BenchResult } from './harness.ts'

const desks = 300
const otherFloors = 9
const viewers = 16
const rounds = 3
const timing = { warmUpMs: 1_000, ms: 3_000 }

const readApart = async (way: Way, clients: number): Promise<Read> => {
  const child = fork(join(import.meta.dirname, 'floor-stage/readers.ts'), { serialization: 'advanced' })
  child.send({ way, clients, ...timing } satisfies Reading)
  const [read] = await Promise.race([
    once(child, 'message') as Promise<[Read]>,
    once(child, 'exit').then(([code]) => {
      throw new Error(`the readers of a bench ended with ${String(code)}`)
    }),
  ])
  return read
}

/** The live state of a floor with 300 desks, over HTTP with sessions, against its one statement without us. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openWholeHouse(cluster)
  try {
    const building = await house.building({ floors: 1 + otherFloors, desks, booked: [(desks * 2) / 3], viewers })
    const [floor] = building.floors
    if (floor === undefined) throw new Error('the building has no floor')
    const http: Way = { kind: 'http', url: house.url, path: `${apiPrefix}/floors/${floor.floorId}/live`, cookies: building.viewers }
    const values = [building.organisation, floor.floorId, Temporal.Now.instant().toString()]
    const bare: Way = { kind: 'bare', server: cluster.superuser, text: liveFloorQuery, values }
    const taken: Record<'oneHttp' | 'oneBare' | 'manyHttp' | 'manyBare', Read[]> = { oneHttp: [], oneBare: [], manyHttp: [], manyBare: [] }
    for (let round = 0; round < rounds; round++) {
      taken.oneBare.push(await readApart(bare, 1))
      taken.oneHttp.push(await readApart(http, 1))
      taken.manyBare.push(await readApart(bare, viewers))
      taken.manyHttp.push(await readApart(http, viewers))
    }
    const rate = (name: keyof typeof taken) => median(taken[name].map(({ perSecond }) => perSecond))
    const p95 = (name: keyof typeof taken) => median(taken[name].map(({ latenciesMs }) => percentile(latenciesMs, 0.95)))
    return {
      name: 'floor',
      lines: [
        { what: `looks, ${viewers} people at once`, ours: rate('manyHttp'), bare: rate('manyBare'), unit: '/s', aim: { ratioAtLeast: 0.5 } },
        { what: 'looks, one person (nobody to share with)', ours: rate('oneHttp'), bare: rate('oneBare'), unit: '/s', aim: { ratioAtLeast: 0.5 } },
        { what: `p95 of a look, ${viewers} people at once`, ours: p95('manyHttp'), bare: p95('manyBare'), unit: 'ms' },
        { what: 'p95 of a look, one person', ours: p95('oneHttp'), bare: p95('oneBare'), unit: 'ms' },
        { what: 'size of an answer', ours: (taken.manyHttp[0]?.bytes ?? Number.NaN) / 1000, unit: 'kB' },
      ],
      notes: [
        `${desks} desks with a sensor each, two thirds booked, ${otherFloors} more such floors in the organisation; sessions, purpose transaction, row security, sealed names; one statement per look, and who asks while a read is under way shares the next one`,
        'bare: the same statement, prepared, as superuser past row security, its rows read by the same driver; clients and server are processes of their own on the same cores',
        `medians of ${rounds} rounds of ${timing.ms / 1000} s`,
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}
