import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { BookingId, FloorId, PersonId, WorkspaceId, ZoneId } from '../ids.ts'
import { Day, Instant, WorkspaceState } from '../values.ts'
import { WorkspaceKind } from './places.ts'

const read = { access: { permission: 'see_floors' }, purpose: 'presence', agreement: 'required', tag: 'Floor' } as const

const tokensSeeNames =
  'With a token names show only when its approval names `presence` and `identity`; of a person’s own token `bookings` too. A program never sees more than everybody in the organisation may.'

export const LiveWorkspace = z.object({
  id: WorkspaceId,
  state: WorkspaceState,
  /** Free: until when. Booked, in use by booking, away: end of that booking. Null: no end known today. */
  until: Instant.nullable(),
  /** Start of the next booking today, if any. */
  nextFrom: Instant.nullable(),
  /** My own booking here, running or next today. */
  myBookingId: BookingId.nullable(),
  /** Who sits or has booked here, only as that person lets me see. */
  person: z.object({ id: PersonId, name: z.string() }).nullable(),
  people: z.number().int().nullable().meta({ description: 'People counted in a room now' }),
  temperatureC: z.number().nullable(),
  humidityPct: z.number().nullable(),
  co2Ppm: z.number().nullable(),
})
export type LiveWorkspace = z.infer<typeof LiveWorkspace>

export const LiveFloor = z.object({
  floorId: FloorId,
  at: Instant,
  workspaces: z.array(LiveWorkspace),
})
export type LiveFloor = z.infer<typeof LiveFloor>

export const getLiveFloor = endpoint({
  id: 'getLiveFloor',
  method: 'GET',
  path: '/floors/{floorId}/live',
  summary: 'The live state of every workspace of a floor',
  description: tokensSeeNames,
  ...read,
  tokens: { categories: ['places', 'occupancy'], clients: true },
  params: z.object({ floorId: FloorId }),
  success: { status: 200, body: LiveFloor },
})

export const streamLiveFloor = endpoint({
  id: 'streamLiveFloor',
  method: 'GET',
  path: '/floors/{floorId}/live/stream',
  summary: 'The same as server-sent events: `floor` with everything first, then `change` with what changed',
  description:
    'Event `floor`: data is a LiveFloor. Event `change`: data is a LiveFloor with only the changed workspaces. A comment line every 15 seconds keeps proxies awake. Ends when the session ends.',
  ...read,
  tokens: { categories: ['places', 'occupancy'], clients: true },
  params: z.object({ floorId: FloorId }),
  success: { status: 200, body: z.string(), contentType: 'text/event-stream' },
})

export const getWorkspaceDay = endpoint({
  id: 'getWorkspaceDay',
  method: 'GET',
  path: '/workspaces/{workspaceId}/day',
  summary: 'One workspace through one day: what is booked and when it is free',
  description: tokensSeeNames,
  ...read,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ workspaceId: WorkspaceId }),
  query: z.object({ date: Day.optional() }),
  success: {
    status: 200,
    body: z.object({
      date: Day,
      timeZone: z.string(),
      /** Opening hours of that day as instants; empty when closed. */
      open: z.array(z.object({ from: Instant, to: Instant })),
      booked: z.array(
        z.object({
          from: Instant,
          to: Instant,
          mine: z.boolean(),
          bookingId: BookingId.nullable().meta({ description: 'Only of my own booking' }),
          person: z.object({ id: PersonId, name: z.string() }).nullable(),
        }),
      ),
    }),
  },
})

export const findAvailable = endpoint({
  id: 'findAvailable',
  method: 'GET',
  path: '/floors/{floorId}/availability',
  summary: 'Which workspaces of a floor one can book for a period',
  ...read,
  tokens: { categories: ['places', 'occupancy'], clients: true },
  params: z.object({ floorId: FloorId }),
  query: z.object({ from: Instant, to: Instant }),
  success: {
    status: 200,
    body: z.object({
      /** Why nothing can be booked then, if the rules of the location say so. */
      closed: z.object({ code: z.string(), detail: z.string() }).nullable(),
      workspaces: z.array(
        z.object({
          id: WorkspaceId,
          name: z.string(),
          kind: WorkspaceKind,
          zoneId: ZoneId.nullable(),
          available: z.boolean(),
        }),
      ),
    }),
  },
  errors: ['period_invalid'],
})
