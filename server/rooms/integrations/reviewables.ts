import type { ApprovalId, ClientId, TokenId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { revoke } from './approvals.ts'
import { revokeAnyToken, revokeClient } from './clients.ts'
import type { Reviewable } from './store-reviewables.ts'

/** What was not confirmed ends now, as if it was revoked. Purpose `administration`. @returns false when it had ended already */
export const lapse = (kernel: Kernel, tx: Tx, { kind, id }: Pick<Reviewable, 'kind' | 'id'>): Promise<boolean> => {
  switch (kind) {
    case 'approval':
      return revoke(kernel, tx, id as ApprovalId, null)
    case 'client':
      return revokeClient(kernel, tx, id as ClientId)
    case 'token':
      return revokeAnyToken(kernel, tx, id as TokenId)
  }
}
