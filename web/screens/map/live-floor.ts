import type { LiveFloor, LiveWorkspace } from '#contract/endpoints/floor.ts'

/** What is known of a floor: workspaces by id, and when the service said so. */
export type Known = {
  readonly floorId: string
  readonly at: string
  readonly byId: ReadonlyMap<string, LiveWorkspace>
}

/** Everything anew: what looks the same keeps its object, so that nothing is drawn for it. */
export function wholeFloor(before: Known | null, { floorId, at, workspaces }: LiveFloor): Known {
  const same = before?.floorId === floorId ? before.byId : new Map<string, LiveWorkspace>()
  return { floorId, at, byId: new Map(workspaces.map((one) => [one.id, keepIfSame(same.get(one.id), one)])) }
}

/** What changed. News of another floor, or older than what is known, changes nothing. */
export function changedFloor(before: Known | null, { floorId, at, workspaces }: LiveFloor): Known | null {
  if (before === null || before.floorId !== floorId || Date.parse(at) < Date.parse(before.at)) return before
  const byId = new Map(before.byId)
  for (const one of workspaces) byId.set(one.id, keepIfSame(byId.get(one.id), one))
  return { floorId, at, byId }
}

/** What this device knows before the service says it: the booking it just made or gave up. */
export function patched(before: Known | null, id: string, change: Partial<LiveWorkspace>): Known | null {
  const old = before?.byId.get(id)
  if (before === null || old === undefined) return before
  return { ...before, byId: new Map(before.byId).set(id, { ...old, ...change }) }
}

const keepIfSame = (before: LiveWorkspace | undefined, now: LiveWorkspace) =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
