import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'

/**
 * Gathers what arrives, one organisation at a time in a transaction. Nothing waits on purpose: an organisation is flushed as soon as its previous flush
 * is done and one of the `mostAtOnce` places is free; what arrives in the meantime goes along next time. Organisations take turns, and one whose flush
 * waits for something slow gives its place away meanwhile.
 */
export type Batcher<Item, Outcome> = {
  /**
   * Settles with the flush the items went in; rejects when that flush failed. Waits first while too much is waiting already.
   * @throws Refusal not_ready when more waits than may: nothing was taken, the sender tries again
   */
  add(organisation: OrganisationId, items: readonly Item[]): Promise<readonly Outcome[]>
  /** Settles when all that was taken is flushed. */
  settled(): Promise<void>
  /** Takes nothing more, and settles when all is flushed. */
  close(): Promise<void>
}

/** Does work of a flush outside its place, which others take meanwhile; the flush goes on when it has a place again. */
export type Aside = <T>(work: () => Promise<T>) => Promise<T>

export type BatcherOptions<Item, Outcome> = {
  /** One outcome per item, in their order. */
  readonly flush: (organisation: OrganisationId, items: readonly Item[], aside: Aside) => Promise<readonly Outcome[]>
  /** Flushes at the same time, each of another organisation. */
  readonly mostAtOnce: number
  readonly mostPerFlush: number
  /** Items of one organisation that may wait before `add` waits: an organisation that floods holds up itself. */
  readonly mostWaiting: number
  /** Items of one organisation in calls that wait so; beyond, `add` refuses. */
  readonly mostHeld: number
  /** Items of all organisations that are not flushed yet; beyond, only who has nothing waiting is let in. */
  readonly mostInTotal: number
}

/** When who was refused had better come back: a flush takes far less, a database that is away for a moment about so long. */
const retryAfterSeconds = 5

type Call<Item, Outcome> = {
  readonly items: readonly Item[]
  readonly settle: PromiseWithResolvers<readonly Outcome[]>
}

type Lane<Item, Outcome> = {
  calls: Call<Item, Outcome>[]
  waiting: number
  flushing: boolean
  heldItems: number
  held: (() => void)[]
}

export const createBatcher = <Item, Outcome>(options: BatcherOptions<Item, Outcome>): Batcher<Item, Outcome> => {
  const lanes = new Map<OrganisationId, Lane<Item, Outcome>>()
  /** Organisations with something to flush that are not being flushed, in turn. */
  const turns = new Set<OrganisationId>()
  const running = new Set<Promise<void>>()
  let placesTaken = 0
  /** Items that are not flushed yet, of all. */
  let inTotal = 0
  /** Flushes that did something aside and want a place again, in turn. */
  const returning: (() => void)[] = []
  let closed = false
  let scheduled = false

  const laneOf = (organisation: OrganisationId): Lane<Item, Outcome> => {
    const found = lanes.get(organisation)
    if (found !== undefined) return found
    const made: Lane<Item, Outcome> = { calls: [], waiting: 0, flushing: false, heldItems: 0, held: [] }
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

  const aside: Aside = async (work) => {
    placesTaken -= 1
    pump()
    try {
      return await work()
    } finally {
      const place = Promise.withResolvers<void>()
      returning.push(place.resolve)
      pump()
      await place.promise
    }
  }

  const flush = async (organisation: OrganisationId, lane: Lane<Item, Outcome>): Promise<void> => {
    const calls = takeBatch(lane)
    for (const goOn of lane.held.splice(0)) goOn()
    try {
      const outcomes = await options.flush(
        organisation,
        calls.length === 1 && calls[0] !== undefined ? calls[0].items : calls.flatMap((call) => call.items),
        aside,
      )
      let from = 0
      for (const call of calls) {
        call.settle.resolve(outcomes.slice(from, from + call.items.length))
        from += call.items.length
      }
    } catch (error) {
      for (const call of calls) call.settle.reject(error)
    } finally {
      for (const call of calls) inTotal -= call.items.length
    }
  }

  const pump = (): void => {
    scheduled = false
    while (placesTaken < options.mostAtOnce && returning.length > 0) {
      placesTaken += 1
      returning.shift()?.()
    }
    for (const organisation of turns) {
      if (placesTaken >= options.mostAtOnce) return
      placesTaken += 1
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
    placesTaken -= 1
    lane.flushing = false
    if (lane.calls.length > 0) turns.add(organisation)
    else if (lane.held.length === 0) lanes.delete(organisation)
    pump()
  }

  /** Who was let in to wait is not refused later. */
  const refuseBeyond = (organisation: OrganisationId, items: number): void => {
    const lane = lanes.get(organisation)
    if (lane === undefined || lane.waiting === 0) return
    const isHeld = lane.waiting >= options.mostWaiting
    if (inTotal >= options.mostInTotal || (isHeld && lane.heldItems + items > options.mostHeld)) {
      throw new Refusal('not_ready', {}, { retryAfterSeconds })
    }
  }

  const settled = async (): Promise<void> => {
    while (running.size > 0 || turns.size > 0) await Promise.all([...running, new Promise(setImmediate)])
  }

  return {
    add: async (organisation, items) => {
      if (items.length === 0) return []
      refuseBeyond(organisation, items.length)
      for (;;) {
        if (closed) throw new Error('the ingest is closed')
        const lane = laneOf(organisation)
        if (lane.waiting < options.mostWaiting) {
          const settle = Promise.withResolvers<readonly Outcome[]>()
          lane.calls.push({ items, settle })
          lane.waiting += items.length
          inTotal += items.length
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
        lane.heldItems += items.length
        inTotal += items.length
        await room.promise
        lane.heldItems -= items.length
        inTotal -= items.length
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
