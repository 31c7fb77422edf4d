import type { HouseJob, Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { forgetOldAttempts } from './store-attempts.ts'
import { forgetOldChallenges } from './store-challenges.ts'
import { removeExpiredSteps } from './store-steps.ts'

export const jobs = (kernel: Kernel): (Job | HouseJob)[] => [
  // Attempts and challenges belong to no organisation.
  { name: 'access.forget', cron: '23 * * * *', runOnce: () => forgetOldAttempts(kernel) },
  { name: 'access.challenges', cron: '*/10 * * * *', runOnce: () => forgetOldChallenges(kernel) },
  {
    name: 'access.steps',
    cron: '*/10 * * * *',
    run: (organisation) => kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, removeExpiredSteps),
  },
]
