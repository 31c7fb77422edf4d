import { z } from 'zod'
import { measurementSchema } from './envelopes/index.ts'
import type { Measurement } from './measurement.ts'

/** Our own protocol for devices at desks and rooms, over MQTT: `docs/device-protocol.md`. */
export type DeviceMessageKind = 'hello' | 'heartbeat' | 'check-in' | 'button' | 'sensor' | 'gone'

/** What a device told that matters at once. */
export type Spoke = 'hello' | 'check_in' | 'button'

/** A message of a device, as the ingest takes it in. */
export type DeviceWord = {
  readonly kind: 'word'
  readonly devEui: string
  /** The message's number: tells a repetition from the next message. Null: the device gave none. */
  readonly fCnt: number | null
  readonly receivedAt: Temporal.Instant
  readonly measurement: Measurement | null
  readonly spoke: Spoke | null
  /** The device's last will: it has lost its connection. */
  readonly gone: boolean
}

const upTopic = /^vrijplek\/v1\/([0-9a-f]{16})\/(hello|heartbeat|check-in|button|sensor|gone)$/
const stateTopic = /^vrijplek\/v1\/([0-9a-f]{16}|\+)\/state$/

export const parseUpTopic = (topic: string): { devEui: string; kind: DeviceMessageKind } | null => {
  const [, devEui, kind] = upTopic.exec(topic) ?? []
  return devEui === undefined || kind === undefined ? null : { devEui, kind: kind as DeviceMessageKind }
}

/** `+` stands for every device of the organisation, for a gateway that serves several. Null: not a topic one may subscribe to. */
export const parseStateTopic = (topic: string): string | null => stateTopic.exec(topic)?.[1] ?? null
export const stateTopicOf = (devEui: string): string => `vrijplek/v1/${devEui}/state`
export const everyStateTopic = stateTopicOf('+')

const id = z.int().min(0).max(0xffff_ffff).optional()
const at = z.iso.datetime({ offset: true }).optional()
const batteryPct = z.number().min(0).max(100).optional()
const base = { id, at }

const schemas = {
  hello: z.object({ ...base, batteryPct }),
  heartbeat: z.object({ ...base, batteryPct }),
  'check-in': z.object({ ...base, by: z.enum(['tap', 'button', 'qr', 'nfc']).optional() }),
  button: z.object({ ...base, button: z.string().max(40).optional() }),
  sensor: z.object({ ...base, measurement: measurementSchema }),
  gone: z.object({}),
} as const

const spoke: Partial<Record<DeviceMessageKind, Spoke>> = { hello: 'hello', 'check-in': 'check_in', button: 'button' }

/** A device's clock may run ahead by this much; beyond it, and before LoRaWAN's time, ours counts. */
const clockAheadMs = 2 * 60_000

/** @returns null when the payload has not the form of its topic */
export const parseDeviceMessage = (
  topic: { readonly devEui: string; readonly kind: DeviceMessageKind },
  body: unknown,
  arrivedAt: Temporal.Instant,
): DeviceWord | null => {
  const parsed = schemas[topic.kind].safeParse(body)
  if (!parsed.success) return null
  const said: { id?: number | undefined; at?: string | undefined; batteryPct?: number | undefined; measurement?: Measurement } =
    'measurement' in parsed.data ? { ...parsed.data, measurement: withoutGaps(parsed.data.measurement) } : parsed.data
  const measurement = said.measurement ?? measured(topic.kind, said.batteryPct)
  return {
    kind: 'word',
    devEui: topic.devEui,
    fCnt: said.id ?? null,
    receivedAt: timeOf(said.at, arrivedAt),
    measurement,
    spoke: spoke[topic.kind] ?? null,
    gone: topic.kind === 'gone',
  }
}

const withoutGaps = (measurement: z.infer<typeof measurementSchema>): Measurement =>
  Object.fromEntries(Object.entries(measurement).filter(([, value]) => value !== undefined))

const measured = (kind: DeviceMessageKind, battery: number | undefined): Measurement | null => {
  if (kind === 'button' || kind === 'check-in') return { buttonPressed: true }
  return battery === undefined ? null : { batteryPct: battery }
}

const timeOf = (text: string | undefined, arrivedAt: Temporal.Instant): Temporal.Instant => {
  if (text === undefined) return arrivedAt
  const told = Temporal.Instant.from(text)
  const aheadMs = told.epochMilliseconds - arrivedAt.epochMilliseconds
  // A clock that was never set (1970) is no clock: a device keeps a message for a day at most.
  return aheadMs > clockAheadMs || aheadMs < -24 * 3_600_000 ? arrivedAt : told
}
