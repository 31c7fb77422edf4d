import * as endpoints from '#contract/endpoints/personal-tokens.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { addMyToken, myTokens, revokeMyToken } from './personal-tokens.ts'
import { readPersonalParties } from './store-approvals.ts'

export const personalRoutes = (kernel: Kernel): Route[] => [
  route(endpoints.listMyTokens, async ({ tx, principal }) => {
    const [tokens, parties] = await Promise.all([myTokens(kernel, tx, principal.person), readPersonalParties(tx)])
    return { tokens, parties: parties.map((party) => ({ ...party, endsAt: party.endsAt.toString() })) }
  }),
  route(endpoints.createMyToken, async ({ tx, principal, body }) => addMyToken(kernel, tx, principal.person, body)),
  route(endpoints.revokeMyToken, async ({ tx, principal, params }) => {
    if (!(await revokeMyToken(kernel, tx, principal.person, params.tokenId))) throw new Refusal('not_found')
  }),
]
