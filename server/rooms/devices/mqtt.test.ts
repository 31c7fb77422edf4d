import assert from 'node:assert/strict'
import { connect as connectTcp } from 'node:net'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { connect, connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import { deleteSource } from '#contract/endpoints/devices.ts'
import { openTestBuilding } from '../../../test/building.ts'
import type { Furnished, Source, TestBuilding } from '../../../test/building.ts'
import { deviceSpoke } from './index.ts'
import type { DeviceSpoke, DeviceState, Ingest } from './index.ts'

const deskDevice = '24e124fffef0aa01'
const sensor = '24e124fffef00105'
const now = '2026-11-24T07:00:00Z'

let building: TestBuilding
let furnished: Furnished
let source: Source
let port: number
const spoken: DeviceSpoke[] = []

const login = ({ username, password } = source) => ({ host: '127.0.0.1', port, username, password, reconnectPeriod: 0 })
const count = async (text: string): Promise<number> => (await building.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`))[0]?.n ?? 0
const uplink = (fCnt: number, at = now, hex = '017564030001') =>
  JSON.stringify({
    time: at,
    deviceInfo: { devEui: sensor, deviceProfileName: 'VS340' },
    fCnt,
    fPort: 85,
    data: Buffer.from(hex, 'hex').toString('base64'),
    rxInfo: [{ gwTime: at }],
  })
const upTopic = `application/1/device/${sensor}/event/up`
const state = (more: Partial<DeviceState> = {}): DeviceState => ({
  at: now,
  workspace: { name: '2.01', kind: 'desk' },
  language: 'nl',
  state: 'free',
  until: null,
  name: null,
  next: null,
  canCheckIn: false,
  ...more,
})
const nextMessage = async (client: MqttClient): Promise<{ topic: string; body: unknown }> => {
  const message = Promise.withResolvers<{ topic: string; body: unknown }>()
  client.once('message', (topic, payload) => message.resolve({ topic, body: JSON.parse(payload.toString()) }))
  return await message.promise
}
/** Yields until it holds; the runner's own limit ends a test that waits for ever. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(setImmediate)
}
const happens = async (client: MqttClient, event: 'connect' | 'close'): Promise<void> => {
  const happened = Promise.withResolvers<void>()
  client.once(event, () => happened.resolve())
  await happened.promise
}

before(async () => {
  building = await openTestBuilding({ now })
  building.kernel.outbox.on(deviceSpoke, async (_organisation, payload) => void spoken.push(payload as DeviceSpoke))
  furnished = await building.furnish()
  source = await furnished.source('mqtt')
  const [desk, next] = furnished.desks
  assert.ok(desk !== undefined && next !== undefined)
  await furnished.device({ devEui: deskDevice, model: 'Desk display', kind: 'desk_device', workspace: desk })
  await furnished.device({ devEui: sensor, model: 'VS340', kind: 'desk_sensor', workspace: next, from: '2026-11-20T00:00:00Z' })
  await building.kernel.outbox.settled()
  port = await building.ingest.listen({ host: '127.0.0.1', port: 0 })
})
after(() => building.close())

describe('over MQTT', () => {
  it('nobody comes in with a wrong password, another kind of source, or none', async () => {
    const webhook = await furnished.source('generic')
    for (const wrong of [{ username: source.username, password: 'x' }, { username: webhook.token, password: webhook.token }, {}]) {
      await assert.rejects(connectAsync({ host: '127.0.0.1', port, reconnectPeriod: 0, ...wrong }), /not auth/i)
    }
  })

  it('an uplink of ChirpStack is kept when it is acknowledged, and its repetition recognised', async () => {
    const client = await connectAsync(login())
    await client.publishAsync(upTopic, uplink(10), { qos: 1 })
    assert.equal(await count('readings'), 1)
    await client.publishAsync(upTopic, uplink(10), { qos: 1 })
    await client.publishAsync(upTopic, uplink(11, '2026-11-24T07:00:30Z'), { qos: 2 })
    assert.equal(await count('readings'), 2)
    await client.endAsync()
  })

  it('what cannot be read or stands under another topic is acknowledged, counted and not kept', async () => {
    const client = await connectAsync(login())
    const before = await count('readings')
    await client.publishAsync(upTopic, 'not json', { qos: 1 })
    await client.publishAsync(upTopic, uplink(12).replaceAll(sensor, '0000000000000001'), { qos: 1 })
    await client.publishAsync('somewhere/else', '{}', { qos: 1 })
    await client.publishAsync(`application/1/device/${sensor}/event/join`, JSON.stringify({ deviceInfo: { devEui: sensor } }), { qos: 1 })
    await client.endAsync()
    assert.equal(await count('readings'), before)
    const rows = await building.query('SELECT reason, uplinks::int FROM uplink_refusals WHERE organisation_id = $1 ORDER BY reason', [furnished.organisation])
    assert.deepEqual(rows, [
      { reason: 'malformed', uplinks: 2 },
      { reason: 'not_allowed', uplinks: 1 },
    ])
  })

  it('no client hears another one, whatever it subscribes to', async () => {
    const client = await connectAsync(login())
    for (const topic of ['#', 'application/#', `vrijplek/v1/${deskDevice}/#`, '$SYS/#', upTopic]) {
      await assert.rejects(client.subscribeAsync(topic, { qos: 1 }), topic)
    }
    await client.endAsync()
  })

  it('another organisation can neither speak for a device nor see what it shows', async () => {
    const other = await building.furnish()
    const stranger = await connectAsync(login(await other.source('mqtt')))
    await assert.rejects(stranger.subscribeAsync(`vrijplek/v1/${deskDevice}/state`, { qos: 1 }))
    await stranger.subscribeAsync('vrijplek/v1/+/state', { qos: 1 })
    const heard: string[] = []
    stranger.on('message', (topic) => heard.push(topic))
    const before = spoken.length
    await stranger.publishAsync(`vrijplek/v1/${deskDevice}/check-in`, '{"id":100}', { qos: 1 })
    const own = await connectAsync(login())
    await own.subscribeAsync(`vrijplek/v1/${deskDevice}/state`, { qos: 1 })
    await until(() => spoken.length > before)
    const shown = nextMessage(own)
    for (const { organisation, deviceId } of building.ingest.listeningDevices()) building.ingest.publishState(organisation, deviceId, state())
    await shown
    // What is published after it reaches the stranger only if the state before it would have.
    await stranger.publishAsync(`vrijplek/v1/${deskDevice}/heartbeat`, '{"id":101}', { qos: 1 })
    assert.deepEqual(heard, [])
    assert.deepEqual(spoken.slice(before).map(({ kind }) => kind), ['hello'])
    const seen = await building.query('SELECT dev_eui FROM seen_devices WHERE organisation_id = $1', [other.organisation])
    assert.deepEqual(seen, [{ dev_eui: deskDevice }])
    await Promise.all([stranger.endAsync(), own.endAsync()])
  })

  it('a device that went away is not listening any more', async () => {
    const client = await connectAsync(login())
    const before = spoken.length
    await client.subscribeAsync(`vrijplek/v1/${deskDevice}/state`, { qos: 1 })
    await until(() => building.ingest.listeningDevices().length === 1)
    // Its hello is on its way still, and would be taken for one of the next test's.
    await until(() => spoken.length > before)
    await client.endAsync()
    await until(() => building.ingest.listeningDevices().length === 0)
  })

  it('a device that subscribes asks for its state, shows it, and tells who uses it, each message once', async () => {
    const client = await connectAsync(login())
    const before = spoken.length
    await client.subscribeAsync(`vrijplek/v1/${deskDevice}/state`, { qos: 1 })
    await until(() => spoken.length > before)
    const shown = nextMessage(client)
    const [listener] = building.ingest.listeningDevices()
    assert.ok(listener !== undefined)
    assert.equal(listener.workspaceId, furnished.desks[0])
    building.ingest.publishState(listener.organisation, listener.deviceId, state({ state: 'booked', name: 'Sanne de Wit' }))
    const { topic, body } = await shown
    assert.equal(topic, `vrijplek/v1/${deskDevice}/state`)
    assert.deepEqual(body, state({ state: 'booked', name: 'Sanne de Wit' }))
    for (const message of ['{"id":20,"by":"nfc"}', '{"id":20,"by":"nfc"}', '{"id":21}']) {
      await client.publishAsync(`vrijplek/v1/${deskDevice}/check-in`, message, { qos: 1 })
    }
    await client.publishAsync(`vrijplek/v1/${deskDevice}/button`, '{"id":22}', { qos: 1 })
    await client.publishAsync(`vrijplek/v1/${deskDevice}/heartbeat`, '{"id":23,"batteryPct":64,"at":"1970-01-01T00:00:00Z"}', { qos: 1 })
    await building.kernel.outbox.settled()
    assert.deepEqual(spoken.slice(before).map(({ kind }) => kind), ['hello', 'check_in', 'check_in', 'button'])
    const [frames] = await building.query<{ battery_pct: number; last_seen_at: Date }>(
      'SELECT battery_pct, last_seen_at FROM device_frames f JOIN devices d ON d.id = f.device_id WHERE dev_eui = $1',
      [deskDevice],
    )
    assert.deepEqual([frames?.battery_pct, frames?.last_seen_at.toISOString()], [64, '2026-11-24T07:00:00.000Z'])
    await client.endAsync()
  })

  it('a device hands on what its own sensor sees', async () => {
    const client = await connectAsync(login())
    const body = JSON.stringify({ id: 40, measurement: { occupied: true, temperatureC: 21.5 } })
    await client.publishAsync(`vrijplek/v1/${deskDevice}/sensor`, body, { qos: 1 })
    const rows = await building.query('SELECT p.occupied FROM presence p JOIN devices d ON d.id = p.device_id WHERE d.dev_eui = $1', [deskDevice])
    assert.deepEqual(rows, [{ occupied: true }])
    await client.endAsync()
  })

  it("a device's last will makes it silent at once", async () => {
    const client = await connectAsync({ ...login(), will: { topic: `vrijplek/v1/${deskDevice}/gone`, payload: Buffer.from('{}'), qos: 1 } })
    await client.publishAsync(`vrijplek/v1/${deskDevice}/hello`, '{"id":50}', { qos: 1 })
    const silentAfter = async () =>
      (await building.query<{ gone: boolean }>('SELECT silent_after = last_seen_at AS gone FROM device_frames f JOIN devices d ON d.id = f.device_id WHERE dev_eui = $1', [deskDevice]))[0]?.gone
    assert.equal(await silentAfter(), false)
    client.stream.destroy()
    while ((await silentAfter()) === false) await new Promise(setImmediate)
    assert.equal(await silentAfter(), true)
  })

  it('two clients of different sources may have the same name', async () => {
    const other = await building.furnish()
    const first = await connectAsync({ ...login(), clientId: 'same' })
    const second = await connectAsync({ ...login(await other.source('mqtt')), clientId: 'same' })
    await first.publishAsync(upTopic, uplink(60, '2026-11-24T07:01:00Z'), { qos: 1 })
    assert.ok(first.connected && second.connected)
    await Promise.all([first.endAsync(), second.endAsync()])
  })

  it('a message longer than 64 KiB ends the connection before it is read', async () => {
    const client = await connectAsync(login())
    const closed = happens(client, 'close')
    client.publish(upTopic, Buffer.alloc(100_000, 65), { qos: 1 }, () => {})
    await closed
    client.end(true)
    const socket = connectTcp({ host: '127.0.0.1', port })
    // CONNECT that claims 256 MB
    socket.on('error', () => {})
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0, 0]))
    await once(socket, 'close')
  })

  it('a client that was let in under an agreement may not subscribe any more when it has ended', async () => {
    const other = await building.furnish()
    const client = await connectAsync(login(await other.source('mqtt')))
    const topic = 'vrijplek/v1/+/state'
    const isGranted = () => client.subscribeAsync(topic, { qos: 1 }).then(() => client.unsubscribeAsync(topic), () => null)
    assert.notEqual(await isGranted(), null)
    await building.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [other.organisation])
    // What was known of the source counts a second at most; the runner's own limit ends a test that waits for ever.
    while ((await isGranted()) !== null) await new Promise(setImmediate)
    assert.ok(client.connected)
    await client.endAsync()
  })

  it('connections of a source that is revoked are cut at once', async () => {
    const doomed = await furnished.source('mqtt', 'doomed')
    const client = await connectAsync(login(doomed))
    const closed = happens(client, 'close')
    assert.equal((await building.call(deleteSource, { as: furnished.manager, params: { sourceId: doomed.id } })).status, 204)
    await closed
    await assert.rejects(connectAsync(login(doomed)), /not auth/i)
    client.end(true)
  })
})

describe('when the server goes away in the middle', () => {
  it('nothing acknowledged is lost, what was not comes again, and nothing is kept twice', async () => {
    const open = async (at: number): Promise<Ingest> => {
      const ingest = building.anotherIngest()
      await ingest.listen({ host: '127.0.0.1', port: at })
      return ingest
    }
    const first = building.anotherIngest()
    const shared = await first.listen({ host: '127.0.0.1', port: 0 })
    const before = await count('readings')
    const acknowledged = new Set<number>()
    const client = connect({ ...login(), port: shared, reconnectPeriod: 5, queueQoSZero: false })
    await happens(client, 'connect')
    const sent = Array.from({ length: 400 }, (_, step) => {
      const at = Temporal.Instant.from(now).subtract({ minutes: 400 - step }).toString()
      return client.publishAsync(upTopic, uplink(10_000 + step, at), { qos: 1 }).then(() => acknowledged.add(step))
    })
    await Promise.race(sent)
    // The listener, its connections and what they had under way end; what was taken is committed or not, and acknowledged only if it was.
    await first.close()
    const kept = await building.query<{ f_cnt: string }>('SELECT f_cnt FROM readings WHERE f_cnt >= 10000')
    const there = new Set(kept.map(({ f_cnt }) => Number(f_cnt) - 10_000))
    assert.ok([...acknowledged].every((step) => there.has(step)))
    const second = await open(shared)
    await Promise.all(sent)
    assert.equal(acknowledged.size, 400)
    assert.equal((await count('readings')) - before, 400)
    await client.endAsync()
    await second.close()
  })

  it('a message that the database did not keep is not acknowledged', async () => {
    const client = connect({ ...login(), reconnectPeriod: 0 })
    await happens(client, 'connect')
    await building.query('ALTER TABLE readings RENAME TO readings_away')
    try {
      let acknowledged = false
      client.publish(upTopic, uplink(30_000, '2026-11-24T07:01:30Z'), { qos: 1 }, (error) => {
        acknowledged = error === null || error === undefined
      })
      await happens(client, 'close')
      assert.equal(acknowledged, false)
    } finally {
      await building.query('ALTER TABLE readings_away RENAME TO readings')
    }
    client.end(true)
  })
})
