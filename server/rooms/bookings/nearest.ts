import type { WorkspaceId } from '#contract/ids.ts'

/** A workspace that is free, with its place on the plan. */
export type FreeWorkspace = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly zoneName: string | null
  readonly code: string
  readonly x: number
  readonly y: number
}

type Alternative = Pick<FreeWorkspace, 'workspaceId' | 'name' | 'zoneName'>

/** What somebody who came too late is offered: up to `most` free workspaces, nearest on the plan first, equally near ones by code. */
export const nearest = (free: readonly FreeWorkspace[], to: { readonly x: number; readonly y: number }, most = 3): Alternative[] => {
  const farness = ({ x, y }: FreeWorkspace) => (x - to.x) ** 2 + (y - to.y) ** 2
  const best: FreeWorkspace[] = []
  for (const each of free) {
    const before = best.findIndex((other) => isBefore(each, other, farness))
    if (before >= 0) best.splice(before, 0, each)
    else if (best.length < most) best.push(each)
    if (best.length > most) best.pop()
  }
  return best.map(({ workspaceId, name, zoneName }) => ({ workspaceId, name, zoneName }))
}

const isBefore = (one: FreeWorkspace, other: FreeWorkspace, farness: (each: FreeWorkspace) => number): boolean => {
  const difference = farness(one) - farness(other)
  return difference < 0 || (difference === 0 && one.code < other.code)
}
