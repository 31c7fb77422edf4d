import { getProvisioningState, setGroupMapping } from '#contract/endpoints/provisioning.ts'
import { ClientId } from '#contract/ids.ts'
import { mayGrant } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { partiesOf } from '../integrations/index.ts'
import { mapGroup } from './groups.ts'
import { faultWords } from './scim/fault.ts'
import { countProvisioned, readCalls, readRefusals } from './store-calls.ts'
import { readGroups } from './store-groups.ts'
import type { KeptGroup } from './store-groups.ts'

const shown = ({ id, name, members, team, roles }: KeptGroup) => ({ id, name, members: members.length, team, roles: [...roles] })

/** Nobody grants what they do not hold, by a group neither; what a group gave before may stay. @throws Refusal may_not_grant */
const refuseBeyond = (held: readonly Role[], wanted: readonly Role[]): void => {
  const grantable = new Set(held.flatMap((role) => mayGrant[role]))
  if (!wanted.every((role) => grantable.has(role))) throw new Refusal('may_not_grant')
}

/** What a manager sees and says of the organisation's own directory. */
export const directoryRoutes = (kernel: Kernel): Route[] => [
  route(getProvisioningState, async ({ tx, language }) => {
    const [calls, people, groups, refusals] = await Promise.all([readCalls(tx), countProvisioned(tx), readGroups(tx), readRefusals(tx)])
    const parties = await partiesOf(tx, calls.map(({ clientId }) => clientId))
    return {
      scimUrl: `${kernel.publicUrl}/scim/v2`,
      clients: calls.map(({ clientId, lastAt, reads, writes, refusals: refused }) => ({
        clientId: ClientId.parse(clientId),
        name: parties.get(clientId) ?? null,
        lastAt: lastAt.toString(),
        reads,
        writes,
        refusals: refused,
      })),
      people,
      groups: groups.map(shown),
      errors: refusals.map(({ id, at, clientId, resource, act, code }) => ({
        id,
        at: at.toString(),
        clientId: ClientId.parse(clientId),
        resource,
        act,
        code,
        reason: faultWords[code][language],
      })),
    }
  }),

  route(setGroupMapping, async ({ tx, principal, params, body }) => {
    const [before] = await readGroups(tx, params.scimGroupId)
    if (before === undefined) throw new Refusal('not_found')
    refuseBeyond(principal.roles, body.roles.filter((role) => !before.roles.includes(role)))
    return shown(await mapGroup(kernel, tx, params.scimGroupId, { ...body, by: principal.person }))
  }),
]
