import type { Kernel } from '#kernel/kernel.ts'
import { clearMark, readMarks } from './store-rewrite.ts'

export type Rewriter = {
  /**
   * Writes anew what rows were erased from, so that no page holds their bytes, and with it no back-up made from now on
   * (docs/decisions/2026-11-22-rewrite-what-was-deleted-from.md). One run after the other.
   * @returns tables that were too busy; they stay marked for the next time
   */
  run(): Promise<readonly string[]>
  settled(): Promise<void>
}

export const createRewriter = (kernel: Kernel): Rewriter => {
  let last: Promise<unknown> = Promise.resolve()

  const rewriteMarked = async (): Promise<readonly string[]> => {
    const marked = await kernel.owner.use(readMarks)
    if (marked.length === 0) return []
    const busy = await kernel.owner.rewrite(marked.map(({ table }) => table))
    await kernel.owner.use(async (client) => {
      for (const mark of marked) if (!busy.includes(mark.table)) await clearMark(client, mark)
    })
    if (busy.length > 0) kernel.log.warn({ tables: busy }, 'tables that rows were erased from are too busy to be written anew; it is tried again')
    return busy
  }

  return {
    run: () => {
      const turn = last.then(rewriteMarked)
      last = turn.catch(() => {})
      return turn
    },
    settled: async () => void (await last),
  }
}
