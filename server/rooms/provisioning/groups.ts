import type { PersonId, ScimGroupId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { takeTurns } from '../organisations/index.ts'
import * as trail from '../trail/index.ts'
import { settle } from './memberships.ts'
import { invalidValue, notFound, uniqueness } from './scim/fault.ts'
import { changeable, keptOfGroup, readGroup } from './scim/group.ts'
import type { GroupWish } from './scim/group.ts'
import { patched } from './scim/patch.ts'
import { countUsersAmong, deleteGroup, readGroups, writeGroup, writeMapping, writeMembers } from './store-groups.ts'
import type { KeptGroup } from './store-groups.ts'

export type Checks = (group: KeptGroup) => void
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Purpose `administration`. @throws ScimFault not_found */
export const groupOf = async (tx: Tx, id: string): Promise<KeptGroup> => {
  const [found] = uuid.test(id) ? await readGroups(tx, id) : []
  if (found === undefined) throw notFound()
  return found
}

const write = async (kernel: Kernel, tx: Tx, id: ScimGroupId, before: KeptGroup | null, wish: GroupWish): Promise<KeptGroup> => {
  const isUsers = wish.members.every((each) => uuid.test(each)) && (await countUsersAmong(tx, wish.members)) === wish.members.length
  if (!isUsers) throw invalidValue('A member is a user that is there; groups in groups are not kept')
  if (!(await writeGroup(tx, id, wish))) throw uniqueness('A group with this displayName is there already')
  const changed = await writeMembers(tx, id, wish.members)
  await settle(kernel, tx, changed, [before?.team?.id ?? null])
  await trail.record(tx, {
    action: before === null ? 'provisioning.group_added' : 'provisioning.group_changed',
    subject: { kind: 'scim_group', id },
    detail: { members: wish.members.length, changed: changed.length },
  })
  return groupOf(tx, id)
}

/** @throws ScimFault invalidValue, uniqueness */
export const createGroup = async (kernel: Kernel, tx: Tx, body: unknown): Promise<KeptGroup> => {
  const wish = readGroup(body)
  await takeTurns(tx)
  return write(kernel, tx, crypto.randomUUID() as ScimGroupId, null, wish)
}

/** @throws ScimFault not_found, 412, invalidValue, uniqueness; Refusal last_organisation_manager */
export const replaceGroup = async (kernel: Kernel, tx: Tx, id: string, body: unknown, check: Checks): Promise<KeptGroup> => {
  const wish = readGroup(body)
  await takeTurns(tx)
  const before = await groupOf(tx, id)
  check(before)
  return write(kernel, tx, before.id, before, wish)
}

/** @throws as `replaceGroup`, and invalidSyntax, invalidPath, noTarget */
export const patchGroup = async (kernel: Kernel, tx: Tx, id: string, body: unknown, check: Checks): Promise<KeptGroup> => {
  await takeTurns(tx)
  const before = await groupOf(tx, id)
  check(before)
  return write(kernel, tx, before.id, before, readGroup(patched(changeable(before), body, keptOfGroup)))
}

/** @throws ScimFault not_found, 412; Refusal last_organisation_manager */
export const removeGroup = async (kernel: Kernel, tx: Tx, id: string, check: Checks): Promise<void> => {
  await takeTurns(tx)
  const before = await groupOf(tx, id)
  check(before)
  await deleteGroup(tx, before.id)
  await settle(kernel, tx, before.members, [before.team?.id ?? null])
  await trail.record(tx, { action: 'provisioning.group_deleted', subject: { kind: 'scim_group', id: before.id }, detail: { members: before.members.length } })
}

/**
 * Says what the members of a group are here; at once for those who are. Purpose `administration`.
 * @throws Refusal not_found, last_organisation_manager
 */
export const mapGroup = async (
  kernel: Kernel,
  tx: Tx,
  id: ScimGroupId,
  mapping: { readonly teamId: TeamId | null; readonly roles: readonly Role[]; readonly by: PersonId },
): Promise<KeptGroup> => {
  await takeTurns(tx)
  const [before] = await readGroups(tx, id)
  const roles = [...new Set(mapping.roles)]
  if (before === undefined || !(await writeMapping(tx, id, { ...mapping, roles }))) throw new Refusal('not_found')
  await settle(kernel, tx, before.members, [before.team?.id ?? null])
  await trail.record(tx, {
    action: 'provisioning.group_mapped',
    subject: { kind: 'scim_group', id },
    detail: { team: mapping.teamId, roles: roles.join(' '), before: before.roles.join(' ') },
  })
  const [after] = await readGroups(tx, id)
  if (after === undefined) throw new Refusal('not_found')
  return after
}
