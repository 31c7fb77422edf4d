/**
 * Bookings: book, change, cancel, check in, leave, release. Publishes two views, read with the rights of whoever asks: `current_bookings` (what is in
 * force: organisation_id, booking_id, workspace_id, person_id, kind, status, from_at, to_at, held_until, checked_in_at, checked_in_by) and
 * `booking_cards` (any booking with the names of its place).
 */
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export { bookingReleased, checkInReminded, jobs } from './jobs.ts'
export { onPeopleLeft } from './left.ts'
export { onPersonSensed } from './sensed.ts'
export { bookNow, checkInAt, endAt } from './at-workspace.ts'
export { earliestCheckInMinutes } from './shapes.ts'
export { freezeBookings } from './store-frozen.ts'
export { recordBookings } from './store-recorded.ts'
export { visitedBookings } from './store-visited.ts'
