import * as endpoints from '#contract/endpoints/integrations.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { personNames } from '../people/index.ts'
import { approvalViews, approve, revoke } from './approvals.ts'
import * as clients from './clients.ts'
import { responsibilityText } from './responsibility.ts'
import { oauthRoutes } from './routes-oauth.ts'
import { personalRoutes } from './routes-personal.ts'
import { readApprovals, readNote } from './store-approvals.ts'
import { readTokens } from './store-tokens.ts'

/** @throws Refusal not_found */
const must = <T>(found: T | null | undefined | false): T => {
  if (found === null || found === undefined || found === false) throw new Refusal('not_found')
  return found
}

export const routes = (kernel: Kernel): Route[] => {
  const detail = async (tx: Tx, id: string) => {
    const rows = await readApprovals(tx, id)
    const [view] = await approvalViews(kernel, tx, rows)
    const approval = must(view)
    const [programs, tokens] = await Promise.all([clients.clientViews(tx, approval.id), readTokens(tx, { approval: approval.id })])
    const owners = await personNames(tx, kernel.keys, tokens.flatMap(({ person_id: person }) => (person === null ? [] : [person])))
    return {
      ...approval,
      clients: programs,
      tokens: tokens.map((row) => clients.tokenView(row, row.person_id === null ? null : (owners.get(row.person_id) ?? null))),
    }
  }
  return [
    route(endpoints.listApprovals, async ({ tx }) => ({ approvals: await approvalViews(kernel, tx, await readApprovals(tx)) })),
    route(endpoints.getResponsibilityText, async ({ query, language }) => responsibilityText(query.language ?? language)),
    route(endpoints.approveIntegration, async ({ tx, principal, body }) => detail(tx, await approve(kernel, tx, principal, body))),
    route(endpoints.getApproval, async ({ tx, params }) => detail(tx, params.approvalId)),
    route(endpoints.getApprovalNote, async ({ tx, params }) => must(await readNote(tx, params.approvalId))),
    route(endpoints.revokeApproval, async ({ tx, principal, params }) => void must(await revoke(kernel, tx, params.approvalId, principal.person))),
    route(endpoints.createClient, async ({ tx, params, body }) => clients.addClient(tx, params.approvalId, body.name)),
    route(endpoints.revokeClient, async ({ tx, params }) => void must(await clients.revokeClient(kernel, tx, params.clientId))),
    route(endpoints.addClientSecret, async ({ tx, params, body }) => clients.addSecret(tx, params.clientId, body.endsAt)),
    route(endpoints.removeClientSecret, async ({ tx, params }) => void must(await clients.removeSecret(kernel, tx, params.clientId, Number(params.slot)))),
    route(endpoints.addStandingToken, async ({ tx, params, body }) => clients.addStanding(tx, params.clientId, body.endsAt)),
    route(endpoints.revokeToken, async ({ tx, params }) => void must(await clients.revokeAnyToken(kernel, tx, params.tokenId))),
    ...personalRoutes(kernel),
    ...oauthRoutes(kernel),
  ]
}
