import * as z from 'zod'
import { plausibleRange, type Measurement, type NumberKey } from '../measurement.ts'
import { bytesFromBase64, bytesFromHex, longestPayload } from './bytes.ts'
import { counterSchema, malformed, portSchema, refused, type Envelope } from './envelope.ts'
import { senderTime } from './reception-time.ts'

/** The most messages one request may carry. */
export const mostMessages = 1000

const range = (key: NumberKey): z.ZodOptional<z.ZodNumber> =>
  z.number().min(plausibleRange[key][0]).max(plausibleRange[key][1]).optional()
const count = z.int().min(0).max(0xffff_ffff)

/**
 * Values in this house's units. Unlike in a decoder's output an implausible value is an error: the sender can be
 * told.
 */
export const measurementSchema = z.strictObject({
  occupied: z.boolean().optional().describe('Somebody is there, as the device itself judges'),
  motion: z.boolean().optional().describe('Motion is sensed now; no proof of occupancy'),
  motionCount: count.optional(),
  eventCount: count.optional(),
  minutesSinceLastEvent: range('minutesSinceLastEvent'),
  peopleCount: count.max(0xffff).optional().describe('People present now'),
  peopleCountMax: count.max(0xffff).optional(),
  regions: z.array(z.strictObject({
    region: z.int().min(1).max(255),
    occupied: z.boolean().optional(),
    peopleCount: count.max(0xffff).optional(),
  })).max(64).optional(),
  totalIn: count.optional().describe('People that ever went in; may wrap'),
  totalOut: count.optional(),
  periodIn: count.optional().describe('People that went in since the message before'),
  periodOut: count.optional(),
  temperatureC: range('temperatureC'),
  humidityPct: range('humidityPct'),
  co2Ppm: range('co2Ppm'),
  pressureHpa: range('pressureHpa'),
  illuminanceLux: range('illuminanceLux'),
  tvocIaq: range('tvocIaq'),
  tvocUgM3: range('tvocUgM3'),
  lightLevel: range('lightLevel'),
  light: z.enum(['dark', 'light']).optional(),
  batteryPct: range('batteryPct'),
  batteryV: range('batteryV'),
  buttonPressed: z.boolean().optional(),
  tamper: z.boolean().optional(),
}).refine((measurement) => Object.values(measurement).some((value) => value !== undefined), { error: 'empty' })

const devEui = z.string().regex(/^[0-9a-fA-F]{2}(?:[:-]?[0-9a-fA-F]{2}){7}$/)
  .describe('The device\'s EUI: 16 hexadecimal digits, upper or lower case, pairs may be separated by - or :')
const at = z.iso.datetime({ offset: true }).optional()
  .describe('When it was received or measured, RFC 3339 with its zone; without it, or ahead of our clock: now')

const frame = z.strictObject({
  devEui,
  at,
  fPort: portSchema.describe('LoRaWAN port'),
  hex: z.string().max(2 * longestPayload).optional().describe('The payload in hexadecimal; either this or base64'),
  base64: z.string().max(4 * Math.ceil(longestPayload / 3)).optional(),
  fCnt: counterSchema.optional().describe('LoRaWAN frame counter; lets the same frame be told from the next'),
  model: z.string().min(1).max(100).optional().describe('Model as the maker spells it, a hint for an unknown device'),
}).refine(
  (each) => (each.hex === undefined) !== (each.base64 === undefined),
  { error: 'either hex or base64', path: ['hex'] },
)

const measured = z.strictObject({ devEui, at, measurement: measurementSchema })

const message = z.union([frame, measured])

export const genericExamples: readonly object[] = [
  {
    devEui: '24e124fffef00105', at: '2026-03-11T08:04:12Z', fPort: 85, hex: '017564030001', fCnt: 1234,
    model: 'VS340',
  },
  { devEui: '24e124fffef00122', measurement: { temperatureC: 22.4, humidityPct: 41, co2Ppm: 905 } },
]

/**
 * The plain JSON webhook: one message or up to a thousand. A message carries a frame's bytes, which the decoder of
 * the device's model reads, or values that were decoded before.
 */
export const genericBody = z.union([message, z.array(message).min(1).max(mostMessages)]).meta({
  id: 'GenericUplinks',
  description: 'One uplink, or up to 1,000: a frame as bytes, or values that are decoded already.',
  examples: [...genericExamples],
})

/** A key without a value is no key. */
const present = (measurement: z.infer<typeof measurementSchema>): Measurement =>
  Object.fromEntries(Object.entries(measurement).filter(([, value]) => value !== undefined))

const parseMessage = (body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  // picking the form by its key gives an error that names the wrong field, which a union does not
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'measurement')) {
    const parsed = measured.safeParse(body)
    if (!parsed.success) return malformed(parsed.error)
    return {
      kind: 'reading',
      devEui: plainEui(parsed.data.devEui),
      measurement: present(parsed.data.measurement),
      ...senderTime(parsed.data.at, arrivedAt),
    }
  }
  const parsed = frame.safeParse(body)
  if (!parsed.success) return malformed(parsed.error)
  const { hex, base64, fPort, fCnt, model } = parsed.data
  const bytes = hex === undefined ? bytesFromBase64(base64 ?? '') : bytesFromHex(hex)
  if (typeof bytes === 'string') return refused(`payload_${bytes}`, hex === undefined ? 'base64' : 'hex')
  return {
    kind: 'uplink',
    devEui: plainEui(parsed.data.devEui),
    fPort,
    bytes,
    // unknown is not zero: without a counter the ingest can only compare times
    fCnt: fCnt ?? null,
    ...senderTime(parsed.data.at, arrivedAt),
    gateways: 0,
    ...(model !== undefined && { modelHint: model }),
  }
}

const plainEui = (eui: string): string => eui.replace(/[:-]/g, '').toLowerCase()

/**
 * Reads a request to the plain webhook: one answer per message, in order, so that one bad message does not cost the
 * others.
 *
 * @param body the parsed JSON, of unknown shape
 * @param arrivedAt our clock when the request came in
 */
export const parseGeneric = (body: unknown, arrivedAt: Temporal.Instant): Envelope[] => {
  if (!Array.isArray(body)) return [parseMessage(body, arrivedAt)]
  if (body.length === 0) return [refused('empty_list')]
  if (body.length > mostMessages) return [refused('too_many_messages')]
  return body.map((each: unknown) => parseMessage(each, arrivedAt))
}
