import type { OrganisationId } from '#contract/ids.ts'
import type { SourcePrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { createMqttBroker } from '#kernel/mqtt/index.ts'
import type { MqttBroker } from '#kernel/mqtt/index.ts'
import { everyStateTopic, parseDeviceMessage, parseStateTopic, parseUpTopic, stateTopicOf } from './device-protocol.ts'
import type { DeviceState, DeviceSpoke, ListeningDevice } from './displays.ts'
import { deviceSpoke } from './displays.ts'
import type { RawUplink } from './decode.ts'
import { parseChirpStackMessage, parseChirpStackTopic } from './envelopes/index.ts'
import type { Registries } from './registry.ts'
import type { RegisteredDevice } from './registered.ts'
import type { SourceBook } from './source-book.ts'
import type { RefusalReason } from './store-ingest.ts'

/** What MQTT hands to the ingest. Both settle after commit. */
export type Intake = {
  take(source: SourcePrincipal, uplinks: readonly RawUplink[]): Promise<unknown>
  refuse(source: SourcePrincipal, reason: RefusalReason): Promise<void>
}

export type DeviceBroker = Pick<MqttBroker<SourcePrincipal>, 'listen' | 'close'> & {
  publishState(organisation: OrganisationId, deviceId: string, state: DeviceState): void
  listeningDevices(): readonly ListeningDevice[]
  /** Devices of the organisation may stand elsewhere now. */
  followLinks(organisation: OrganisationId): Promise<void>
}

/** What is published may be JSON of at most this many bytes; ChirpStack's events with all gateways named stay far below. */
const packetBytes = 65_536
/** A revoked source that says nothing is found by this. */
const revokedEveryMs = 5_000

/**
 * What topics mean. A client is bound to the organisation of its source: topics name devices, and a device is looked up in that organisation only, so
 * another's device is simply unknown. MQTT 3.1.1 has no "no" to a message: what is refused is counted and acknowledged, or it would come back for ever.
 */
export const createDeviceBroker = async (
  kernel: Kernel,
  intake: Intake,
  registries: Registries,
  sources: SourceBook,
): Promise<DeviceBroker> => {
  const listening = new Map<string, ListeningDevice>()
  const key = (organisation: OrganisationId, devEui: string): string => `${organisation} ${devEui}`

  const publish = async (known: SourcePrincipal, topic: string, payload: Buffer): Promise<void> => {
    const source = await sources.again(known)
    if (source === null) throw new Error('the source was revoked')
    const arrivedAt = kernel.clock.now()
    const up = parseUpTopic(topic)
    if (up === null && parseChirpStackTopic(topic) === undefined) return intake.refuse(source, 'not_allowed')
    if (!source.agreementInForce) return intake.refuse(source, 'agreement_not_in_force')
    const body = parseJson(payload)
    if (body === undefined) return intake.refuse(source, 'malformed')
    if (up !== null) {
      const word = parseDeviceMessage(up, body, arrivedAt)
      if (word === null) return intake.refuse(source, 'malformed')
      await intake.take(source, [word])
      return
    }
    const envelope = parseChirpStackMessage(topic, body, arrivedAt)
    if (envelope.kind === 'refused') return intake.refuse(source, 'malformed')
    if (envelope.kind !== 'ignored') await intake.take(source, [envelope])
  }

  const findDevice = async (source: SourcePrincipal, devEui: string): Promise<RegisteredDevice | undefined> =>
    (await registries.of(source.organisation)).devices.get(devEui)

  const listenFor = (organisation: OrganisationId, device: RegisteredDevice): ListeningDevice | null => {
    const link = device.links.find(({ region, workspaceId, toMs }) => region === 0 && workspaceId !== null && toMs === null)
    if (link === undefined || link.workspaceId === null) return null
    const { workspaceId, floorId } = link
    const listener = { organisation, deviceId: device.id, devEui: device.devEui, workspaceId, floorId }
    listening.set(key(organisation, device.devEui), listener)
    return listener
  }

  /** It gets its present state at once: it has said hello by asking for it. */
  const subscribed = async (source: SourcePrincipal, topic: string): Promise<void> => {
    const devEui = parseStateTopic(topic)
    if (devEui === null) return
    const { devices } = await registries.of(source.organisation)
    const asked = devEui === '+' ? [...devices.values()].filter(({ kind }) => kind === 'desk_device' || kind === 'room_device') : [devices.get(devEui)]
    const events = asked.flatMap((device) => {
      const listener = device === undefined ? null : listenFor(source.organisation, device)
      if (listener === null) return []
      const { deviceId, workspaceId } = listener
      const payload: DeviceSpoke = { deviceId, workspaceId, kind: 'hello', at: kernel.clock.now().toString() }
      return [{ kind: deviceSpoke, payload }]
    })
    const { organisation, source: id } = source
    await kernel.inPurpose({ organisation, actor: { kind: 'source', id }, purpose: 'telemetry' }, (tx) => kernel.outbox.emit(tx, events))
  }

  const broker = await createMqttBroker<SourcePrincipal>(
    {
      authenticate: (username, password) => sources.byPassword(username, password),
      publish,
      subscriptionKey: async (source, topic) => {
        const devEui = parseStateTopic(topic)
        const now = await sources.again(source)
        if (devEui === null || now?.agreementInForce !== true) return null
        return devEui === '+' || (await findDevice(source, devEui)) !== undefined ? source.organisation : null
      },
      login: ({ source }) => source,
      subscribed: (source, topic) => {
        subscribed(source, topic).catch((error: unknown) => kernel.log.warn({ err: error }, 'a device could not be given its state'))
      },
    },
    kernel.log,
    { packetBytes },
  )
  kernel.cuts.on((matches) => void broker.cutWhere(matches))
  const watch = setInterval(() => {
    for (const who of new Map(broker.connected().map((each) => [each.source, each])).values()) {
      sources.again(who).then(
        (still) => {
          if (still === null) broker.cutWhere(({ organisation, source }) => organisation === who.organisation && source === who.source)
        },
        () => {},
      )
    }
    kernel.metrics.mqttClients.set(broker.connected().length)
  }, revokedEveryMs)
  watch.unref()

  return {
    listen: (at) => broker.listen(at),
    publishState: (organisation, deviceId, state) => {
      for (const device of listening.values()) {
        if (device.organisation !== organisation || device.deviceId !== deviceId) continue
        broker.send(organisation, stateTopicOf(device.devEui), JSON.stringify(state), everyStateTopic)
      }
    },
    listeningDevices: () => {
      for (const [at, { organisation, devEui }] of listening) {
        if (!broker.hears(organisation, stateTopicOf(devEui), everyStateTopic)) listening.delete(at)
      }
      return [...listening.values()]
    },
    followLinks: async (organisation) => {
      const { devices } = await registries.of(organisation)
      for (const [at, listener] of listening) {
        if (listener.organisation !== organisation) continue
        const device = devices.get(listener.devEui)
        if (device === undefined || listenFor(organisation, device) === null) listening.delete(at)
      }
    },
    close: async () => {
      clearInterval(watch)
      await broker.close()
    },
  }
}

const parseJson = (payload: Buffer): unknown => {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
