import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openWholeHouse } from './floor-stage/whole-house.ts'
import type { BusyBuilding, WholeHouse } from './floor-stage/whole-house.ts'
import type { Told, Watched, Watching } from './floor-stage/watchers.ts'
import { median, openBenchCluster, percentile } from './harness.ts'
import type { BenchResult } from './harness.ts'

const floors = 10
const desks = 300
const bookedPerFloor = 30
const streams = 500
const uplinksPerSecond = 1_000
const flipsPerSecond = 20
const seconds = 8
const rounds = 3

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const memory = (): number => {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

type Round = Watched & { readonly bytesPerStream: number; readonly reads: number }

const round = async (house: WholeHouse, building: BusyBuilding, watchedFloors: number): Promise<Round> => {
  const child = fork(join(import.meta.dirname, 'floor-stage/watchers.ts'), { serialization: 'advanced' })
  const exited = once(child, 'exit').then(([code]): never => {
    throw new Error(`the watchers of a bench ended with ${String(code)}`)
  })
  const told = async (): Promise<Told> => (await Promise.race([once(child, 'message') as Promise<[Told]>, exited]))[0]
  const before = memory()
  child.send({
    url: house.url,
    token: building.token,
    cookies: building.viewers,
    floors: building.floors.slice(0, watchedFloors),
    background: building.floors.slice(watchedFloors),
    flipFrom: bookedPerFloor,
    streams,
    uplinksPerSecond,
    flipsPerSecond,
    seconds,
  } satisfies Watching)
  await told()
  const bytesPerStream = (memory() - before) / streams
  const { pools } = house.house.kernel
  const connect = pools.connect.bind(pools)
  let reads = 0
  Object.assign(pools, {
    connect: (login: Parameters<typeof connect>[0]) => {
      if (login === 'presence') reads++
      return connect(login)
    },
  })
  child.send('go')
  const watched = (await told()) as Watched
  Object.assign(pools, { connect })
  await once(child, 'exit').catch(() => {})
  return { ...watched, bytesPerStream, reads: reads / seconds }
}

/** From a sensor's word, sent as an uplink, to its event at 500 open streams, with 1,000 uplinks a second under way. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openWholeHouse(cluster)
  try {
    const building = await house.building({ floors, desks, booked: Array.from({ length: floors }, () => bookedPerFloor), viewers: streams })
    const spread: Round[] = []
    const one: Round[] = []
    for (let n = 0; n < rounds; n++) {
      spread.push(await round(house, building, floors))
      one.push(await round(house, building, 1))
    }
    const p95 = (taken: readonly Round[]) => median(taken.map(({ latenciesMs }) => percentile(latenciesMs, 0.95)))
    const of = (taken: readonly Round[], figure: (each: Round) => number) => median(taken.map(figure))
    const all = [...spread, ...one]
    return {
      name: 'live',
      lines: [
        { what: `p95, ${streams} streams over ${floors} floors`, ours: p95(spread), unit: 'ms', aim: { atMost: 300 } },
        { what: `p95, ${streams} streams on one floor`, ours: p95(one), unit: 'ms', aim: { atMost: 300 } },
        { what: 'p50, over all floors', ours: of(spread, ({ latenciesMs }) => percentile(latenciesMs, 0.5)), unit: 'ms' },
        { what: 'uplinks taken in', ours: of(all, ({ answeredPerSecond }) => answeredPerSecond), unit: '/s', aim: { atLeast: uplinksPerSecond * 0.95 } },
        { what: 'words that did not arrive before the next', ours: of(all, ({ missed }) => missed), unit: 'events', aim: { atMost: 0 } },
        { what: 'looks at the database, all floors together', ours: of(spread, ({ reads }) => reads), unit: '/s' },
        { what: 'memory per open stream', ours: of(all, ({ bytesPerStream }) => bytesPerStream) / 1000, unit: 'kB' },
      ],
      notes: [
        `${floors} floors with ${desks} desks each; ${flipsPerSecond} uplinks a second change what one sees at a watched desk, the others repeat what is known (a booked desk stays in use once its sensor has checked the booking in, so those only repeat); over the JSON webhook, acknowledged after commit`,
        'until the event has arrived at the client over HTTP; the browser that draws it is left out, since a browser with 500 others beside it would measure itself',
        'clients and server are processes of their own on the same cores; heap and buffers of the server counted after a full collection',
        `medians of ${rounds} rounds of ${seconds} s`,
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}
