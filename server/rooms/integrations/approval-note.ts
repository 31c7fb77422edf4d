import type { z } from 'zod'
import type { ApprovalKind } from '#contract/approvals.ts'
import type { ApprovalScope, ThirdParty } from '#contract/endpoints/integrations.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Responsibility } from './responsibility.ts'

export type Scope = z.output<typeof ApprovalScope>
export type Party = z.output<typeof ThirdParty>

/** What is signed: everything the customer approved. Who did stands in the trail, under `acceptance.entry`, so that this names nobody. */
export type SignedApproval = {
  readonly approval: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly kind: ApprovalKind
  readonly party: Party
  readonly purposes: Scope['purposes']
  readonly categories: Scope['categories']
  readonly addresses: Scope['addresses']
  readonly approvedAt: string
  readonly endsAt: string
  readonly renews: string | null
  readonly responsibility: Responsibility
  readonly acceptance: { readonly entry: string; readonly roles: readonly string[] }
}

/** The text to be signed: `vrijplek integration-approval 1` and one line of JSON, as all papers of this service. */
export const approvalText = (approval: SignedApproval): string => `vrijplek integration-approval 1\n${JSON.stringify(approval)}\n`

/** A note holds no control characters. @throws Refusal invalid_input */
export const checkedWords = (pointer: string, text: string): string => {
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) {
    throw new Refusal('invalid_input', {}, { errors: [{ pointer, detail: 'must not hold control characters' }] })
  }
  return text.normalize('NFC')
}
