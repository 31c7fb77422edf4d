import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { rollUpLooks } from './roll-up.ts'
import { sequenceNow } from './sequence.ts'

export const jobs = (kernel: Kernel): Job[] => [
  // What another process, or a crash, left without a place in the log.
  { name: 'trail.sequence', cron: '* * * * *', run: (organisation) => sequenceNow(kernel, organisation) },
  { name: 'trail.roll_up_looks', cron: '6 * * * *', run: (organisation) => rollUpLooks(kernel, organisation) },
]
