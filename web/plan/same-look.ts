import type { PlanWorkspace } from './workspace.ts'

/** How full a place was, in six steps; null when it is withheld because the group is too small. */
export type Heat = { readonly step: 0 | 1 | 2 | 3 | 4 | 5 | null; readonly text: string }

export type PlaceProps = {
  readonly workspace: PlanWorkspace
  readonly label: string
  readonly roomLong: string
  readonly roomShort: string
  readonly selected: boolean
  /** The one place of the plan that Tab comes to. */
  readonly tabbable: boolean
  /** Does not match the filter. */
  readonly dimmed: boolean
  readonly heat: Heat | null
  readonly dress: 'live' | 'heat' | 'edit'
}

const drawn = [
  'id', 'kind', 'name', 'x', 'y', 'turn', 'width', 'depth', 'equipment', 'state',
] as const satisfies (keyof PlanWorkspace)[]

/** A stream hands in new objects with the same content; whether a place is drawn again depends on what it shows. */
export function sameLook(before: PlaceProps, after: PlaceProps): boolean {
  const { workspace: a, heat: heatA, ...restA } = before
  const { workspace: b, heat: heatB, ...restB } = after
  for (const key of Object.keys(restA) as (keyof typeof restA)[]) if (restA[key] !== restB[key]) return false
  if (heatA?.step !== heatB?.step || heatA?.text !== heatB?.text) return false
  return a === b || drawn.every((key) => (key === 'equipment' ? a[key].join() === b[key].join() : a[key] === b[key]))
}
