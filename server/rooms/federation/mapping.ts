import { mayGrant } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import type { LocationId, PersonId, TeamId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { KeptMapping, MappingRow } from './store-providers.ts'

/**
 * Nobody maps a group to a role that they could not give by hand: who sets a mapping gives what it gives.
 * @param held roles of whoever sets it, in the whole organisation
 * @throws Refusal may_not_grant
 */
export const refuseBeyondGranter = (held: readonly Role[], mapping: readonly MappingRow[]): void => {
  const given = new Set(held.flatMap((role) => mayGrant[role]))
  if (mapping.some(({ role }) => role !== null && !given.has(role))) throw new Refusal('may_not_grant')
}

export type Given = {
  readonly grants: readonly { readonly role: Role; readonly locationId: LocationId | null; readonly by: PersonId | null }[]
  /** Of the first group that gives one; null: no group says anything of a team. */
  readonly teamId: TeamId | null
}

/** What membership of these groups gives. Names are compared as they are: two groups whose names differ in a capital are two groups. */
export const givenBy = (mapping: readonly KeptMapping[], groups: readonly string[]): Given => {
  const held = new Set(groups)
  const rows = mapping.filter(({ group }) => held.has(group))
  const grants = new Map(
    rows.flatMap(({ role, locationId, by }) => (role === null ? [] : [[`${role} ${locationId ?? ''}`, { role, locationId, by }] as const])),
  )
  return { grants: [...grants.values()], teamId: rows.find(({ teamId }) => teamId !== null)?.teamId ?? null }
}
