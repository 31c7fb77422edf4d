// Who is next. Organisations take turns, so that one with much (or slow) work delays another by one turn, not by its
// queue.

export type Waiting = {
  organisationId: string
  /** How many frames it stands for. */
  size: number
  /** Was at work when a worker died; goes alone, so that it can cost nobody else again. */
  suspect: boolean
}

/** At most so many frames of one organisation in one round, and so many in a round. */
const mostPerTurn = 64
const mostPerRound = 256

export type FairQueue<W extends Waiting> = {
  add: (work: W) => void
  /**
   * Goes before what its organisation has waiting already. An organisation that did not get its turn stands first in
   * the line again, one that used it stands last.
   */
  putBack: (work: W, hadTurn: boolean) => void
  /** The next round; the organisations in it are busy until `done`. */
  take: (mayTake: (organisationId: string) => boolean) => W[]
  done: (organisationIds: Iterable<string>) => void
  /** Frames an organisation has waiting. */
  waiting: (organisationId: string) => number
  isEmpty: () => boolean
  drain: () => W[]
}

export const createFairQueue = <W extends Waiting>(): FairQueue<W> => {
  const queues = new Map<string, { works: W[]; size: number }>()
  /** Everyone who has something waiting, in the order of their turns. */
  let line: string[] = []
  const busy = new Set<string>()

  const queueOf = (organisationId: string, first: boolean): { works: W[]; size: number } => {
    let queue = queues.get(organisationId)
    if (queue === undefined) {
      queue = { works: [], size: 0 }
      queues.set(organisationId, queue)
      if (first) line.unshift(organisationId)
      else line.push(organisationId)
    }
    return queue
  }

  const takeFrom = (queue: { works: W[]; size: number }, room: number): W[] => {
    const turn: W[] = []
    let size = 0
    for (;;) {
      const [next] = queue.works
      if (next === undefined || (turn.length > 0 && (next.suspect || size + next.size > room))) return turn
      queue.works.shift()
      queue.size -= next.size
      turn.push(next)
      size += next.size
      if (next.suspect || size >= room) return turn
    }
  }

  return {
    add: (work) => {
      const queue = queueOf(work.organisationId, false)
      queue.works.push(work)
      queue.size += work.size
    },
    putBack: (work, hadTurn) => {
      const queue = queueOf(work.organisationId, !hadTurn)
      queue.works.unshift(work)
      queue.size += work.size
    },
    take: (mayTake) => {
      const round: W[] = []
      const waiting: string[] = []
      const served: string[] = []
      let size = 0
      let alone = false
      for (const organisationId of line) {
        const queue = queues.get(organisationId)
        if (queue === undefined) continue
        const [first] = queue.works
        const full = alone || size >= mostPerRound ||
          (round.length > 0 && first !== undefined && (first.suspect || size + first.size > mostPerRound))
        if (full || busy.has(organisationId) || !mayTake(organisationId)) {
          waiting.push(organisationId)
          continue
        }
        const turn = takeFrom(queue, Math.min(mostPerTurn, mostPerRound - size))
        for (const work of turn) size += work.size
        round.push(...turn)
        busy.add(organisationId)
        if (queue.works.length > 0) served.push(organisationId)
        else queues.delete(organisationId)
        alone = turn[0]?.suspect === true
      }
      line = [...waiting, ...served]
      return round
    },
    done: (organisationIds) => {
      for (const organisationId of organisationIds) busy.delete(organisationId)
    },
    waiting: (organisationId) => queues.get(organisationId)?.size ?? 0,
    isEmpty: () => queues.size === 0,
    drain: () => {
      const all = [...queues.values()].flatMap(({ works }) => works)
      queues.clear()
      line = []
      return all
    },
  }
}
