import type { BookingId, FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { Visibility } from '#contract/values.ts'
import type { SensorWords } from '../occupancy/index.ts'

/**
 * A floor as it was read, before anybody's eyes: ids, times and sealed names, the same for every viewer. Times are epoch milliseconds: a floor of
 * hundreds of workspaces is read several times a second while people watch it.
 */
export type FloorFacts = {
  readonly floorId: FloorId
  /** The instant it was read for. */
  readonly nowMs: number
  readonly workspaces: readonly WorkspaceFacts[]
}

export type WorkspaceFacts = {
  readonly id: WorkspaceId
  readonly bookable: boolean
  /** What its sensors said last, for `sensorWordAt` of the room occupancy; null: it has none. */
  readonly sensors: SensorWords | null
  /** People counted, and until when that counts. */
  readonly people: number | null
  readonly peopleUntilMs: number | null
  readonly temperatureC: number | null
  readonly humidityPct: number | null
  readonly co2Ppm: number | null
  /** Bookings in force that are not over yet and start today at the location, in order of their start. */
  readonly bookings: readonly BookingFact[]
}

export type BookingFact = {
  readonly id: BookingId
  readonly status: 'booked' | 'checked_in'
  readonly fromMs: number
  readonly toMs: number
  readonly checkedInMs: number | null
  /** Null: taken at a door display, without a name. */
  readonly person: PersonFact | null
}

export type PersonFact = {
  readonly id: PersonId
  readonly teamId: string | null
  readonly visibility: Visibility
  /** AES-256-GCM under the person's key, in hexadecimal. */
  readonly nameSealed: string
}
