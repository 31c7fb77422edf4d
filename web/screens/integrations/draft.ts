import type { ApprovalKind, TransferGround } from '#contract/approvals.ts'
import { dayFromNow } from './days.ts'
import type { Scope } from './ScopeChoice.tsx'

/** An approval that is being filled in. */
export type Draft = {
  readonly kind: ApprovalKind
  readonly name: string
  readonly contact: string
  readonly country: string
  readonly ground: TransferGround | null
  readonly scope: Scope
  readonly lastDay: string
  readonly addresses: string
  readonly accepted: boolean
}

export const noDraft = (): Draft => ({
  kind: 'api_client', name: '', contact: '', country: 'NL', ground: null, scope: { purposes: [], categories: [] }, lastDay: dayFromNow(364), addresses: '', accepted: false,
})
