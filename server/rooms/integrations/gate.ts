import type { ApprovalKind } from '#contract/approvals.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { ApprovalId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { readInForce } from './store-approvals.ts'
import type { ApprovalInForce } from './store-approvals.ts'

/** What an integration is about to do. */
export type Needs = { readonly purposes: readonly Purpose[]; readonly categories: readonly DataCategory[] }

const holdsAll = (held: readonly string[], needed: readonly string[]): boolean => needed.every((each) => held.includes(each))

/**
 * The gate (G5.3): a third party gets nothing without an approval of the customer that is in force now, is of this kind and names all that is needed.
 * Whoever opens something to one asks here each time. In any purpose that sees approvals.
 * @throws Refusal approval_needed
 */
export const requireApproval = async (tx: Tx, approval: ApprovalId | string | null, kind: ApprovalKind, needs: Needs): Promise<ApprovalInForce> => {
  const found = approval === null ? null : await readInForce(tx, approval)
  if (found === null || found.kind !== kind || !holdsAll(found.purposes, needs.purposes) || !holdsAll(found.categories, needs.categories)) {
    throw new Refusal('approval_needed')
  }
  return found
}
