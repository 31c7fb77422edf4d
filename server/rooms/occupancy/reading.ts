import type { Measurement } from '../devices/index.ts'

export type { Measurement }

/**
 * One admitted uplink of one device, decoded. `measurement` null: heard, but it said nothing measurable (device
 * information, a sign of life).
 */
export type Reading = {
  deviceId: string
  /** When it was measured: reception at the gateway, epoch milliseconds. */
  atMs: number
  receivedAtMs: number
  fCnt: number | null
  measurement: Measurement | null
}

/** Order of measuring, the same whatever the order of delivery: time, then counter. */
export const inOrderOfMeasuring = (a: Reading, b: Reading): number => a.atMs - b.atMs || (a.fCnt ?? -1) - (b.fCnt ?? -1)
