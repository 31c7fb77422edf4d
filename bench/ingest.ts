import { parseGeneric } from '../server/rooms/devices/envelopes/index.ts'
import type { RawUplink } from '../server/rooms/devices/decode.ts'
import { median, openBenchCluster } from './harness.ts'
import type { BenchResult } from './harness.ts'
import { copyIn } from './stage/copy-in.ts'
import { messagesOf, openUplinkHouse } from './stage/uplinks.ts'
import type { Tenant, UplinkHouse } from './stage/uplinks.ts'

const organisations = 50
const desks = 80
const perDevice = 50
const total = organisations * desks * perDevice
const perRequest = 100
/** Requests an organisation has under way at a time. */
const underWay = 8
const rounds = 3

/** Requests of one organisation, as text: what a network server sends. */
const requestsOf = (tenant: Tenant, nowMs: number): string[] => {
  const messages = messagesOf(tenant, perDevice, nowMs)
  return Array.from({ length: Math.ceil(messages.length / perRequest) }, (_, at) =>
    JSON.stringify(messages.slice(at * perRequest, (at + 1) * perRequest)),
  )
}

const sendAll = async (house: UplinkHouse, tenants: readonly Tenant[], requests: readonly (readonly string[])[]): Promise<number> => {
  const startedMs = performance.now()
  await Promise.all(
    tenants.flatMap((tenant, place) => {
      const waiting = [...(requests[place] ?? [])].toReversed()
      return Array.from({ length: underWay }, async () => {
        for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
          const envelopes = parseGeneric(JSON.parse(text), Temporal.Now.instant())
          const taken = await house.ingest.take(tenant.generic, envelopes as RawUplink[])
          if (taken.accepted !== envelopes.length) throw new Error(`not everything was accepted: ${JSON.stringify(taken)}`)
        }
      })
    }),
  )
  return (performance.now() - startedMs) / 1000
}

const rowsAsText = async (house: UplinkHouse): Promise<Buffer[]> => {
  const rows = await house.query<{ line: string }>(
    `SELECT concat_ws(E'\\t', organisation_id, device_id, at, f_cnt, received_at, measurement) AS line FROM readings`,
  )
  const chunks: Buffer[] = []
  for (let at = 0; at < rows.length; at += 500) chunks.push(Buffer.from(`${rows.slice(at, at + 500).map(({ line }) => line).join('\n')}\n`))
  return chunks
}

/** 200,000 uplinks of 50 organisations: read, decoded, told apart, folded into presence, committed, then acknowledged. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openUplinkHouse(cluster)
  try {
    const tenants = await house.tenants(organisations, desks)
    await house.query('CREATE TABLE bare_readings (organisation_id uuid, device_id uuid, at timestamptz, f_cnt bigint, received_at timestamptz, measurement jsonb)')
    const ours: number[] = []
    const bare: number[] = []
    const memory: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      await house.empty()
      const requests = tenants.map((tenant) => requestsOf(tenant, Date.now()))
      const seconds = await sendAll(house, tenants, requests)
      memory.push(process.memoryUsage().rss / 2 ** 20)
      const chunks = await rowsAsText(house)
      await house.query('TRUNCATE bare_readings')
      await house.query('CHECKPOINT')
      const bareSeconds = await copyIn(cluster.superuser, 'bare_readings', chunks)
      const kept = await house.query<{ kept: number }>('SELECT count(*)::int AS kept FROM bare_readings')
      if (kept[0]?.kept !== total) throw new Error(`${kept[0]?.kept} readings were kept of ${total}`)
      // The first round warms up.
      if (round === 0) continue
      ours.push(total / seconds)
      bare.push(total / bareSeconds)
    }
    return {
      name: 'ingest',
      lines: [
        { what: 'uplinks, acknowledged after commit', ours: median(ours), bare: median(bare), unit: '/s', aim: { ratioAtLeast: 0.35, atLeast: 20_000 } },
        { what: 'memory of the process, growth over the rounds', ours: (memory.at(-1) ?? 0) - (memory[1] ?? 0), unit: 'MiB' },
      ],
      notes: [
        `${total.toLocaleString('en')} uplinks of ${organisations} organisations with ${desks} desk sensors each, as JSON text of the plain webhook, ${perRequest} a request, ${underWay} requests of an organisation under way; medians of ${rounds}`,
        'bare: one COPY of the same rows into a table without keys and indexes, on one connection',
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}

if (import.meta.main) console.log(JSON.stringify(await run(), null, 2))
