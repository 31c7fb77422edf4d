import { z } from 'zod'
import { ApprovalId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { requireApproval } from '../integrations/index.ts'
import { cutSessions } from './cut-sessions.ts'
import { handOverApproval, readProviders } from './store-providers.ts'

/** A provider says who somebody is, by name and address; and sees by that who signs in when. */
const needs = { purposes: ['sign_in'], categories: ['identity', 'contact', 'account'] } as const

/**
 * Whether the customer approved this third party and takes the responsibility for it (G5.3). Asked each time somebody comes in through it, so that what is
 * revoked or over counts at once. Purposes `sign_in`, `administration`.
 */
export const isApproved = async (tx: Tx, approval: ApprovalId | null): Promise<boolean> => {
  try {
    await requireApproval(tx, approval, 'sso', needs)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const Revoked = z.object({ approval: ApprovalId, kind: z.string(), renewedBy: ApprovalId.nullable() })

/** For the outbox: whoever came in under an approval that was revoked is signed out; one that was renewed goes on under the new one. Meeting it twice does no more. */
export const onApprovalRevoked =
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const { approval, kind, renewedBy } = Revoked.parse(payload)
    if (kind !== 'sso') return
    if (renewedBy !== null) {
      return kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) => handOverApproval(tx, approval, renewedBy))
    }
    const providers = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, readProviders)
    for (const { id, approvalId } of providers) if (approvalId === approval) await cutSessions(kernel, { organisation }, id)
  }

/** Signs out whoever came in through a provider whose approval is over, or that is off. For a job: nobody says so when a time has come. */
export const cutUnapproved = async (kernel: Kernel, organisation: Parameters<OutboxHandler>[0]): Promise<void> => {
  const over = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    const providers = await readProviders(tx)
    const left = await Promise.all(providers.map(async ({ id, enabled, approvalId }) => (enabled && (await isApproved(tx, approvalId)) ? [] : [id])))
    return left.flat()
  })
  for (const id of over) await cutSessions(kernel, { organisation }, id)
}
