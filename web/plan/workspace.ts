import type { z } from 'zod'
import type { Equipment } from '#contract/endpoints/places.ts'
import type { WorkspaceState } from '#contract/values.ts'

/** A workspace as the plan draws it. Places and sizes in plan units (10 are a metre), `turn` in degrees clockwise. */
export type PlanWorkspace = {
  readonly id: string
  readonly kind: 'desk' | 'room'
  readonly code: string
  readonly name: string
  /** Centre. */
  readonly x: number
  readonly y: number
  /** At 0 the chair stands below the desk. */
  readonly turn: number
  readonly width: number
  readonly depth: number
  readonly equipment: readonly z.infer<typeof Equipment>[]
  readonly seats: number
  readonly state: WorkspaceState
  readonly personName?: string | null
  /** Until when it is in that state, an instant; null when not known. */
  readonly until?: string | null
  /** Booked: when that booking starts, if it has not started; null when it runs. */
  readonly from?: string | null
  /** Says its state in other words than those of now: "Vrij 13:00 – 15:00", for another period. */
  readonly line?: string
}

/** What a floor looks like: a drawing as SVG text or a picture as data URL, and the part of the plane it covers. */
export type PlanDrawing = {
  readonly viewBox: readonly [x: number, y: number, width: number, height: number]
  readonly svg?: string | undefined
  readonly picture?: string | undefined
}

/** What stands on the desk itself: 2.17 is 17 on a floor where all begin with 2. */
export const shortName = (name: string) => name.slice(name.lastIndexOf('.') + 1)

export const screensOf = ({ equipment }: Pick<PlanWorkspace, 'equipment'>) =>
  equipment.includes('two_screens') ? 2 : equipment.includes('screen') ? 1 : 0

/** Unit vector from the middle of a desk to its chair. */
export function towardsChair(turn: number): { readonly x: number; readonly y: number } {
  const angle = (turn * Math.PI) / 180
  return { x: -Math.sin(angle), y: Math.cos(angle) }
}

/** Box of a turned workspace on the plan, with the chair of a desk inside it. */
export function boxOf(workspace: PlanWorkspace): { left: number; top: number; right: number; bottom: number } {
  const angle = (workspace.turn * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const half = {
    x: (workspace.width * cos + workspace.depth * sin) / 2,
    y: (workspace.width * sin + workspace.depth * cos) / 2,
  }
  const chair = workspace.kind === 'desk' ? towardsChair(workspace.turn) : { x: 0, y: 0 }
  return {
    left: workspace.x - half.x + Math.min(0, chair.x * chairReach),
    right: workspace.x + half.x + Math.max(0, chair.x * chairReach),
    top: workspace.y - half.y + Math.min(0, chair.y * chairReach),
    bottom: workspace.y + half.y + Math.max(0, chair.y * chairReach),
  }
}

/** How far the chair stands out of the desk. */
export const chairReach = 8.3
