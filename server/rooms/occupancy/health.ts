/** Is a sensor well? For those who look after the building: silent, stuck, battery nearly empty, or dead of it. */
import type { Presence } from './presence.ts'
import type { SensorProfile } from './profiles.ts'
import type { Measurement, Reading } from './reading.ts'

/** JSON-able, one per device (not per region). */
export type HealthState = { heardAtMs: number | null; battery: { pct?: number; v?: number; atMs: number } | null }

export type Health = 'never_heard' | 'well' | 'battery_low' | 'silent' | 'died' | 'stuck'

export const neverHeard: HealthState = { heardAtMs: null, battery: null }

/**
 * Any frame is a sign of life, also one without a measurement. Late frames do not turn the clock back. Constant work.
 */
export function foldHealth(state: HealthState, reading: Reading): HealthState {
  const { atMs, measurement } = reading
  const heardAtMs = Math.max(state.heardAtMs ?? atMs, atMs)
  const battery = batteryOf(measurement, atMs)
  const newer = battery !== null && (state.battery === null || battery.atMs >= state.battery.atMs)
  return { heardAtMs, battery: newer ? battery : state.battery }
}

function batteryOf(measurement: Measurement | null, atMs: number): HealthState['battery'] {
  if (measurement?.batteryPct !== undefined) return { pct: measurement.batteryPct, atMs }
  return measurement?.batteryV === undefined ? null : { v: measurement.batteryV, atMs }
}

/**
 * A device is silent only when even its slowest report is overdue: a single lost "vacant" makes a desk unknown for a
 * while, but is no reason to send somebody up with a ladder. Silent with a battery that was nearly empty means it died.
 * `presences`: what its regions say, or its one.
 */
export function healthAt(
  state: HealthState,
  presences: readonly Presence[],
  nowMs: number,
  profile: SensorProfile,
): Health {
  if (state.heardAtMs === null) return 'never_heard'
  const low = batteryIsLow(state, profile)
  if (nowMs - state.heardAtMs > Math.max(profile.occupied.holdMs, profile.vacant.holdMs)) return low ? 'died' : 'silent'
  if (presences.some((presence) => presence.stuck)) return 'stuck'
  return low ? 'battery_low' : 'well'
}

function batteryIsLow({ battery }: HealthState, { lowBattery }: SensorProfile): boolean {
  if (battery === null || lowBattery === null) return false
  return (battery.pct !== undefined && lowBattery.pct !== undefined && battery.pct <= lowBattery.pct)
    || (battery.v !== undefined && lowBattery.v !== undefined && battery.v <= lowBattery.v)
}
