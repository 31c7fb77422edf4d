import { z } from 'zod'
import type { Presence } from './presence.ts'
import { presenceOfWorkspace } from './workspace.ts'
import type { WorkspaceSensor } from './workspace.ts'

/** One sensor in the view `workspace_presence`: occupied, since, holds until, unknown from (epoch milliseconds), stuck. */
const Sensors = z.array(
  z.tuple([z.boolean().nullable(), z.number().nullable(), z.number().nullable(), z.number().nullable(), z.boolean()]),
)

/**
 * What the sensors of a workspace say together at one instant.
 * @param sensors the column `sensors` of the view `workspace_presence`; null or left out when the workspace has no row there: no sensor
 * @param nowMs epoch milliseconds; a word that no longer holds then makes its sensor silent
 */
export const sensorWordAt = (sensors: unknown, nowMs: number): WorkspaceSensor =>
  presenceOfWorkspace(
    Sensors.parse(sensors ?? []).map(([occupied, sinceMs, holdsUntilMs, unknownFromMs, stuck]): Presence => {
      if (occupied === null || holdsUntilMs === null) return { occupied: null, silent: true, stuck: false, sinceMs }
      if (nowMs > holdsUntilMs) return { occupied: null, silent: true, stuck: false, sinceMs: unknownFromMs ?? sinceMs }
      return { occupied, silent: false, stuck, sinceMs }
    }),
  )
