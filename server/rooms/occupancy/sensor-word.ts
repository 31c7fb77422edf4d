import type { Presence } from './presence.ts'
import { presenceOfWorkspace } from './workspace.ts'
import type { WorkspaceSensor } from './workspace.ts'

/** The column `sensors` of the view `workspace_presence`: per sensor what it said last. Times are epoch milliseconds. */
export type SensorWords = readonly (readonly [
  occupied: boolean | null,
  sinceMs: number | null,
  holdsUntilMs: number | null,
  unknownFromMs: number | null,
  stuck: boolean,
])[]

/**
 * What the sensors of a workspace say together at one instant.
 * @param sensors null or left out when the workspace has no row in the view: no sensor
 * @param nowMs epoch milliseconds; a word that no longer holds then makes its sensor silent
 */
export const sensorWordAt = (sensors: SensorWords | null | undefined, nowMs: number): WorkspaceSensor =>
  presenceOfWorkspace(
    (sensors ?? []).map(([occupied, sinceMs, holdsUntilMs, unknownFromMs, stuck]): Presence => {
      if (occupied === null || holdsUntilMs === null) return { occupied: null, silent: true, stuck: false, sinceMs }
      if (nowMs > holdsUntilMs) return { occupied: null, silent: true, stuck: false, sinceMs: unknownFromMs ?? sinceMs }
      return { occupied, silent: false, stuck, sinceMs }
    }),
  )
