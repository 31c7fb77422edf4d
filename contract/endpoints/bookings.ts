import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { BookingId, FloorId, LocationId, WorkspaceId } from '../ids.ts'
import { Day, Instant } from '../values.ts'
import { Colleague } from './people.ts'
import { WorkspaceKind } from './places.ts'

const own = { access: { permission: 'book' }, purpose: 'booking', agreement: 'required', tag: 'Bookings' } as const
/** Same key, same body: the first answer again. Kept for 24 hours. */
const Idempotency = z.object({ 'idempotency-key': z.string().min(1).max(100).optional() })

export const Booking = z.object({
  id: BookingId,
  workspaceId: WorkspaceId,
  workspaceName: z.string(),
  kind: WorkspaceKind,
  zoneName: z.string().nullable(),
  floorId: FloorId,
  floorName: z.string(),
  locationId: LocationId,
  locationName: z.string(),
  timeZone: z.string(),
  from: Instant,
  to: Instant,
  status: z.enum(['booked', 'checked_in', 'ended', 'cancelled', 'released']),
  checkedInAt: Instant.nullable(),
  /** Until when it is held without a check-in. */
  heldUntil: Instant,
})
export type Booking = z.infer<typeof Booking>

export const createBooking = endpoint({
  id: 'createBooking',
  method: 'POST',
  path: '/bookings',
  summary: 'Book a workspace',
  description:
    'A booking is an instant range; opening hours, closed days and the booking window are wall clock at the location. Losing a race answers `workspace_taken` with the nearest alternatives.',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  headers: Idempotency,
  body: z.object({ workspaceId: WorkspaceId, from: Instant, to: Instant }),
  success: { status: 201, body: Booking },
  errors: [
    'workspace_taken',
    'person_already_booked',
    'workspace_not_bookable',
    'outside_opening_hours',
    'closed_day',
    'outside_booking_window',
    'in_the_past',
    'period_invalid',
    'idempotency_key_reused',
  ],
})

export const listMyBookings = endpoint({
  id: 'listMyBookings',
  method: 'GET',
  path: '/bookings',
  summary: 'My bookings in a period (default: from today, 60 days)',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  query: z.object({ from: Instant.optional(), to: Instant.optional() }),
  success: { status: 200, body: z.object({ bookings: z.array(Booking) }) },
})

export const getBooking = endpoint({
  id: 'getBooking',
  method: 'GET',
  path: '/bookings/{bookingId}',
  summary: 'One of my bookings',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ bookingId: BookingId }),
  success: { status: 200, body: Booking },
})

export const changeBooking = endpoint({
  id: 'changeBooking',
  method: 'PATCH',
  path: '/bookings/{bookingId}',
  summary: 'Move one of my bookings in time or to another workspace',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ bookingId: BookingId }),
  body: z
    .object({ from: Instant, to: Instant, workspaceId: WorkspaceId })
    .partial()
    .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' }),
  success: { status: 200, body: Booking },
  errors: [
    'workspace_taken',
    'person_already_booked',
    'workspace_not_bookable',
    'outside_opening_hours',
    'closed_day',
    'outside_booking_window',
    'in_the_past',
    'period_invalid',
    'booking_over',
  ],
})

export const cancelBooking = endpoint({
  id: 'cancelBooking',
  method: 'DELETE',
  path: '/bookings/{bookingId}',
  summary: 'Cancel a booking, or give the workspace back when it has started',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ bookingId: BookingId }),
  success: { status: 204, body: null },
  errors: ['booking_over'],
})

export const checkIn = endpoint({
  id: 'checkIn',
  method: 'POST',
  path: '/bookings/{bookingId}/check-in',
  summary: 'Check in, from 30 minutes before the start until the end',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ bookingId: BookingId }),
  success: { status: 200, body: Booking },
  errors: ['booking_over', 'too_early_to_check_in'],
})

export const leaveEarly = endpoint({
  id: 'leaveEarly',
  method: 'POST',
  path: '/bookings/{bookingId}/departure',
  summary: 'Leave: the rest of the booking becomes free at once',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ bookingId: BookingId }),
  success: { status: 200, body: Booking },
  errors: ['booking_over'],
})

export const checkInAtWorkspace = endpoint({
  id: 'checkInAtWorkspace',
  method: 'POST',
  path: '/workspaces/{workspaceId}/check-in',
  summary: 'From the QR code: check in to my booking here, or book until the next booking or closing time and check in',
  ...own,
  tokens: { categories: ['places', 'bookings'] },
  params: z.object({ workspaceId: WorkspaceId }),
  success: { status: 200, body: Booking },
  errors: [
    'workspace_taken',
    'person_already_booked',
    'workspace_not_bookable',
    'outside_opening_hours',
    'closed_day',
    'outside_booking_window',
    'too_early_to_check_in',
  ],
})

export const getToday = endpoint({
  id: 'getToday',
  method: 'GET',
  path: '/today',
  summary: 'The Today screen in one answer: my place, my week, my people',
  ...own,
  success: {
    status: 200,
    body: z.object({
      now: Instant,
      /** The location this person used last or books most; null when there is none yet. */
      location: z.object({ id: LocationId, name: z.string(), timeZone: z.string() }).nullable(),
      date: Day,
      /** Running or next booking of today, desks before rooms. */
      current: Booking.nullable(),
      week: z.array(z.object({ date: Day, open: z.boolean(), bookings: z.array(Booking) })),
      people: z.array(Colleague),
    }),
  },
})
