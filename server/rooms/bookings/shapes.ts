import type { Booking } from '#contract/endpoints/bookings.ts'
import type { BookingId, FloorId, LocationId, PersonId, WorkspaceId } from '#contract/ids.ts'

/** A row of the view `booking_cards`. */
export type BookingRow = {
  readonly booking_id: BookingId
  readonly person_id: PersonId | null
  readonly status: Booking['status']
  readonly from_at: Temporal.Instant
  readonly to_at: Temporal.Instant
  readonly held_until: Temporal.Instant
  readonly checked_in_at: Temporal.Instant | null
  readonly workspace_id: WorkspaceId
  readonly workspace_name: string
  readonly kind: Booking['kind']
  readonly zone_name: string | null
  readonly floor_id: FloorId
  readonly floor_name: string
  readonly location_id: LocationId
  readonly location_name: string
  readonly time_zone: string
}

/** From 30 minutes before its start one may check in. */
export const earliestCheckInMinutes = 30

export const isBefore = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) < 0

/** A booking whose time has passed is over, also in the minute before the job writes that down. */
const statusAt = (row: Pick<BookingRow, 'status' | 'to_at'>, now: Temporal.Instant): Booking['status'] => {
  if (isBefore(now, row.to_at)) return row.status
  if (row.status === 'booked') return 'released'
  return row.status === 'checked_in' ? 'ended' : row.status
}

export const isActive = (row: Pick<BookingRow, 'status' | 'to_at'>, now: Temporal.Instant): boolean => {
  const status = statusAt(row, now)
  return status === 'booked' || status === 'checked_in'
}

/** As it goes out: times with the offset of the location, so that nobody has to guess the zone. */
export const shownBooking = (row: BookingRow, now: Temporal.Instant): Booking => {
  const zoned = (instant: Temporal.Instant) => instant.toString({ timeZone: row.time_zone })
  return {
    id: row.booking_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    kind: row.kind,
    zoneName: row.zone_name,
    floorId: row.floor_id,
    floorName: row.floor_name,
    locationId: row.location_id,
    locationName: row.location_name,
    timeZone: row.time_zone,
    from: zoned(row.from_at),
    to: zoned(row.to_at),
    status: statusAt(row, now),
    checkedInAt: row.checked_in_at === null ? null : zoned(row.checked_in_at),
    heldUntil: zoned(row.held_until),
  }
}
