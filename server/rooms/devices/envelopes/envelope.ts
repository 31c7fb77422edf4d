import * as z from 'zod'
import type { Measurement } from '../measurement.ts'

/** Which clock `receivedAt` comes from. */
export type Clock = 'gateway' | 'server' | 'sender' | 'arrival'

/** A frame a sensor sent, as a network server or the plain webhook delivered it; not decoded by us yet. */
export type Uplink = {
  kind: 'uplink'
  /** 16 hexadecimal digits, lower case. */
  devEui: string
  /** 0 when the network server named none: MAC commands only, a sign of life. */
  fPort: number
  /** At most 255; empty is a sign of life. */
  bytes: Uint8Array
  /** LoRaWAN frame counter, 32 bits; null when the sender does not know it. */
  fCnt: number | null
  receivedAt: Temporal.Instant
  clock: Clock
  /** How many gateways heard the frame, as far as the message says. */
  gateways: number
  /** What the network server's own codec made of it, untouched and untrusted. */
  decodedByServer?: Record<string, unknown>
  /** The device's model in the words of the network server or sender. */
  modelHint?: string
}

/** A message that already speaks of values instead of bytes. */
export type Reading = {
  kind: 'reading'
  devEui: string
  measurement: Measurement
  receivedAt: Temporal.Instant
  clock: Clock
  modelHint?: string
}

/** Understood, and of no use here (a join, a test message of a console). */
export type Ignored = { kind: 'ignored'; reason: string; devEui?: string }

/** Not what this source sends. `where` is the path inside the body. */
export type Refused = { kind: 'refused'; reason: string; where?: string }

export type Envelope = Uplink | Reading | Ignored | Refused

export const ignored = (reason: string, devEui?: string): Ignored => ({
  kind: 'ignored',
  reason,
  ...(devEui !== undefined && { devEui }),
})

export const refused = (reason: string, where?: string): Refused => ({
  kind: 'refused',
  reason,
  ...(where !== undefined && { where }),
})

/** The first complaint of a schema, as a refusal that names the place and never repeats the sender's values. */
export const malformed = (error: z.ZodError): Refused => refused('malformed', error.issues[0]?.path.join('.') ?? '')

/** The Things Stack writes EUIs in upper case, ChirpStack in lower case. */
export const devEuiSchema = z.string().regex(/^[0-9a-fA-F]{16}$/).transform((eui) => eui.toLowerCase())

export const portSchema = z.int().min(0).max(255)
export const counterSchema = z.int().min(0).max(0xffff_ffff)

/** A model's name is a hint; an odd one is no reason to lose a reading. */
export const hintSchema = z.string().max(100).optional().catch(undefined)

/** Likewise what the server's codec made of the bytes. */
export const decodedSchema = z.record(z.string(), z.unknown()).optional().catch(undefined)
