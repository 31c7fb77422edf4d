import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { Whereabouts } from '../endpoint.ts'
import { FloorId, LocationId, TeamId, WorkspaceId, ZoneId } from '../ids.ts'
import { Day, Name, WallTime } from '../values.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const Opening = z.object({ from: WallTime, to: WallTime })
/** Wall-clock opening hours per weekday, at the location; an empty list is closed. */
export const OpeningHours = z.object({
  monday: z.array(Opening).max(4),
  tuesday: z.array(Opening).max(4),
  wednesday: z.array(Opening).max(4),
  thursday: z.array(Opening).max(4),
  friday: z.array(Opening).max(4),
  saturday: z.array(Opening).max(4),
  sunday: z.array(Opening).max(4),
})
export type OpeningHours = z.infer<typeof OpeningHours>

export const LocationRules = z.object({
  openingHours: OpeningHours,
  closedDays: z.array(z.object({ date: Day, reason: z.string().max(200) })).max(400),
  /** How many working days (days with opening hours that are not closed days) ahead one may book. */
  deskWindowDays: z.number().int().min(0).max(366),
  roomWindowDays: z.number().int().min(0).max(366),
  /** After its start, how long a booking is held without a check-in, minutes. */
  checkInGraceMinutes: z.number().int().min(5).max(240),
  /** A sensed person at the booked workspace counts as check-in. */
  sensorChecksIn: z.boolean(),
})

export const LocationFields = LocationRules.extend({
  name: Name,
  address: z.string().trim().max(300),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** IANA name, for example Europe/Amsterdam. */
  timeZone: z.string().max(60),
})

export const WorkspaceKind = z.enum(['desk', 'room'])
export const WorkspaceType = z.enum(['standard', 'sit_stand', 'quiet', 'meeting', 'phone_booth', 'lounge'])
export const Equipment = z.enum([
  'screen',
  'two_screens',
  'dock',
  'sit_stand',
  'window',
  'display',
  'camera',
  'whiteboard',
])

export const WorkspaceFields = z.object({
  /** Unique within the location; also printed beside its QR code. */
  code: z.string().trim().min(1).max(40),
  kind: WorkspaceKind,
  name: Name,
  type: WorkspaceType,
  seats: z.number().int().min(1).max(1000),
  equipment: z.array(Equipment).max(20),
  bookable: z.boolean(),
  /** Centre on the plan, in plan units (10 units are one metre); `turn` in degrees clockwise. */
  x: z.number().min(-100_000).max(100_000),
  y: z.number().min(-100_000).max(100_000),
  turn: z.number().min(-360).max(360),
  width: z.number().positive().max(100_000),
  depth: z.number().positive().max(100_000),
})

export const ZoneFields = z.object({
  name: Name,
  polygon: z.array(z.tuple([z.number(), z.number()])).max(200),
})

/** SVG as text, or a picture as a data URL (PNG or JPEG). SVG is cut down to an allow-list before it is stored. */
export const PlanFields = z.object({
  kind: z.enum(['svg', 'picture']),
  svg: z.string().max(2_000_000).optional(),
  picture: z.string().max(8_000_000).optional(),
  viewBox: z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()]),
})

/** Bytes of a request that may hold a plan. */
export const largestPlanBody = 10_485_760

export const Workspace = WorkspaceFields.extend({ id: WorkspaceId, floorId: FloorId, zoneId: ZoneId.nullable() })
export const Zone = ZoneFields.extend({ id: ZoneId, floorId: FloorId, teamId: TeamId.nullable() })
const FloorSummary = z.object({
  id: FloorId,
  locationId: LocationId,
  name: z.string(),
  level: z.number().int(),
  desks: z.number().int(),
  rooms: z.number().int(),
})
export const Location = LocationFields.extend({ id: LocationId, floors: z.array(FloorSummary) })
export const Floor = z.object({
  id: FloorId,
  locationId: LocationId,
  locationName: z.string(),
  timeZone: z.string(),
  name: z.string(),
  level: z.number().int(),
  plan: PlanFields.nullable(),
  zones: z.array(Zone),
  workspaces: z.array(Workspace),
})

const read = { access: { permission: 'see_floors' }, purpose: 'booking', agreement: 'required', tag: 'Places' } as const
export const manage = {
  access: { permission: 'manage_places' },
  purpose: 'administration',
  agreement: 'required',
  tag: 'Places',
} as const

/** A place manager's right may hold for one location: it reaches what stands there. */
export const manageAt = <const At extends Exclude<Whereabouts, 'any'>>(at: At) => ({ ...manage, access: { permission: 'manage_places', at } }) as const

export const listLocations = endpoint({
  id: 'listLocations',
  method: 'GET',
  path: '/locations',
  summary: 'Locations with their rules and floors',
  ...read,
  tokens: { categories: ['places'], clients: true },
  success: { status: 200, body: z.object({ locations: z.array(Location) }) },
})

export const createLocation = endpoint({
  id: 'createLocation',
  method: 'POST',
  path: '/locations',
  summary: 'Add a location',
  ...manage,
  body: LocationFields,
  success: { status: 201, body: Location },
  errors: ['name_taken', 'time_zone_unknown', 'opening_hours_invalid'],
})

export const getLocation = endpoint({
  id: 'getLocation',
  method: 'GET',
  path: '/locations/{locationId}',
  summary: 'One location',
  ...read,
  tokens: { categories: ['places'], clients: true },
  params: z.object({ locationId: LocationId }),
  success: { status: 200, body: Location },
})

export const updateLocation = endpoint({
  id: 'updateLocation',
  method: 'PATCH',
  path: '/locations/{locationId}',
  summary: 'Change a location or its rules',
  ...manageAt({ location: 'params.locationId' }),
  params: z.object({ locationId: LocationId }),
  body: LocationFields.partial(),
  success: { status: 200, body: Location },
  errors: ['name_taken', 'time_zone_unknown', 'opening_hours_invalid'],
})

export const deleteLocation = endpoint({
  id: 'deleteLocation',
  method: 'DELETE',
  path: '/locations/{locationId}',
  summary: 'Remove a location without floors',
  ...manage,
  params: z.object({ locationId: LocationId }),
  success: { status: 204, body: null },
  errors: ['still_in_use'],
})

export const createFloor = endpoint({
  id: 'createFloor',
  method: 'POST',
  path: '/locations/{locationId}/floors',
  summary: 'Add a floor',
  ...manageAt({ location: 'params.locationId' }),
  params: z.object({ locationId: LocationId }),
  body: z.object({ name: Name, level: z.number().int().min(-20).max(300), plan: PlanFields.nullable().default(null) }),
  largestBody: largestPlanBody,
  success: { status: 201, body: Floor },
  errors: ['name_taken', 'plan_invalid'],
})

export const getFloor = endpoint({
  id: 'getFloor',
  method: 'GET',
  path: '/floors/{floorId}',
  summary: 'A floor with its plan, zones and workspaces',
  ...read,
  tokens: { categories: ['places'], clients: true },
  params: z.object({ floorId: FloorId }),
  success: { status: 200, body: Floor },
})

export const updateFloor = endpoint({
  id: 'updateFloor',
  method: 'PATCH',
  path: '/floors/{floorId}',
  summary: 'Change name, level or plan of a floor',
  ...manageAt({ floor: 'params.floorId' }),
  params: z.object({ floorId: FloorId }),
  body: z.object({ name: Name, level: z.number().int().min(-20).max(300), plan: PlanFields.nullable() }).partial(),
  largestBody: largestPlanBody,
  success: { status: 200, body: Floor },
  errors: ['name_taken', 'plan_invalid'],
})

export const deleteFloor = endpoint({
  id: 'deleteFloor',
  method: 'DELETE',
  path: '/floors/{floorId}',
  summary: 'Remove a floor without workspaces',
  ...manageAt({ floor: 'params.floorId' }),
  params: z.object({ floorId: FloorId }),
  success: { status: 204, body: null },
  errors: ['still_in_use'],
})

export const createZone = endpoint({
  id: 'createZone',
  method: 'POST',
  path: '/floors/{floorId}/zones',
  summary: 'Add a zone',
  ...manageAt({ floor: 'params.floorId' }),
  params: z.object({ floorId: FloorId }),
  body: ZoneFields.extend({ teamId: TeamId.nullable().default(null) }),
  success: { status: 201, body: Zone },
  errors: ['name_taken'],
})

export const updateZone = endpoint({
  id: 'updateZone',
  method: 'PATCH',
  path: '/zones/{zoneId}',
  summary: 'Change a zone',
  ...manageAt({ zone: 'params.zoneId' }),
  params: z.object({ zoneId: ZoneId }),
  body: ZoneFields.extend({ teamId: TeamId.nullable() }).partial(),
  success: { status: 200, body: Zone },
  errors: ['name_taken'],
})

export const deleteZone = endpoint({
  id: 'deleteZone',
  method: 'DELETE',
  path: '/zones/{zoneId}',
  summary: 'Remove a zone; its workspaces stay',
  ...manageAt({ zone: 'params.zoneId' }),
  params: z.object({ zoneId: ZoneId }),
  success: { status: 204, body: null },
  errors: ['still_in_use'],
})

export const createWorkspaces = endpoint({
  id: 'createWorkspaces',
  method: 'POST',
  path: '/floors/{floorId}/workspaces',
  summary: 'Add workspaces, all or none',
  ...manageAt({ floor: 'params.floorId' }),
  params: z.object({ floorId: FloorId }),
  body: z.object({
    workspaces: z
      .array(WorkspaceFields.extend({ zoneId: ZoneId.nullable().default(null) }))
      .min(1)
      .max(2000),
  }),
  largestBody: 1_048_576,
  success: { status: 201, body: z.object({ workspaces: z.array(Workspace) }) },
  errors: ['code_taken'],
})

export const getWorkspace = endpoint({
  id: 'getWorkspace',
  method: 'GET',
  path: '/workspaces/{workspaceId}',
  summary: 'One workspace',
  ...read,
  tokens: { categories: ['places'], clients: true },
  params: z.object({ workspaceId: WorkspaceId }),
  success: { status: 200, body: Workspace },
})

export const findWorkspaceByQrCode = endpoint({
  id: 'findWorkspaceByQrCode',
  method: 'GET',
  path: '/qr-codes/{qrCode}',
  summary: 'The workspace a QR code stands on',
  ...read,
  tokens: { categories: ['places'], clients: true },
  params: z.object({ qrCode: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/) }),
  success: { status: 200, body: Workspace },
})

export const getWorkspaceQrCode = endpoint({
  id: 'getWorkspaceQrCode',
  method: 'GET',
  path: '/workspaces/{workspaceId}/qr-code',
  summary: 'The QR code to print for a workspace, as SVG; it opens exactly that workspace',
  ...manageAt({ workspace: 'params.workspaceId' }),
  params: z.object({ workspaceId: WorkspaceId }),
  success: { status: 200, body: z.string(), contentType: 'image/svg+xml' },
})

export const updateWorkspace = endpoint({
  id: 'updateWorkspace',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}',
  summary: 'Change a workspace',
  ...manageAt({ workspace: 'params.workspaceId', zone: 'body.zoneId' }),
  params: z.object({ workspaceId: WorkspaceId }),
  body: WorkspaceFields.omit({ kind: true }).extend({ zoneId: ZoneId.nullable() }).partial(),
  success: { status: 200, body: Workspace },
  errors: ['code_taken'],
})

export const deleteWorkspace = endpoint({
  id: 'deleteWorkspace',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}',
  summary: 'Remove a workspace that has no bookings or devices',
  ...manageAt({ workspace: 'params.workspaceId' }),
  params: z.object({ workspaceId: WorkspaceId }),
  success: { status: 204, body: null },
  errors: ['still_in_use'],
})
