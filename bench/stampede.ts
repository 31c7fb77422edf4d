import { median, openBenchCluster, percentile } from './harness.ts'
import type { BenchResult } from './harness.ts'
import type { Slot } from './stage/attempts.ts'
import type { Figures } from './stage/client.ts'
import { openBenchHouse } from './stage/house.ts'
import { carryOutApart, findFaults, waysOf } from './stage/measure.ts'

const people = 400
const desks = 200
const warmUp = 2
const mornings = 6
const repetitions = 5
/** The bare statement with as many connections as the booking purpose has, and with as many as the whole house has: the faster one counts. */
const bareConnections = { few: 10, many: 40 }

/** 09:00 to 17:00 in Amsterdam on each day from the day after tomorrow on. */
const morningsAhead = (count: number): Slot[] =>
  Array.from({ length: count }, (_, index) => {
    const day = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: index + 2 })
    const at = (plainTime: string) => day.toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime }).toInstant().toString()
    return { from: at('09:00'), to: at('17:00') }
  })

/** 400 people and 200 desks: everyone tries desk after desk until seated or until all desks are taken. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openBenchHouse(cluster)
  try {
    const ways = {
      few: waysOf(cluster, house, bareConnections.few).bare,
      many: waysOf(cluster, house, bareConnections.many).bare,
      http: waysOf(cluster, house, bareConnections.few).http,
    }
    const slots = morningsAhead(warmUp + mornings)
    const taken: Record<keyof typeof ways, Figures[]> = { few: [], many: [], http: [] }
    let unfilled = 0
    const faults: string[] = []
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of ['few', 'http', 'many'] as const) {
        const scene = await house.scene({ people, desks })
        const figures = await carryOutApart({ kind: 'stampede', way: ways[name], scene, slots, warmUp })
        taken[name].push(figures)
        unfilled += figures.seated.filter((seated) => seated !== desks).length
        faults.push(...(await findFaults(house, { scene, slots }, figures)))
      }
    }
    const rate = (name: keyof typeof ways) => median(taken[name].map(({ attempts, seconds }) => attempts / seconds))
    const p99 = (name: keyof typeof ways) => median(taken[name].map(({ latenciesMs }) => percentile(latenciesMs, 0.99)))
    const faster = rate('few') > rate('many') ? 'few' : 'many'
    return {
      name: 'stampede',
      lines: [
        { what: 'attempts, over HTTP with sessions', ours: rate('http'), bare: rate(faster), unit: '/s', aim: { ratioAtLeast: 0.35 } },
        { what: 'p99 of an attempt', ours: p99('http'), bare: p99(faster), unit: 'ms', aim: { ratioAtMost: 8 } },
        { what: 'mornings on which not every desk was filled', ours: unfilled, unit: 'mornings', aim: { atMost: 0 } },
        { what: 'faults found by the history checker', ours: faults.length, unit: 'faults', aim: { atMost: 0 } },
      ],
      notes: [
        ...faults.slice(0, 5),
        `${people} people at once, a session and a kept-alive connection each, ${mornings} mornings after ${warmUp} to warm up, medians of ${repetitions}; client and server are processes of their own on the same cores`,
        `bare: one INSERT … ON CONFLICT DO NOTHING into the same table with the same constraints, from the same ${people} clients over ${bareConnections[faster]} connections (the faster of ${bareConnections.few} and ${bareConnections.many})`,
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}
