import type { FloorId } from '#contract/ids.ts'
import type { Live } from '#kernel/live.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** After the commit, whoever watches these floors looks again. */
export const lookAgain = (tx: Tx, live: Live, floors: Iterable<FloorId>): void => {
  const each = new Set(floors)
  if (each.size === 0) return
  tx.afterCommit(() => {
    for (const floor of each) live.changed(tx.organisation, `floor:${floor}`)
  })
}
