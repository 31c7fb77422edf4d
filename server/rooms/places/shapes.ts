import type { z } from 'zod'
import type { Floor, Location, Workspace, Zone } from '#contract/endpoints/places.ts'
import type { LocationTimes } from './opening-hours.ts'

export type LocationShape = z.infer<typeof Location>
export type FloorShape = z.infer<typeof Floor>
export type ZoneShape = z.infer<typeof Zone>
export type WorkspaceShape = z.infer<typeof Workspace>

export type TimesRow = Pick<LocationShape, 'openingHours' | 'timeZone' | 'deskWindowDays' | 'roomWindowDays'> & {
  readonly locationName: string
  readonly closedDays: LocationShape['closedDays'] | null
}

export const timesOf = (row: TimesRow): LocationTimes => ({
  name: row.locationName,
  timeZone: row.timeZone,
  openingHours: row.openingHours,
  closedDays: row.closedDays ?? [],
  deskWindowDays: row.deskWindowDays,
  roomWindowDays: row.roomWindowDays,
})
