/**
 * The live state of a floor that people see: occupancy, bookings and visibility joined in one query per look, as answers, as streams, on door displays
 * and on devices. It keeps nothing of its own.
 */
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export { onDeviceSpoke } from './device-displays.ts'
