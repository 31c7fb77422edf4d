import type { OrganisationId } from '#contract/ids.ts'

/**
 * Gathers what arrives, one organisation at a time in a transaction. Nothing waits on purpose: an organisation is flushed as soon as its previous flush
 * is done and one of the `mostAtOnce` places is free; what arrives in the meantime goes along next time. Organisations take turns.
 */
export type Batcher<Item, Outcome> = {
  /** Settles with the flush the items went in; rejects when that flush failed. Waits first while too much is waiting already. */
  add(organisation: OrganisationId, items: readonly Item[]): Promise<readonly Outcome[]>
  /** Settles when all that was taken is flushed. */
  settled(): Promise<void>
  /** Takes nothing more, and settles when all is flushed. */
  close(): Promise<void>
}

export type BatcherOptions<Item, Outcome> = {
  /** One outcome per item, in their order. */
  readonly flush: (organisation: OrganisationId, items: readonly Item[]) => Promise<readonly Outcome[]>
  /** Flushes at the same time, each of another organisation. */
  readonly mostAtOnce: number
  readonly mostPerFlush: number
  /** Items of one organisation that may wait before `add` waits: an organisation that floods holds up itself. */
  readonly mostWaiting: number
}

type Call<Item, Outcome> = {
  readonly items: readonly Item[]
  readonly settle: PromiseWithResolvers<readonly Outcome[]>
}

type Lane<Item, Outcome> = {
  calls: Call<Item, Outcome>[]
  waiting: number
  flushing: boolean
  held: (() => void)[]
}

export const createBatcher = <Item, Outcome>(options: BatcherOptions<Item, Outcome>): Batcher<Item, Outcome> => {
  const lanes = new Map<OrganisationId, Lane<Item, Outcome>>()
  /** Organisations with something to flush that are not being flushed, in turn. */
  const turns = new Set<OrganisationId>()
  const running = new Set<Promise<void>>()
  let closed = false
  let scheduled = false

  const laneOf = (organisation: OrganisationId): Lane<Item, Outcome> => {
    const found = lanes.get(organisation)
    if (found !== undefined) return found
    const made: Lane<Item, Outcome> = { calls: [], waiting: 0, flushing: false, held: [] }
    lanes.set(organisation, made)
    return made
  }

  /** Calls stay whole: one request is one outcome. */
  const takeBatch = (lane: Lane<Item, Outcome>): Call<Item, Outcome>[] => {
    let items = 0
    let calls = 0
    for (const call of lane.calls) {
      if (calls > 0 && items + call.items.length > options.mostPerFlush) break
      items += call.items.length
      calls += 1
    }
    lane.waiting -= items
    return lane.calls.splice(0, calls)
  }

  const flush = async (organisation: OrganisationId, lane: Lane<Item, Outcome>): Promise<void> => {
    const calls = takeBatch(lane)
    for (const goOn of lane.held.splice(0)) goOn()
    try {
      const outcomes = await options.flush(
        organisation,
        calls.length === 1 && calls[0] !== undefined ? calls[0].items : calls.flatMap((call) => call.items),
      )
      let from = 0
      for (const call of calls) {
        call.settle.resolve(outcomes.slice(from, from + call.items.length))
        from += call.items.length
      }
    } catch (error) {
      for (const call of calls) call.settle.reject(error)
    }
  }

  const pump = (): void => {
    scheduled = false
    for (const organisation of turns) {
      if (running.size >= options.mostAtOnce) return
      turns.delete(organisation)
      const lane = laneOf(organisation)
      lane.flushing = true
      void runTurn(organisation, lane)
    }
  }

  const runTurn = async (organisation: OrganisationId, lane: Lane<Item, Outcome>): Promise<void> => {
    const turn = flush(organisation, lane)
    running.add(turn)
    await turn
    running.delete(turn)
    lane.flushing = false
    if (lane.calls.length > 0) turns.add(organisation)
    else if (lane.held.length === 0) lanes.delete(organisation)
    pump()
  }

  const settled = async (): Promise<void> => {
    while (running.size > 0 || turns.size > 0) await Promise.all([...running, new Promise(setImmediate)])
  }

  return {
    add: async (organisation, items) => {
      if (items.length === 0) return []
      for (;;) {
        if (closed) throw new Error('the ingest is closed')
        const lane = laneOf(organisation)
        if (lane.waiting < options.mostWaiting) {
          const settle = Promise.withResolvers<readonly Outcome[]>()
          lane.calls.push({ items, settle })
          lane.waiting += items.length
          if (!lane.flushing) {
            turns.add(organisation)
            // what came in one packet goes into one flush
            if (!scheduled) setImmediate(pump)
            scheduled = true
          }
          return await settle.promise
        }
        const room = Promise.withResolvers<void>()
        lane.held.push(room.resolve)
        await room.promise
      }
    },
    settled,
    close: async () => {
      closed = true
      for (const { held } of lanes.values()) for (const goOn of held.splice(0)) goOn()
      await settled()
    },
  }
}
