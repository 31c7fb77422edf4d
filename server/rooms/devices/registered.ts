import type { Measurement } from './measurement.ts'

/** Where a device, or one region of it, stands from one moment to another. Times are epoch milliseconds. */
export type DeviceLink = {
  readonly id: string
  /** 0: the whole device. */
  readonly region: number
  readonly workspaceId: string | null
  readonly zoneId: string | null
  /** Of a workspace. */
  readonly floorId: string | null
  /** The location of the workspace lets a sensor's word check a booking in. */
  readonly sensorChecksIn: boolean
  readonly fromMs: number
  /** Null: until further notice. */
  readonly toMs: number | null
}

/** A device as the ingest knows it. */
export type RegisteredDevice = {
  readonly id: string
  readonly devEui: string
  readonly model: string
  readonly kind: string
  /** By region, then in order of time; those that ended over eight days ago are left out. */
  readonly links: readonly DeviceLink[]
}

/** One uplink that was let in: new, in time, decoded. */
export type AdmittedReading = {
  readonly device: RegisteredDevice
  readonly atMs: number
  readonly receivedAtMs: number
  readonly fCnt: number | null
  /** Null: heard, but it said nothing measurable. */
  readonly measurement: Measurement | null
  /** It may have been kept before, at most this far from it in time; null: surely not. */
  readonly forgottenWithinMs: number | null
}

/** How a device fares, as room `occupancy` judges it from its words. Times are epoch milliseconds. */
export type DeviceHealth = {
  readonly lastSeenMs: number
  readonly batteryPct: number | null
  readonly batteryV: number | null
  readonly batteryAtMs: number | null
  readonly batteryLow: boolean
  /** Not heard by then: silent. */
  readonly silentAfterMs: number
  readonly stuck: boolean
}

/** Readings taken in one transaction, with what is known of their devices read before. */
export type Recording = {
  /**
   * Takes the readings in and starts to write what follows from them.
   * @param healths what was known of the devices before, by device id; null: nothing
   */
  take(
    readings: readonly AdmittedReading[],
    healths: ReadonlyMap<string, DeviceHealth | null>,
  ): Promise<{
    /** Readings (by place in the list) that had been kept before after all. */
    readonly known: ReadonlySet<number>
    readonly healths: ReadonlyMap<string, DeviceHealth>
    /** All writes are done. */
    readonly written: Promise<void>
  }>
}
