import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { forgetOld } from './store-sources.ts'

export const jobs = (kernel: Kernel): readonly Job[] => [
  {
    name: 'devices.forget',
    cron: '20 3 * * *',
    run: async (organisation) => {
      await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, forgetOld)
    },
  },
]
