import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { deleteLapsedFormation } from './formation.ts'
import type { Leaving } from './formation.ts'

export const jobs = (kernel: Kernel, leaving: Leaving): Job[] => [
  {
    name: 'agreement.formation',
    // Hourly; from the second it lapses, nobody can sign in to it any more.
    cron: '11 * * * *',
    run: (organisation) => deleteLapsedFormation(kernel, leaving, organisation),
  },
]
