import type { OrganisationId } from '#contract/ids.ts'
import { mayPass } from '#kernel/database/passing.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { sequenceBatch } from './sequence.ts'

/** What `record` tells the house it touched. */
export const topic = 'trail'

/** Gives entries their place in the log soon after they were committed. Any number of processes may do so: the log's row is their lock. */
export type Sequencer = {
  /** There is something of this organisation to be placed. */
  nudge(organisation: OrganisationId): void
  /** Does it at once, and waits until nothing that was nudged here is left. */
  settled(): Promise<void>
  /** Finishes what was nudged, and takes no more. */
  stop(): Promise<void>
}

/** Entries of a moment share one checkpoint. */
const gatherMs = 200
/** A transaction that takes longer is seen to by the job. */
const lately = Temporal.Duration.from({ minutes: 10 })

export const createSequencer = ({ inPurpose, signer, log }: Pick<Kernel, 'inPurpose' | 'signer' | 'log'>): Sequencer => {
  /** With the moment from which on there is something; null: lately. */
  const waiting = new Map<OrganisationId, Temporal.Instant | null>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = false

  /** Organisations take turns, a batch each, so that a long backlog of one keeps none of the others waiting. */
  const drain = async (): Promise<void> => {
    for (;;) {
      const [next] = waiting
      if (next === undefined) return
      const [organisation, from] = next
      waiting.delete(organisation)
      try {
        const more = await inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, (tx) =>
          sequenceBatch(tx, signer, { since: from ?? tx.now.subtract(lately) }),
        )
        if (more !== null) waiting.set(organisation, more)
      } catch (error) {
        // The job tries it again within a minute.
        const level = mayPass(error) ? 'warn' : 'error'
        log[level]({ err: error, organisation }, 'the trail could not be gone on with; what happened is kept, its place in the log is still to come')
      }
    }
  }

  const run = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running ??= drain().finally(() => {
      running = undefined
    })
    return running
  }

  const settled = async (): Promise<void> => {
    while (waiting.size > 0 || running !== undefined) await run()
  }

  return {
    nudge: (organisation) => {
      if (stopped) return
      waiting.set(organisation, null)
      if (timer !== undefined || running !== undefined) return
      timer = setTimeout(() => void run(), gatherMs)
      timer.unref()
    },
    settled,
    stop: async () => {
      stopped = true
      await settled()
    },
  }
}
