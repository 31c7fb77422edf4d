import type { HouseJob, Job } from '#kernel/jobs.ts'
import { nightlyCron } from './due.ts'
import type { Retention } from './retention.ts'

export const jobs = ({ erasures, endings, keeper }: Retention): (Job | HouseJob)[] => [
  { name: 'retention.keep', cron: nightlyCron, run: (organisation) => keeper.run(organisation) },
  { name: 'retention.erase', cron: '* * * * *', run: (organisation) => erasures.resume(organisation) },
  // Not per organisation: an ending outlives its own.
  { name: 'retention.end', cron: '* * * * *', runOnce: () => endings.tick() },
]
