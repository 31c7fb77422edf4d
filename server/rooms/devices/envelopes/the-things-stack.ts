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

/**
 * The body of a webhook of The Things Stack v3 (JSON). Fields that are zero, false or empty are left out by the server
 * (The Things Stack documentation, "Data Formats"), so hardly any is required. Fields not named here are dropped.
 */
const theThingsStackBody = z.object({
  end_device_ids: z.object({ dev_eui: devEuiSchema }),
  received_at: time,
  simulated: z.boolean().optional(),
  uplink_message: z.object({
    f_port: portSchema.default(0),
    f_cnt: counterSchema.default(0),
    frm_payload: z.string().default(''),
    decoded_payload: decodedSchema,
    received_at: time,
    rx_metadata: z.array(z.object({ time })).max(200).default([]),
    version_ids: z.object({ model_id: hintSchema }).optional().catch(undefined),
  }).optional(),
}).meta({
  id: 'TheThingsStackWebhook',
  description: 'A webhook message of The Things Stack v3. Only uplinks are used; anything else is ignored.',
})

/** Messages of the same webhook that carry no uplink. */
const otherMessages = [
  'join_accept', 'downlink_ack', 'downlink_nack', 'downlink_sent', 'downlink_failed', 'downlink_queued',
  'downlink_queue_invalidated', 'location_solved', 'service_data', 'uplink_normalized',
] as const

/**
 * Reads one webhook message of The Things Stack v3.
 *
 * @param body the parsed JSON, of unknown shape
 * @param arrivedAt our clock when the message came in
 */
export const parseTheThingsStack = (body: unknown, arrivedAt: Temporal.Instant): Envelope => {
  const parsed = theThingsStackBody.safeParse(body)
  if (!parsed.success) return malformed(parsed.error)
  const { received_at: forwardedAt, simulated, uplink_message: uplink } = parsed.data
  const devEui = parsed.data.end_device_ids.dev_eui
  if (uplink === undefined) {
    const other = otherMessages.find((key) => Object.hasOwn(body as object, key))
    return other === undefined ? refused('no_uplink') : ignored(other, devEui)
  }
  // typed into the console, not sent by a sensor
  if (simulated === true) return ignored('simulated', devEui)
  const bytes = bytesFromBase64(uplink.frm_payload)
  if (typeof bytes === 'string') return refused(`payload_${bytes}`, 'uplink_message.frm_payload')
  const { decoded_payload: decodedByServer } = uplink
  const modelHint = uplink.version_ids?.model_id
  return {
    kind: 'uplink',
    devEui,
    fPort: uplink.f_port,
    bytes,
    fCnt: uplink.f_cnt,
    // uplink_message.received_at is the network server's; the outer one the application server's, a little later
    ...receptionTime(uplink.rx_metadata.map((each) => each.time), uplink.received_at ?? forwardedAt, arrivedAt),
    gateways: uplink.rx_metadata.length,
    ...(decodedByServer && { decodedByServer }),
    ...(modelHint !== undefined && { modelHint }),
  }
}
