import { median, openBenchCluster, percentile } from './harness.ts'
import type { BenchResult } from './harness.ts'
import type { Slot } from './stage/attempts.ts'
import type { Figures } from './stage/client.ts'
import { openBenchHouse } from './stage/house.ts'
import { carryOutApart, findFaults, waysOf } from './stage/measure.ts'

const clients = 16
const rounds = 500
const warmUp = 40
const repetitions = 3
const slotMinutes = 20
const perDay = 45

/** Slots one after the other from 07:00 to 22:00 in Amsterdam, from the day after tomorrow on. */
const slotsAhead = (count: number): Slot[] => {
  const first = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 2 })
  return Array.from({ length: count }, (_, index) => {
    const start = first
      .add({ days: Math.floor(index / perDay) })
      .toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: '07:00' })
      .add({ minutes: (index % perDay) * slotMinutes })
    return { from: start.toInstant().toString(), to: start.add({ minutes: slotMinutes }).toInstant().toString() }
  })
}

/** 16 clients want the same desk at the same time, 500 times over: exactly one gets it. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openBenchHouse(cluster)
  try {
    const ways = waysOf(cluster, house, clients)
    const slots = slotsAhead(rounds + warmUp)
    const taken: Record<keyof typeof ways, Figures[]> = { bare: [], store: [], room: [], http: [] }
    let wrongRounds = 0
    const faults: string[] = []
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of ['bare', 'store', 'room', 'http'] as const) {
        const scene = await house.scene({ people: clients, desks: 40 })
        const figures = await carryOutApart({ kind: 'race', way: ways[name], scene, slots, warmUp })
        taken[name].push(figures)
        wrongRounds += figures.seated.filter((winners) => winners !== 1).length
        faults.push(...(await findFaults(house, { scene, slots }, figures)))
      }
    }
    const rate = (name: keyof typeof ways) => median(taken[name].map(({ attempts, seconds }) => attempts / seconds))
    const p99 = (name: keyof typeof ways) => median(taken[name].map(({ latenciesMs }) => percentile(latenciesMs, 0.99)))
    return {
      name: 'race',
      lines: [
        { what: 'attempts, room without HTTP', ours: rate('room'), bare: rate('bare'), unit: '/s', aim: { ratioAtLeast: 0.4 } },
        { what: 'attempts, each with a statement of its own', ours: rate('store'), bare: rate('bare'), unit: '/s' },
        { what: 'attempts, over HTTP with sessions', ours: rate('http'), bare: rate('bare'), unit: '/s' },
        { what: 'p99, room without HTTP', ours: p99('room'), bare: p99('bare'), unit: 'ms' },
        { what: 'p99, each with a statement of its own', ours: p99('store'), bare: p99('bare'), unit: 'ms' },
        { what: 'p99, over HTTP with sessions', ours: p99('http'), bare: p99('bare'), unit: 'ms' },
        { what: 'rounds without exactly one winner', ours: wrongRounds, unit: 'rounds', aim: { atMost: 0 } },
        { what: 'faults found by the history checker', ours: faults.length, unit: 'faults', aim: { atMost: 0 } },
      ],
      notes: [
        ...faults.slice(0, 5),
        `${clients} clients, ${rounds} rounds after ${warmUp} to warm up, medians of ${repetitions}; ours includes row security, the rules of the location, the trail entry, and the nearest alternatives for who loses`,
        'room: what the route calls, where those of one process who want the same slot take turns and share one look at what is free; each with a statement of its own: as between processes, where only the constraints decide',
        `bare: one INSERT … ON CONFLICT DO NOTHING into the same table with the same constraints, as superuser, ${clients} connections`,
        'room and store run in the client process as the bare statement does; over HTTP the server is a process of its own, with the same two cores',
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}
