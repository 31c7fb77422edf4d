import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { cutUnapproved } from './approval.ts'
import { checkDomain } from './domains.ts'
import type { ResolveTxt } from './domains.ts'
import { readDomains } from './store-domains.ts'
import { forgetOldFlows } from './store-flows.ts'

/** Proven domains are looked at again twice a day; what was on the way and never came back goes every ten minutes, and so do sessions under an approval that is over. */
export const jobs = (kernel: Kernel, resolve: ResolveTxt): Job[] => [
  {
    name: 'federation.domains',
    cron: '17 5,17 * * *',
    run: async (organisation) => {
      const actor = { kind: 'system' } as const
      const domains = await kernel.inPurpose({ organisation, actor, purpose: 'administration' }, readDomains)
      for (const { id, provenAt } of domains) if (provenAt !== null) await checkDomain(kernel, resolve, organisation, actor, id)
    },
  },
  {
    name: 'federation.flows',
    cron: '*/10 * * * *',
    run: async (organisation) => {
      await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, forgetOldFlows)
      await cutUnapproved(kernel, organisation)
    },
  },
]
