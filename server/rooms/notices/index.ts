/** What people are told in the app about their bookings. */
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export { jobs } from './jobs.ts'
export { onBookingReleased, onCheckInReminded } from './told.ts'
