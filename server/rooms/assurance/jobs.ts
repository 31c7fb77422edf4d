import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { runReviews } from './reviews.ts'

export const jobs = (kernel: Kernel): Job[] => [{ name: 'assurance.reviews', cron: '17 * * * *', run: runReviews(kernel) }]
