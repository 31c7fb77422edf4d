// The clients of ingest-mqtt as a process of its own, the same for ours and for the bare broker. It gets a plan, publishes it, and tells the seconds.
import { connectAsync } from 'mqtt'

export type MqttPlan = {
  readonly port: number
  readonly clients: readonly {
    readonly username?: string
    readonly password?: string
    readonly messages: readonly { readonly topic: string; readonly payload: string }[]
  }[]
  /** Messages of a client that may wait for their PUBACK at a time. */
  readonly underWay: number
}

const carryOut = async ({ port, clients, underWay }: MqttPlan): Promise<number> => {
  const connected = await Promise.all(
    clients.map(async ({ username, password, messages }) => {
      const login = username === undefined || password === undefined ? {} : { username, password }
      return { client: await connectAsync({ host: '127.0.0.1', port, reconnectPeriod: 0, ...login }), messages }
    }),
  )
  const startedMs = performance.now()
  await Promise.all(
    connected.flatMap(({ client, messages }) => {
      let next = 0
      return Array.from({ length: underWay }, async () => {
        for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
          await client.publishAsync(message.topic, message.payload, { qos: 1 })
        }
      })
    }),
  )
  const seconds = (performance.now() - startedMs) / 1000
  await Promise.all(connected.map(({ client }) => client.endAsync()))
  return seconds
}

process.once('message', (plan) => {
  carryOut(plan as MqttPlan).then(
    (seconds) => process.send?.(seconds, () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
