import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { forgetOldAttempts } from './store-attempts.ts'
import { removeEndedSessions } from './store-sessions.ts'

export const jobs = (kernel: Kernel): Job[] => [
  {
    name: 'access.forget',
    cron: '23 * * * *',
    run: async (organisation) => {
      await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, removeEndedSessions)
      // Attempts belong to no organisation: whichever comes first takes the old ones away.
      await forgetOldAttempts(kernel)
    },
  },
]
