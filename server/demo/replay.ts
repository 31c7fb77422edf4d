import { setTimeout as delay } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import type { Log } from '#kernel/log.ts'
import { catchUp, dueBetween, readDemoTrace } from './trace-day.ts'
import type { DueUplink } from './trace-day.ts'

const everyMs = 1_000
/** How much of the catch-up is sent at once; each is acknowledged only when it is kept. */
const atOnce = 25

/** As ChirpStack v4 publishes an uplink over MQTT (JSON encoding). */
const message = (uplink: DueUplink): { topic: string; payload: string } => ({
  topic: `application/vrijplek-demo/device/${uplink.devEui}/event/up`,
  payload: JSON.stringify({
    deduplicationId: crypto.randomUUID(),
    time: uplink.heardAt.toString(),
    deviceInfo: {
      tenantName: 'Demo',
      applicationId: 'vrijplek-demo',
      applicationName: 'Demo',
      deviceProfileName: uplink.model,
      deviceName: uplink.devEui,
      devEui: uplink.devEui,
    },
    devAddr: uplink.devEui.slice(8),
    adr: true,
    dr: 5,
    fCnt: uplink.fCnt,
    fPort: uplink.fPort,
    confirmed: false,
    data: Buffer.from(uplink.hex, 'hex').toString('base64'),
    rxInfo: [{ gatewayId: uplink.gateway, gwTime: uplink.heardAt.toString(), rssi: -91, snr: 7.5 }],
  }),
})

const publish = async (client: MqttClient, uplinks: readonly DueUplink[]): Promise<void> => {
  for (let at = 0; at < uplinks.length; at += atOnce) {
    const some = uplinks.slice(at, at + atOnce).map(message)
    await Promise.all(some.map(({ topic, payload }) => client.publishAsync(topic, payload, { qos: 1 })))
  }
}

/** Plays the recorded day through the real MQTT path: a client with the demo's credentials, QoS 1, one tick a second. */
export const startReplay = async (
  address: { host: string; port: number; username: string; password: string },
  timeZone: string,
  log: Log,
): Promise<() => Promise<void>> => {
  const client = await connectAsync(`mqtt://${address.host}:${address.port}`, {
    username: address.username,
    password: address.password,
    clientId: 'vrijplek-demo-network-server',
    reconnectPeriod: 2_000,
  })
  client.on('error', (error) => log.warn({ err: error }, 'the demo lost its broker; it connects again'))
  const trace = readDemoTrace()
  const stop = new AbortController()
  let last = Temporal.Now.instant()
  await publish(client, catchUp(trace, last, timeZone))

  const play = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await delay(everyMs, undefined, { signal: stop.signal })
      const now = Temporal.Now.instant()
      await publish(client, dueBetween(trace, last, now, timeZone))
      last = now
    }
  }
  const playing = play().catch((error: unknown) => {
    if (!stop.signal.aborted) log.error({ err: error }, 'the demo recording stopped')
  })
  return async () => {
    stop.abort()
    await client.endAsync(true)
    await playing
  }
}
