/**
 * Indoor climate: which values of a reading are believed, the samples to keep, and the newest value of each quantity.
 * The temperature of a device's own board is never taken for the room's.
 */
import type { Measurement, Reading } from './reading.ts'

export const climateQuantities = [
  'temperatureC', 'humidityPct', 'co2Ppm', 'pressureHpa', 'illuminanceLux', 'tvocIaq', 'tvocUgM3',
] as const
export type ClimateQuantity = (typeof climateQuantities)[number]

/** `stored`: the device had kept it and sent it later. */
export type ClimateSample = { quantity: ClimateQuantity; atMs: number; value: number; stored: boolean }

/** Newest believed value of each quantity. JSON-able. */
export type ClimateState = Partial<Record<ClimateQuantity, { value: number; atMs: number }>>

/**
 * What can be true indoors, in or near an office, anywhere people work. Outside air holds about 420 ppm CO2 and sensors
 * lose a few tens of ppm with age, so less than 300 is no measurement (a CD10 sends 0 for "none", a warming-up sensor
 * 65535). 870 to 1085 hPa are the extremes ever measured at sea level; the lower bound here leaves room for offices at
 * 4,000 m.
 */
const believable: Readonly<Record<ClimateQuantity, readonly [least: number, most: number]>> = {
  temperatureC: [-30, 60],
  humidityPct: [0, 100],
  co2Ppm: [300, 10_000],
  pressureHpa: [600, 1_090],
  illuminanceLux: [0, 150_000],
  tvocIaq: [0, 500],
  tvocUgM3: [0, 60_000],
}

/** Stored records of a device whose clock was never set (1970) or runs ahead say nothing about when. */
const oldestStoredMs = 7 * 24 * 3_600_000
const clockAheadMs = 2 * 60_000

/**
 * All believed values of one reading, stored records included, each at its own time. Order of delivery does not matter:
 * one value per quantity and time.
 */
export function climateSamples(reading: Reading): ClimateSample[] {
  if (reading.measurement === null) return []
  const samples = believedIn(reading.measurement, reading.atMs, false)
  for (const { at, ...stored } of reading.measurement.history ?? []) {
    const atMs = at * 1_000
    if (atMs > reading.receivedAtMs + clockAheadMs || atMs < reading.receivedAtMs - oldestStoredMs) continue
    samples.push(...believedIn(stored, atMs, true))
  }
  return samples
}

function believedIn(measurement: Measurement, atMs: number, stored: boolean): ClimateSample[] {
  return climateQuantities.flatMap((quantity) => {
    const value = measurement[quantity]
    if (value === undefined) return []
    const [least, most] = believable[quantity]
    return value >= least && value <= most ? [{ quantity, atMs, value, stored }] : []
  })
}

/** The newest values after some samples; older samples than the newest change nothing. Constant work. */
export function foldClimate(state: ClimateState, samples: readonly ClimateSample[]): ClimateState {
  let next = state
  for (const { quantity, atMs, value } of samples) {
    const newest = next[quantity]
    if (newest === undefined || atMs > newest.atMs) next = { ...next, [quantity]: { value, atMs } }
  }
  return next
}
