import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { WorkspaceId } from '../ids.ts'
import { Instant, Language, WorkspaceState } from '../values.ts'

export const startDoorPairing = endpoint({
  id: 'startDoorPairing',
  method: 'POST',
  path: '/door-pairings',
  tag: 'Door',
  summary: 'A tablet asks to become a door display; shows the code to a manager, polls with the secret',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  success: {
    status: 201,
    body: z.object({ code: z.string(), secret: z.string(), expiresAt: Instant }),
  },
  errors: ['too_many_attempts'],
})

export const finishDoorPairing = endpoint({
  id: 'finishDoorPairing',
  method: 'POST',
  path: '/door-pairings/completion',
  tag: 'Door',
  summary: 'The tablet asks whether a manager has paired it; if so the door cookie is set',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  body: z.object({ secret: z.string().max(200) }),
  success: { status: 200, body: z.object({ paired: z.boolean(), workspaceId: WorkspaceId.nullable() }) },
  errors: ['pairing_invalid'],
})

export const pairDoor = endpoint({
  id: 'pairDoor',
  method: 'POST',
  path: '/workspaces/{workspaceId}/door',
  tag: 'Door',
  summary: 'Pair the tablet that shows this code with a room',
  access: { permission: 'manage_devices', at: { workspace: 'params.workspaceId' } },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ workspaceId: WorkspaceId }),
  body: z.object({ code: z.string().trim().toUpperCase().max(20) }),
  success: { status: 201, body: z.object({ workspaceId: WorkspaceId }) },
  errors: ['pairing_invalid'],
})

export const unpairDoors = endpoint({
  id: 'unpairDoors',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/door',
  tag: 'Door',
  summary: 'Unpair every door display of a room at once',
  access: { permission: 'manage_devices', at: { workspace: 'params.workspaceId' } },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ workspaceId: WorkspaceId }),
  success: { status: 204, body: null },
})

const DoorBooking = z.object({
  from: Instant,
  to: Instant,
  checkedIn: z.boolean(),
  /** Only of people whom the whole organisation may see. */
  name: z.string().nullable(),
})

export const DoorView = z.object({
  at: Instant,
  workspace: z.object({
    id: WorkspaceId,
    name: z.string(),
    seats: z.number().int(),
    equipment: z.array(z.string()),
    timeZone: z.string(),
    language: Language,
  }),
  state: WorkspaceState,
  until: Instant.nullable(),
  /** Opening hours of today as instants. */
  open: z.array(z.object({ from: Instant, to: Instant })),
  today: z.array(DoorBooking),
  current: DoorBooking.nullable(),
  next: DoorBooking.nullable(),
  canCheckIn: z.boolean(),
  /** Lengths one can book right now, minutes; `untilNext` is the time until the next booking or closing. */
  canBookMinutes: z.array(z.number().int()),
})
export type DoorView = z.infer<typeof DoorView>

const door = { tag: 'Door', access: 'door', purpose: 'presence', agreement: 'required' } as const

export const getDoor = endpoint({
  id: 'getDoor',
  method: 'GET',
  path: '/door',
  summary: 'What this door display shows: now and next',
  ...door,
  success: { status: 200, body: DoorView },
})

export const streamDoor = endpoint({
  id: 'streamDoor',
  method: 'GET',
  path: '/door/stream',
  summary: 'The same as server-sent events, event `door`',
  ...door,
  success: { status: 200, body: z.string(), contentType: 'text/event-stream' },
})

export const bookAtDoor = endpoint({
  id: 'bookAtDoor',
  method: 'POST',
  path: '/door/bookings',
  summary: 'Use this room now for some minutes, without a name',
  ...door,
  purpose: 'booking',
  body: z.object({ minutes: z.number().int().min(5).max(480) }),
  success: { status: 201, body: DoorView },
  errors: ['workspace_taken', 'outside_opening_hours', 'closed_day', 'workspace_not_bookable'],
})

export const checkInAtDoor = endpoint({
  id: 'checkInAtDoor',
  method: 'POST',
  path: '/door/check-in',
  summary: 'Check in the booking that is due at this room',
  ...door,
  purpose: 'booking',
  success: { status: 200, body: DoorView },
  errors: ['nothing_to_check_in'],
})

export const endAtDoor = endpoint({
  id: 'endAtDoor',
  method: 'POST',
  path: '/door/departure',
  summary: 'End the meeting that runs in this room; the rest becomes free',
  ...door,
  purpose: 'booking',
  success: { status: 200, body: DoorView },
  errors: ['nothing_to_check_in'],
})
