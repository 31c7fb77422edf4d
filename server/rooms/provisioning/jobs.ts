import type { OrganisationId } from '#contract/ids.ts'
import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { forgetCalls } from './store-calls.ts'

const forget = (kernel: Kernel) => (organisation: OrganisationId) =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, forgetCalls)

export const jobs = (kernel: Kernel): Job[] => [{ name: 'provisioning.forget', cron: '51 2 * * *', run: forget(kernel) }]
