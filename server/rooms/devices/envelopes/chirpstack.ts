import * as z from 'zod'
import { bytesFromBase64 } from './bytes.ts'
import {
  counterSchema,
  decodedSchema,
  devEuiSchema,
  hintSchema,
  ignored,
  malformed,
  portSchema,
  refused,
  type Envelope,
} from './envelope.ts'
import { receptionTime } from './reception-time.ts'

const time = z.string().max(40).optional()

const base = z.object({
  time,
  deviceInfo: z.object({ devEui: devEuiSchema, deviceProfileName: hintSchema }),
})

/**
 * Event `up` of ChirpStack v4 (JSON encoding). Until v4.0 zero, false and empty fields were left out; later they are
 * there, but still left out inside `rxInfo`. `gwTime` was called `time` then.
 */
const chirpStackUp = base.extend({
  fCnt: counterSchema.default(0),
  fPort: portSchema.default(0),
  data: z.string().default(''),
  object: decodedSchema,
  rxInfo: z.array(z.object({ gwTime: time, nsTime: time, time })).max(200).default([]),
}).meta({ id: 'ChirpStackUp', description: 'The event `up` of ChirpStack v4 in its JSON encoding.' })

/** Event `status`: battery in percent, which counts only when both flags are false (LoRaWAN DevStatusAns). */
const chirpStackStatus = base.extend({
  externalPowerSource: z.boolean().default(false),
  batteryLevelUnavailable: z.boolean().default(false),
  batteryLevel: z.number().min(0).max(100).default(0),
})

const otherEvents: readonly string[] = ['join', 'ack', 'txack', 'log', 'location', 'integration']

/**
 * Reads one event of ChirpStack v4.
 *
 * @param event the kind, which the body does not tell: the HTTP query `?event=` or the last part of the MQTT topic
 * @param body the parsed JSON, of unknown shape
 * @param arrivedAt our clock when the message came in
 */
export const parseChirpStack = (event: string | undefined, body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  if (event === 'up') return parseUp(body, arrivedAt)
  if (event === 'status') return parseStatus(body, arrivedAt)
  if (event === undefined || !otherEvents.includes(event)) return refused('unknown_event')
  const parsed = base.safeParse(body)
  return parsed.success ? ignored(event, parsed.data.deviceInfo.devEui) : malformed(parsed.error)
}

const parseUp = (body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  const parsed = chirpStackUp.safeParse(body)
  if (!parsed.success) return malformed(parsed.error)
  const { deviceInfo, fCnt, fPort, data, object: decodedByServer, rxInfo } = parsed.data
  const bytes = bytesFromBase64(data)
  if (typeof bytes === 'string') return refused(`payload_${bytes}`, 'data')
  // the outer time is the first gateway's, or the server's when no gateway has a clock
  const gatewayTimes = [...rxInfo.map((each) => each.gwTime ?? each.time), parsed.data.time]
  const serverTime = rxInfo.find((each) => each.nsTime !== undefined)?.nsTime
  return {
    kind: 'uplink',
    devEui: deviceInfo.devEui,
    fPort,
    bytes,
    fCnt,
    ...receptionTime(gatewayTimes, serverTime, arrivedAt),
    gateways: rxInfo.length,
    ...(decodedByServer && { decodedByServer }),
    ...(deviceInfo.deviceProfileName !== undefined && { modelHint: deviceInfo.deviceProfileName }),
  }
}

const parseStatus = (body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  const parsed = chirpStackStatus.safeParse(body)
  if (!parsed.success) return malformed(parsed.error)
  const { deviceInfo, externalPowerSource, batteryLevelUnavailable, batteryLevel } = parsed.data
  if (externalPowerSource || batteryLevelUnavailable) return ignored('status_without_battery', deviceInfo.devEui)
  return {
    kind: 'reading',
    devEui: deviceInfo.devEui,
    measurement: { batteryPct: batteryLevel },
    // the server's own time
    ...receptionTime([], parsed.data.time, arrivedAt),
    ...(deviceInfo.deviceProfileName !== undefined && { modelHint: deviceInfo.deviceProfileName }),
  }
}

const topic = /^application\/([^/+#]{1,100})\/device\/([0-9a-fA-F]{16})\/event\/([a-z]{1,20})$/

/**
 * What ChirpStack's default MQTT topic says: `application/<id>/device/<devEui>/event/<kind>`; undefined for another
 * topic.
 */
export const parseChirpStackTopic = (
  name: string,
): { applicationId: string; devEui: string; event: string } | undefined => {
  const [, applicationId, devEui, event] = topic.exec(name) ?? []
  if (applicationId === undefined || devEui === undefined || event === undefined) return undefined
  return { applicationId, devEui: devEui.toLowerCase(), event }
}

/** One MQTT message: the topic tells the kind of event, and its device must be the body's. */
export const parseChirpStackMessage = (name: string, body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  const told = parseChirpStackTopic(name)
  if (told === undefined) return refused('unknown_topic')
  const envelope = parseChirpStack(told.event, body, arrivedAt)
  if (envelope.kind !== 'refused' && envelope.devEui !== told.devEui) {
    return refused('topic_and_body_differ', 'deviceInfo.devEui')
  }
  return envelope
}
