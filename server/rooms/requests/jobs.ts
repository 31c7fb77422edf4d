import type { OrganisationId } from '#contract/ids.ts'
import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Exporter } from './exporter.ts'
import { expiredFiles } from './store-exports.ts'

/** An export that is over its time is gone with its bytes, not only closed. */
const removeExpired = (kernel: Kernel) => (organisation: OrganisationId) =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, async (tx) => {
    const expired = await expiredFiles(tx)
    if (expired.length > 0) await kernel.files.remove(tx, expired)
  })

export const jobs = (kernel: Kernel, exporter: Exporter): Job[] => [
  // What a crash left half made. What is asked now begins at once.
  { name: 'requests.exports', cron: '*/5 * * * *', run: async (organisation) => exporter.takeUp(organisation) },
  { name: 'requests.expire', cron: '23 * * * *', run: removeExpired(kernel) },
]
