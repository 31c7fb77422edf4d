import type { HouseJob, Job } from '#kernel/jobs.ts'
import { afterNightlyCron, nightlyCron } from './due.ts'
import type { Retention } from './retention.ts'

export const jobs = ({ erasures, endings, keeper, rewriter }: Retention): (Job | HouseJob)[] => [
  { name: 'retention.keep', cron: nightlyCron, run: (organisation) => keeper.run(organisation) },
  // Before the day's back-up, which copies pages as they are.
  { name: 'retention.rewrite', cron: afterNightlyCron, runOnce: async () => void (await rewriter.run()) },
  { name: 'retention.erase', cron: '* * * * *', run: (organisation) => erasures.resume(organisation) },
  // Not per organisation: an ending outlives its own.
  { name: 'retention.end', cron: '* * * * *', runOnce: () => endings.tick() },
]
