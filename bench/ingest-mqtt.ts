import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { connectAsync } from 'mqtt'
import { median, openBenchCluster } from './harness.ts'
import type { BenchResult } from './harness.ts'
import type { MqttPlan } from './stage/mqtt-client.ts'
import { messagesOf, openUplinkHouse } from './stage/uplinks.ts'
import type { Message, Tenant } from './stage/uplinks.ts'

const clients = 40
const desks = 80
const perDevice = 25
const total = clients * desks * perDevice
const underWay = 200
const rounds = 3

/** As ChirpStack publishes an uplink, its least fields. */
const uplinkOf = (message: Message) => ({
  topic: `application/1/device/${message.devEui}/event/up`,
  payload: JSON.stringify({
    time: message.at,
    deviceInfo: { devEui: message.devEui, deviceProfileName: 'VS340' },
    fCnt: message.fCnt,
    fPort: message.fPort,
    data: Buffer.from(message.hex, 'hex').toString('base64'),
    rxInfo: [{ gatewayId: '0016c001f153a14c', gwTime: message.at }],
  }),
})

const planOf = (tenants: readonly Tenant[], port: number, isOurs: boolean): MqttPlan => ({
  port,
  underWay,
  clients: tenants.map((tenant) => ({
    ...(isOurs ? tenant.mqtt : {}),
    messages: messagesOf(tenant, perDevice, Date.now()).map(uplinkOf),
  })),
})

const carryOutApart = async (plan: MqttPlan): Promise<number> => {
  const child = fork(join(import.meta.dirname, 'stage/mqtt-client.ts'), { serialization: 'advanced' })
  child.send(plan)
  const [seconds] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the clients of a bench ended with ${String(code)}`)
    }),
  ])) as [number]
  return seconds
}

/** A broker as it comes, and one subscriber who gets everything: in the bench's own process, as ours is. */
const bareBroker = async (): Promise<{ port: number; received: () => number; close: () => Promise<void> }> => {
  const broker = new Aedes()
  await broker.listen()
  const server = createServer((socket) => void broker.handle(socket))
  server.listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const subscriber = await connectAsync({ host: '127.0.0.1', port })
  let received = 0
  subscriber.on('message', () => (received += 1))
  await subscriber.subscribeAsync('#', { qos: 1 })
  return {
    port,
    received: () => received,
    close: async () => {
      await subscriber.endAsync(true)
      const closed = Promise.withResolvers<void>()
      broker.close(() => closed.resolve())
      await closed.promise
      server.close()
    },
  }
}

/** Uplinks over MQTT, QoS 1, 40 clients: acknowledged after commit. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const house = await openUplinkHouse(cluster)
  try {
    const tenants = await house.tenants(clients, desks)
    const port = await house.ingest.listen({ host: '127.0.0.1', port: 0 })
    const ours: number[] = []
    const bare: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      await house.empty()
      const seconds = await carryOutApart(planOf(tenants, port, true))
      const [kept] = await house.query<{ kept: number }>('SELECT count(*)::int AS kept FROM readings')
      if (kept?.kept !== total) throw new Error(`${kept?.kept} readings were kept of ${total}`)
      const broker = await bareBroker()
      const bareSeconds = await carryOutApart(planOf(tenants, broker.port, false))
      await broker.close()
      // The first round warms up.
      if (round === 0) continue
      ours.push(total / seconds)
      bare.push(total / bareSeconds)
    }
    return {
      name: 'ingest-mqtt',
      lines: [{ what: 'uplinks over MQTT, PUBACK after commit', ours: median(ours), bare: median(bare), unit: '/s', aim: { ratioAtLeast: 0.4 } }],
      notes: [
        `${total.toLocaleString('en')} uplinks as ChirpStack publishes them, ${clients} clients of as many organisations in a process of their own, QoS 1, up to ${underWay} messages of a client under way; medians of ${rounds}`,
        'bare: aedes as it comes with one subscriber to everything, in the same place; it keeps nothing',
      ],
    }
  } finally {
    await house.close()
    await cluster.stop()
  }
}

if (import.meta.main) console.log(JSON.stringify(await run(), null, 2))
