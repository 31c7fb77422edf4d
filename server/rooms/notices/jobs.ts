import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { noticeKeepDays } from './personal-data.ts'
import { forget } from './store.ts'

const batch = 1000

export const jobs = (kernel: Kernel): Job[] => [
  {
    name: 'notices.forget',
    cron: '37 * * * *',
    run: async (organisation) => {
      let forgotten = batch
      while (forgotten === batch) {
        forgotten = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, (tx) =>
          forget(tx, noticeKeepDays, batch),
        )
      }
    },
  },
]
