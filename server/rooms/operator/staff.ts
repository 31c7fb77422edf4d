import { createHash, randomBytes } from 'node:crypto'
import type { StaffId, StaffKeyId } from '#contract/ids.ts'
import type { StaffMember } from '#contract/endpoints/operator.ts'
import type { StaffKey } from '#contract/endpoints/operator-sign-in.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { createStaffKey, emailIndexOf, eraseStaffKeys, loadStaffKeys } from './names.ts'
import type { StaffKeys } from './names.ts'
import { amongStaff } from './own.ts'
import { keptDaysAfterLeaving } from './personal-data.ts'
import type { KeptKey } from './store-keys.ts'
import { sessionsOf } from './store-sessions.ts'
import * as store from './store-staff.ts'
import type { StaffRow } from './store-staff.ts'

/** What the register itself needs: it is also opened beside a running service, for the first of its people. */
export type Register = Pick<Kernel, 'inPurpose' | 'keys' | 'publicUrl'>

/** A link for enrolling a key is for somebody who sits at it now. */
const linkHours = 1

export type StaffLink = { readonly url: string; readonly expiresAt: string }

/** The token stands in the fragment, which browsers send to no server and so into no log. */
const makeLink = async (kernel: Register, tx: Tx, staff: StaffId): Promise<StaffLink> => {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = tx.now.add({ hours: linkHours })
  await store.putLink(tx, staff, createHash('sha256').update(token).digest(), expiresAt)
  return { url: `${kernel.publicUrl}/operator/enrol#${token}`, expiresAt: expiresAt.toString() }
}

const shownMember = (row: StaffRow, keys: StaffKeys): StaffMember => ({
  id: row.id,
  name: keys.open(row.id, 'name', row.name_sealed) ?? '',
  email: keys.open(row.id, 'email', row.email_sealed) ?? '',
  roles: row.roles,
  state: row.left_at !== null ? 'left' : row.activated_at === null ? 'invited' : 'active',
  keys: row.keys,
  declaredAt: row.declared_at?.toString() ?? null,
  invitedAt: row.invited_at.toString(),
  leftAt: row.left_at?.toString() ?? null,
})

/** @throws Refusal not_found */
const memberOf = async (kernel: Register, tx: Tx, id: StaffId): Promise<StaffMember> => {
  const row = await store.readStaffMember(tx, id)
  if (row === null) throw new Refusal('not_found')
  return shownMember(row, await loadStaffKeys(kernel, [id]))
}

export const listStaff = async (kernel: Register, tx: Tx): Promise<StaffMember[]> => {
  const rows = await store.readStaff(tx)
  const keys = await loadStaffKeys(kernel, rows.map(({ id }) => id))
  return rows.map((row) => shownMember(row, keys))
}

export type Invited = { readonly name: string; readonly email: string; readonly roles: readonly StaffRole[]; readonly language?: Language }

/** @param by null: the operator at the machine itself, for the first of them. @throws Refusal staff_email_taken */
export const inviteStaff = async (kernel: Register, by: StaffId | null, { name, email, roles, language = 'nl' }: Invited) => {
  const id = crypto.randomUUID() as StaffId
  const keys = await createStaffKey(kernel, id)
  const emailSealed = keys.seal(id, 'email', email.trim().toLowerCase())
  const added = { id, nameSealed: keys.seal(id, 'name', name), emailSealed, emailIndex: emailIndexOf(kernel, email), roles: [...new Set(roles)], language }
  try {
    return await amongStaff(kernel, by, async (tx) => {
      if (!(await store.addStaff(tx, added))) throw new Refusal('staff_email_taken')
      const link = await makeLink(kernel, tx, id)
      await trail.record(tx, { action: 'operator.staff_invited', subject: { kind: 'staff', id }, detail: { roles: added.roles.join(' ') } })
      return { member: await memberOf(kernel, tx, id), link }
    })
  } catch (error) {
    await eraseStaffKeys(kernel, [id])
    throw error
  }
}

/**
 * A link for the first of them, from the machine itself: a lead, who invites the others. Asked again before it was used, the link is renewed.
 * @returns null when a lead works here already: it is theirs to invite, and to restore each other
 */
export const inviteFirst = async (kernel: Register, { name, email }: Pick<Invited, 'name' | 'email'>): Promise<StaffLink | null> => {
  const members = await amongStaff(kernel, null, (tx) => listStaff(kernel, tx))
  if (members.some(({ state, roles }) => state === 'active' && roles.includes('lead'))) return null
  const again = members.find((each) => each.state !== 'left' && each.email === email.trim().toLowerCase())
  if (again === undefined) return (await inviteStaff(kernel, null, { name, email, roles: ['lead'] })).link
  return amongStaff(kernel, null, (tx) => makeLink(kernel, tx, again.id))
}

/** Nobody changes or restores their own access. @throws Refusal not_for_yourself */
const refuseOwn = ({ staff }: StaffPrincipal, id: StaffId): void => {
  if (staff === id) throw new Refusal('not_for_yourself')
}

/** There is no other recovery than a colleague's: the keys that were lost stop working with it. @throws Refusal not_found, not_for_yourself */
export const renewLink = (kernel: Kernel, principal: StaffPrincipal, id: StaffId): Promise<StaffLink> => {
  refuseOwn(principal, id)
  return amongStaff(kernel, principal.staff, async (tx) => {
    const member = await memberOf(kernel, tx, id)
    if (member.state === 'left') throw new Refusal('not_found')
    await store.takeWaysIn(tx, id)
    kernel.cuts.afterCommit(tx, { staff: id })
    await trail.record(tx, { action: 'operator.link_renewed', subject: { kind: 'staff', id } })
    return makeLink(kernel, tx, id)
  })
}

/** @throws Refusal not_found, not_for_yourself */
export const changeRoles = (kernel: Kernel, principal: StaffPrincipal, id: StaffId, roles: readonly StaffRole[]): Promise<StaffMember> => {
  refuseOwn(principal, id)
  const wanted = [...new Set(roles)]
  return amongStaff(kernel, principal.staff, async (tx) => {
    if (!(await store.setStaffRoles(tx, id, wanted))) throw new Refusal('not_found')
    kernel.cuts.afterCommit(tx, { staff: id })
    await trail.record(tx, { action: 'operator.roles_changed', subject: { kind: 'staff', id }, detail: { roles: wanted.join(' ') } })
    return memberOf(kernel, tx, id)
  })
}

/** What lets them in goes at once. Their visits are ended by whoever calls. @throws Refusal not_found, not_for_yourself */
export const release = (kernel: Kernel, principal: StaffPrincipal, id: StaffId): Promise<void> => {
  refuseOwn(principal, id)
  return amongStaff(kernel, principal.staff, async (tx) => {
    if (!(await store.markLeft(tx, id))) throw new Refusal('not_found')
    kernel.cuts.afterCommit(tx, { staff: id })
    await trail.record(tx, { action: 'operator.staff_left', subject: { kind: 'staff', id } })
  })
}

export const ownData = (kernel: Kernel, { staff }: StaffPrincipal) =>
  amongStaff(kernel, staff, async (tx) => ({
    member: await memberOf(kernel, tx, staff),
    sessions: (await sessionsOf(tx, staff)).map(({ device, created_at, ends_at }) => ({ device, createdAt: created_at.toString(), endsAt: ends_at.toString() })),
    keptDaysAfterLeaving,
  }))

export const shownKey = (key: KeptKey, keys: StaffKeys): StaffKey => ({
  id: key.id,
  name: keys.open(key.staff, 'key name', key.nameSealed) ?? '',
  aaguid: key.aaguid,
  proof: key.provenByMaker ? 'maker' : 'none',
  createdAt: key.createdAt.toString(),
  lastUsedAt: key.lastUsedAt?.toString() ?? null,
})

export const recordKey = (tx: Tx, action: 'operator.key_enrolled' | 'operator.key_removed', staff: StaffId, key: StaffKeyId): Promise<void> =>
  trail.record(tx, { action, subject: { kind: 'staff', id: staff }, detail: { key } })

/** Who left long enough ago: the register forgets them, and their key goes first, so that no old copy tells their name. */
export const forgetLeavers = async (kernel: Kernel): Promise<void> => {
  const before = kernel.clock.now().subtract({ hours: 24 * keptDaysAfterLeaving })
  const ids = await amongStaff(kernel, null, (tx) => store.leftBefore(tx, before))
  if (ids.length === 0) return
  await eraseStaffKeys(kernel, ids)
  await amongStaff(kernel, null, (tx) => store.deleteStaff(tx, ids))
}
