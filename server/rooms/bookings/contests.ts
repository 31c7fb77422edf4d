import type { FloorId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { PurposeContext } from '#kernel/purpose/in-purpose.ts'
import { createSharedRead } from '#kernel/shared-read.ts'
import type { InstantRange } from '../places/index.ts'
import { nearest } from './nearest.ts'
import type { FreeWorkspace } from './nearest.ts'
import { readFree } from './store-free.ts'
import type { Search } from './store-free.ts'

/** A workspace as one needs to know it to refuse it. */
export type Place = {
  readonly workspace_name: string
  readonly kind: 'desk' | 'room'
  readonly floor_id: FloorId
  readonly x: number
  readonly y: number
}

export type Slot = InstantRange & { readonly workspaceId: WorkspaceId }

/** Runs an attempt to book; `see` tells which place it is about, once that is known. */
type Attempt<T> = (see: (place: Place) => void) => Promise<T>

export type Contests = {
  /**
   * Lets one attempt at a time through for the very same slot, and refuses without any when the slot was just seen to be gone and still is.
   * @throws Refusal workspace_taken with the nearest alternatives, and whatever the attempt throws
   */
  enter<T>(context: PurposeContext, slot: Slot, attempt: Attempt<T>): Promise<T>
}

/** Names and rules may change: what is remembered of a place is at most this old. Whether it is taken is asked anew each time. */
const rememberedMs = 2000
const mostRemembered = 10_000

/**
 * Monday at nine: hundreds want the same desks, and most come too late. One of those who want the same slot at the same moment tries, the others wait for
 * how it ends, and all who came too late share one look at what is still free. The look always begins after the question, so nobody is refused by what was
 * true before; and only the constraints of the table let anybody in. All of this only spares work: other processes on the same database need not know.
 */
export const createContests = (kernel: Pick<Kernel, 'inPurpose' | 'clock'>): Contests => {
  const atWork = new Map<string, Promise<void>>()
  const gone = new Map<string, { readonly place: Place; readonly untilMs: number }>()
  const look = createSharedRead<FreeWorkspace[], { readonly context: PurposeContext; readonly search: Search }>((_key, { context, search }) =>
    kernel.inPurpose(context, (tx) => readFree(tx, search)),
  )

  const remember = (key: string, place: Place | undefined) => {
    if (place === undefined) return
    if (gone.size >= mostRemembered) gone.clear()
    gone.set(key, { place, untilMs: kernel.clock.now().epochMilliseconds + rememberedMs })
  }

  const refuseWhenGone = async (key: string, context: PurposeContext, { workspaceId, from, to }: Slot): Promise<void> => {
    const known = gone.get(key)
    if (known === undefined) return
    if (known.untilMs < kernel.clock.now().epochMilliseconds) return void gone.delete(key)
    const { floor_id: floorId, kind, workspace_name: workspace } = known.place
    const free = await look(searchKey(context.organisation, { floorId, kind, from, to }), { context, search: { floorId, kind, from, to } })
    if (!free.some((each) => each.workspaceId === workspaceId)) {
      throw new Refusal('workspace_taken', { workspace }, { alternatives: nearest(free, known.place) })
    }
    gone.delete(key)
  }

  return {
    enter: async (context, slot, attempt) => {
      const key = `${context.organisation} ${slot.workspaceId} ${slot.from.epochNanoseconds} ${slot.to.epochNanoseconds}`
      for (;;) {
        await refuseWhenGone(key, context, slot)
        const before = atWork.get(key)
        if (before === undefined) break
        await before
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      atWork.set(key, promise)
      let seen: Place | undefined
      try {
        const result = await attempt((place) => {
          seen = place
        })
        remember(key, seen)
        return result
      } catch (error) {
        if (error instanceof Refusal && error.code === 'workspace_taken') remember(key, seen)
        throw error
      } finally {
        atWork.delete(key)
        resolve()
      }
    },
  }
}

const searchKey = (organisation: OrganisationId, { floorId, kind, from, to }: Search): string =>
  `${organisation} ${floorId} ${kind} ${from.epochNanoseconds} ${to.epochNanoseconds}`
