/** Several sensors on one workspace (a room with a camera and a PIR, a desk seen by two regions) → one answer. */
import type { Presence } from './presence.ts'

/** As the floor's rules take it. `sinceMs`: since when the answer holds; null: never heard. */
export type WorkspaceSensor = Presence & { hasSensor: boolean }

const noSensor: WorkspaceSensor = { hasSensor: false, occupied: null, silent: false, stuck: false, sinceMs: null }

/**
 * Somebody seen by one sensor is there, whatever the others miss. Vacant needs a sensor that says so. A stuck sensor's
 * word counts only when no other sensor speaks, and the answer is then marked stuck.
 */
export function presenceOfWorkspace(sensors: readonly Presence[]): WorkspaceSensor {
  if (sensors.length === 0) return noSensor
  const speaking = sensors.filter((sensor) => sensor.occupied !== null)
  const trusted = speaking.filter((sensor) => !sensor.stuck)
  const heard = trusted.length > 0 ? trusted : speaking
  const occupied = heard.filter((sensor) => sensor.occupied === true)
  if (occupied.length > 0) {
    // Occupied since the first of them saw somebody.
    return { hasSensor: true, occupied: true, silent: false, stuck: trusted.length === 0, sinceMs: earliest(occupied) }
  }
  // Vacant, or unknown, since the last of them stopped saying otherwise.
  if (heard.length > 0) return { hasSensor: true, occupied: false, silent: false, stuck: false, sinceMs: latest(heard) }
  return { hasSensor: true, occupied: null, silent: true, stuck: false, sinceMs: latest(sensors) }
}

const times = (sensors: readonly Presence[]): number[] =>
  sensors.flatMap((sensor) => (sensor.sinceMs === null ? [] : [sensor.sinceMs]))
const earliest = (sensors: readonly Presence[]): number | null => {
  const known = times(sensors)
  return known.length === 0 ? null : Math.min(...known)
}
const latest = (sensors: readonly Presence[]): number | null => {
  const known = times(sensors)
  return known.length === 0 ? null : Math.max(...known)
}

type Stretch = { fromMs: number; toMs: number | null }

/**
 * When somebody was at the workspace, by any of its sensors: the occupied stretches of all of them, in any order,
 * joined. Leave out the stuck ones before.
 */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last === undefined || (last.toMs !== null && last.toMs < fromMs)) joined.push({ fromMs, toMs })
    else if (last.toMs !== null) last.toMs = toMs === null ? null : Math.max(last.toMs, toMs)
  }
  return joined
}
