import type { HouseJob } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { forgetOldAttempts } from './store-attempts.ts'

/** Attempts belong to no organisation. */
export const jobs = (kernel: Kernel): HouseJob[] => [{ name: 'access.forget', cron: '23 * * * *', runOnce: () => forgetOldAttempts(kernel) }]
