/** What people are told in the app: about their bookings, and about their data. */
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export type { DataNotice } from './store.ts'
export { onBookingReleased, onCheckInReminded, onManagersTold, tellEveryone, tellPerson, tellVisited } from './told.ts'
export { tellReviewed } from './told-reviews.ts'
