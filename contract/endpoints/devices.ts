import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { DecoderId, DeviceId, DeviceLinkId, SourceId, WorkspaceId, ZoneId } from '../ids.ts'
import { Day, Instant, Name } from '../values.ts'

const manage = {
  access: { permission: 'manage_devices' },
  purpose: 'administration',
  agreement: 'required',
  tag: 'Devices',
} as const

/** At the caller's locations, and what stands nowhere yet. */
const manageHere = { ...manage, access: { permission: 'manage_devices', at: 'any' } } as const
/** The device stands at the caller's location. */
const manageThere = { ...manage, access: { permission: 'manage_devices', at: { device: 'params.deviceId' } } } as const

export const DevEui = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{16}$/)
export const SourceKind = z.enum(['the-things-stack', 'chirpstack', 'generic', 'mqtt'])
export const DeviceKind = z.enum([
  'desk_device',
  'room_device',
  'desk_sensor',
  'room_sensor',
  'people_counter',
  'climate',
])

export const Source = z.object({
  id: SourceId,
  kind: SourceKind,
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  username: z.string().nullable(),
})

export const listSources = endpoint({
  id: 'listSources',
  method: 'GET',
  path: '/sources',
  summary: 'Where uplinks may come from',
  ...manage,
  success: { status: 200, body: z.object({ sources: z.array(Source) }) },
})

export const createSource = endpoint({
  id: 'createSource',
  method: 'POST',
  path: '/sources',
  stepUp: true,
  summary: 'Add a source; its secret is shown once',
  ...manage,
  body: z.object({ kind: SourceKind, name: Name }),
  success: {
    status: 201,
    body: Source.extend({
      /** Bearer token of a webhook source. */
      token: z.string().nullable(),
      /** MQTT password of an `mqtt` source. */
      password: z.string().nullable(),
    }),
  },
  errors: ['name_taken'],
})

export const deleteSource = endpoint({
  id: 'deleteSource',
  method: 'DELETE',
  path: '/sources/{sourceId}',
  stepUp: true,
  summary: 'Revoke a source at once; open MQTT connections are cut',
  ...manage,
  params: z.object({ sourceId: SourceId }),
  success: { status: 204, body: null },
})

const Link = z.object({
  id: DeviceLinkId,
  workspaceId: WorkspaceId.nullable(),
  zoneId: ZoneId.nullable(),
  /** Region of a sensor that tells several places apart; null for the whole device. */
  region: z.number().int().min(1).max(64).nullable(),
  from: Instant,
  to: Instant.nullable(),
})

export const Device = z.object({
  id: DeviceId,
  devEui: z.string(),
  model: z.string(),
  kind: DeviceKind,
  name: z.string().nullable(),
  links: z.array(Link),
  lastSeenAt: Instant.nullable(),
  batteryPct: z.number().nullable(),
  health: z.enum(['ok', 'silent', 'stuck', 'battery_low', 'never_seen']),
})

export const listDevices = endpoint({
  id: 'listDevices',
  method: 'GET',
  path: '/devices',
  summary: 'Devices with their links and health',
  ...manageHere,
  tokens: { categories: ['devices', 'places'], clients: true },
  success: { status: 200, body: z.object({ devices: z.array(Device) }) },
})

export const createDevice = endpoint({
  id: 'createDevice',
  method: 'POST',
  path: '/devices',
  summary: 'Add a device',
  ...manageHere,
  body: z.object({ devEui: DevEui, model: Name, kind: DeviceKind, name: Name.nullable().default(null) }),
  success: { status: 201, body: Device },
  errors: ['device_exists', 'model_unknown'],
})

export const getDevice = endpoint({
  id: 'getDevice',
  method: 'GET',
  path: '/devices/{deviceId}',
  summary: 'One device, with the history of its links',
  ...manageHere,
  tokens: { categories: ['devices', 'places'], clients: true },
  params: z.object({ deviceId: DeviceId }),
  success: { status: 200, body: Device },
})

export const deleteDevice = endpoint({
  id: 'deleteDevice',
  method: 'DELETE',
  path: '/devices/{deviceId}',
  summary: 'Take a device out of use; what it told stays with its workspace',
  ...manageThere,
  params: z.object({ deviceId: DeviceId }),
  success: { status: 204, body: null },
})

export const linkDevice = endpoint({
  id: 'linkDevice',
  method: 'POST',
  path: '/devices/{deviceId}/links',
  summary: 'Link a device, or one region of it, to a workspace or zone from a moment on; ends the link it had',
  ...manage,
  access: { permission: 'manage_devices', at: { workspace: 'body.workspaceId', zone: 'body.zoneId' } },
  params: z.object({ deviceId: DeviceId }),
  body: z
    .object({
      workspaceId: WorkspaceId.nullable().default(null),
      zoneId: ZoneId.nullable().default(null),
      region: z.number().int().min(1).max(64).nullable().default(null),
      from: Instant.optional(),
    })
    .refine((link) => (link.workspaceId === null) !== (link.zoneId === null), {
      message: 'either workspaceId or zoneId',
    }),
  success: { status: 201, body: Device },
  errors: ['link_overlaps'],
})

export const endDeviceLink = endpoint({
  id: 'endDeviceLink',
  method: 'DELETE',
  path: '/devices/{deviceId}/links/{linkId}',
  summary: 'End a link now; its history stays',
  ...manageThere,
  params: z.object({ deviceId: DeviceId, linkId: DeviceLinkId }),
  success: { status: 204, body: null },
})

export const listSeenDevices = endpoint({
  id: 'listSeenDevices',
  method: 'GET',
  path: '/seen-devices',
  summary: 'Devices that sent something but are not known here: seen, not linked, no payload kept',
  ...manageHere,
  success: {
    status: 200,
    body: z.object({
      seen: z.array(
        z.object({
          devEui: z.string(),
          sourceId: SourceId,
          firstSeenAt: Instant,
          lastSeenAt: Instant,
          uplinks: z.number().int(),
        }),
      ),
    }),
  },
})

export const listRefusals = endpoint({
  id: 'listRefusals',
  method: 'GET',
  path: '/uplink-refusals',
  summary: 'How many uplinks were refused, per day, source and reason; what they said was not kept',
  tag: 'Devices',
  access: { permission: 'see_refusals' },
  purpose: 'administration',
  agreement: 'not_required',
  success: {
    status: 200,
    body: z.object({
      refusals: z.array(
        z.object({ date: Day, sourceId: SourceId, reason: z.string(), uplinks: z.number().int() }),
      ),
    }),
  },
})

export const Decoder = z.object({
  id: DecoderId,
  model: z.string(),
  version: z.number().int(),
  state: z.enum(['draft', 'live', 'retired']),
  createdAt: Instant,
})

export const listDecoders = endpoint({
  id: 'listDecoders',
  method: 'GET',
  path: '/decoders',
  summary: "Makers' decoders that were brought in",
  ...manage,
  success: {
    status: 200,
    body: z.object({ decoders: z.array(Decoder), builtIn: z.array(z.object({ model: z.string(), maker: z.string() })) }),
  },
})

export const uploadDecoder = endpoint({
  id: 'uploadDecoder',
  method: 'POST',
  path: '/decoders',
  stepUp: true,
  summary: "Bring in a maker's JavaScript decoder for a model, as a draft",
  ...manage,
  body: z.object({ model: Name, source: z.string().min(1).max(262_144) }),
  /** A character may take six bytes as an escape. */
  largestBody: 2_097_152,
  success: { status: 201, body: Decoder },
  errors: ['decoder_invalid'],
})

export const tryDecoder = endpoint({
  id: 'tryDecoder',
  method: 'POST',
  path: '/decoders/{decoderId}/trial',
  summary: 'Run a decoder on example bytes in its sandbox',
  ...manage,
  params: z.object({ decoderId: DecoderId }),
  body: z.object({
    fPort: z.number().int().min(0).max(255),
    hex: z
      .string()
      .max(1024)
      .regex(/^([0-9a-fA-F]{2})*$/),
  }),
  success: {
    status: 200,
    body: z.object({
      ok: z.boolean(),
      /** What this house understood from the decoder's answer. */
      measurement: z.record(z.string(), z.unknown()).nullable(),
      error: z.string().nullable(),
      milliseconds: z.number(),
    }),
  },
})

export const activateDecoder = endpoint({
  id: 'activateDecoder',
  method: 'POST',
  path: '/decoders/{decoderId}/activation',
  stepUp: true,
  summary: 'Make a decoder live for its model, after a trial that went well',
  ...manage,
  params: z.object({ decoderId: DecoderId }),
  success: { status: 200, body: Decoder },
  errors: ['decoder_not_tried'],
})
