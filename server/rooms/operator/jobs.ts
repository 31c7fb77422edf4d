import type { HouseJob } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { amongStaff, operatorId } from './own.ts'
import { forgetLeavers } from './staff.ts'
import { forgetSessions } from './store-sessions.ts'
import { closeWhatIsOver } from './visits.ts'

/** The operator is no tenant, so what runs for each of those does not run for it. */
export const jobs = (kernel: Kernel): HouseJob[] => [
  { name: 'operator.visits', cron: '* * * * *', runOnce: () => closeWhatIsOver(kernel) },
  { name: 'operator.sequence', cron: '* * * * *', runOnce: () => trail.sequenceNow(kernel, operatorId) },
  {
    name: 'operator.forget',
    cron: '41 2 * * *',
    runOnce: async () => {
      await amongStaff(kernel, null, forgetSessions)
      await forgetLeavers(kernel)
    },
  },
]
