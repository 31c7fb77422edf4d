import type { z } from 'zod'
import type { ApprovalDetail } from '#contract/endpoints/integrations.ts'

/** One approval with what hangs on it. */
export type Detail = z.infer<typeof ApprovalDetail>
