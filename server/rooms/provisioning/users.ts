import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { takeTurns } from '../organisations/index.ts'
import { addPerson, correctPerson } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { settle } from './memberships.ts'
import { notFound, ScimFault, uniqueness } from './scim/fault.ts'
import { changeable, followsUserName, keptOfUser, nameOf, readUser } from './scim/user.ts'
import type { UserWish } from './scim/user.ts'
import { patched } from './scim/patch.ts'
import { markDeleted, readTaken, readUsers, writeUser } from './store-users.ts'
import type { KeptUser } from './store-users.ts'

/** Checks what the client last read against what there is, before anything is changed. */
export type Checks = (user: KeptUser) => void

const taken = () => uniqueness('A user with this userName or address is there already')

/** Purpose `administration`. @throws ScimFault not_found, the same for what never was, was deleted, or is another organisation's */
export const userOf = async (kernel: Kernel, tx: Tx, id: string): Promise<KeptUser> => {
  const { users } = await readUsers(tx, kernel.keys, { ids: [id] })
  if (users[0] === undefined) throw notFound()
  return users[0]
}

/**
 * Adds a person, or lets somebody back in whom the directory had deleted and whose keeping period is not over. Purpose `administration`.
 * @throws ScimFault invalidValue, uniqueness
 */
export const createUser = async (kernel: Kernel, tx: Tx, client: string, body: unknown): Promise<KeptUser> => {
  const wish = readUser(body)
  await takeTurns(tx)
  const there = await readTaken(tx, kernel.keys, wish.words.userName, wish.email)
  const [former] = there
  if (there.length > 1 || former?.deleted === false) throw taken()
  const person = former === undefined ? await addUser(kernel, tx, wish) : await takeBack(kernel, tx, former.person, wish)
  if (!(await writeUser(tx, kernel.keys, person, wish, client))) {
    // Nobody was added: no key stays behind.
    if (former === undefined) await kernel.keys.erase(tx.organisation, [person])
    throw taken()
  }
  await settle(kernel, tx, [person])
  await trail.record(tx, { action: former === undefined ? 'provisioning.user_added' : 'provisioning.user_back', subject: { kind: 'person', id: person }, person })
  if (wish.active) await access.reactivate(kernel, tx, [person])
  else await access.deactivate(kernel, tx, [person])
  return userOf(kernel, tx, person)
}

const addUser = async (kernel: Kernel, tx: Tx, { words, email, language }: UserWish): Promise<PersonId> => {
  try {
    return await addPerson(tx, kernel.keys, { name: nameOf(words), email, language: language ?? 'nl' })
  } catch (error) {
    throw error instanceof Refusal && error.code === 'email_taken' ? taken() : error
  }
}

const takeBack = async (kernel: Kernel, tx: Tx, person: PersonId, { words, email }: UserWish): Promise<PersonId> => {
  await changePerson(kernel, tx, person, { name: nameOf(words), email })
  return person
}

const changePerson = async (kernel: Kernel, tx: Tx, person: PersonId, change: { readonly name?: string; readonly email?: string }): Promise<void> => {
  try {
    await correctPerson(tx, kernel.keys, person, change)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.code === 'email_taken' ? taken() : notFound()
  }
  tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
}

/** What the directory says differently than before is done here; what a person or a manager decided here since stays, until it says something else. */
const apply = async (kernel: Kernel, tx: Tx, client: string, before: KeptUser, wish: UserWish): Promise<KeptUser> => {
  const person = before.id
  const renamed = nameOf(wish.words) !== nameOf(before.words)
  const moved = wish.email !== before.email
  const switched = wish.active !== before.said
  const reworded = JSON.stringify(wish.words) !== JSON.stringify(before.words)
  if (!renamed && !moved && !switched && !reworded) return before
  if (moved && (await access.hasRolesBesides(tx, 'scim', person))) {
    // Whoever changes an address can come in by it: a program must not take over what a manager gave.
    throw new ScimFault(400, 'address_held', 'The address of somebody who was given rights by hand is changed by hand', 'mutability')
  }
  if (renamed || moved) {
    await changePerson(kernel, tx, person, { ...(renamed ? { name: nameOf(wish.words) } : {}), ...(moved ? { email: wish.email } : {}) })
  }
  if (!(await writeUser(tx, kernel.keys, person, wish, client))) throw taken()
  const fields = [...(renamed ? ['name'] : []), ...(moved ? ['email'] : []), ...(switched ? ['active'] : []), ...(reworded ? ['attributes'] : [])]
  await trail.record(tx, { action: 'provisioning.user_changed', subject: { kind: 'person', id: person }, person, detail: { fields: fields.join(' ') } })
  await settle(kernel, tx, [person])
  if (switched && wish.active) await access.reactivate(kernel, tx, [person])
  if (switched && !wish.active) await access.deactivate(kernel, tx, [person])
  return userOf(kernel, tx, person)
}

/** @throws ScimFault not_found, 412, invalidValue, uniqueness, mutability; Refusal last_organisation_manager */
export const replaceUser = async (kernel: Kernel, tx: Tx, client: string, id: string, body: unknown, check: Checks): Promise<KeptUser> => {
  const wish = readUser(body)
  await takeTurns(tx)
  const before = await userOf(kernel, tx, id)
  check(before)
  return apply(kernel, tx, client, before, wish)
}

/** All operations or none. @throws as `replaceUser`, and invalidSyntax, invalidPath, noTarget */
export const patchUser = async (kernel: Kernel, tx: Tx, client: string, id: string, body: unknown, check: Checks): Promise<KeptUser> => {
  await takeTurns(tx)
  const before = await userOf(kernel, tx, id)
  check(before)
  const wish = readUser(patched(changeable({ ...before, active: before.said }), body, keptOfUser))
  return apply(kernel, tx, client, before, followsUserName(before, wish))
}

/**
 * Takes a user away: they can do nothing any more with the commit, the directory does not find them again, and the keeping period of who left begins.
 * @throws ScimFault not_found, 412; Refusal last_organisation_manager
 */
export const deleteUser = async (kernel: Kernel, tx: Tx, client: string, id: string, check: Checks): Promise<void> => {
  await takeTurns(tx)
  const before = await userOf(kernel, tx, id)
  check(before)
  await access.deactivate(kernel, tx, [before.id])
  if (!(await writeUser(tx, kernel.keys, before.id, { words: before.words, active: false }, client))) throw taken()
  await markDeleted(tx, before.id)
  await settle(kernel, tx, [before.id])
  await trail.record(tx, { action: 'provisioning.user_deleted', subject: { kind: 'person', id: before.id }, person: before.id })
}
