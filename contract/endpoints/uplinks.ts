import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const Taken = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  ignored: z.number().int(),
  /** Devices not known here: listed as seen, nothing else kept. */
  unknown: z.number().int(),
})
export type Taken = z.infer<typeof Taken>

const uplink = {
  method: 'POST',
  tag: 'Uplinks',
  access: 'source',
  purpose: null,
  agreement: 'required',
  /** Parsed by the envelope readers of room `devices`, which know each network server's habits. */
  body: z.unknown(),
  largestBody: 1_048_576,
  success: { status: 200, body: Taken },
  errors: ['source_token_invalid', 'uplink_malformed'],
} as const

export const uplinkTheThingsStack = endpoint({
  ...uplink,
  id: 'uplinkTheThingsStack',
  path: '/uplinks/the-things-stack',
  summary: 'Webhook of The Things Stack v3; answered after commit',
})

export const uplinkChirpstack = endpoint({
  ...uplink,
  id: 'uplinkChirpstack',
  path: '/uplinks/chirpstack',
  summary: 'HTTP integration of ChirpStack v4 (JSON); answered after commit',
  query: z.object({ event: z.string().max(40).default('up') }),
})

export const uplinkGeneric = endpoint({
  ...uplink,
  id: 'uplinkGeneric',
  path: '/uplinks/generic',
  summary: 'Plain JSON: bytes or decoded measurements, one or many; answered after commit',
})
