/**
 * Location → floor → zone → workspace, their plans, and the rules of when one may book there. Publishes the view `workspace_cards` (organisation_id,
 * workspace_id, its names, kind, zone, floor, location, time zone and rules), read with the rights of whoever asks.
 */
export { declaration } from './personal-data.ts'
export { locationNames, locationOf } from './store-locations-of.ts'
export { routes } from './routes.ts'
export { readFloor } from './store-floors.ts'
export { boundsOf, checkPeriod, clipToNow, closesAt, dayAt, isWorkingDay, openingsOn, shortestMinutes } from './opening-hours.ts'
export type { InstantRange, LocationTimes } from './opening-hours.ts'
export { timesOf } from './shapes.ts'
export type { TimesRow } from './shapes.ts'
