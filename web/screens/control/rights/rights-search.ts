import type { LocationId, PersonId } from '#contract/ids.ts'
import { roles, type Role } from '#contract/permissions.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const id = <Id extends string>(key: string, given: unknown): Readonly<Record<string, Id>> =>
  typeof given === 'string' && uuid.test(given) ? { [key]: given as Id } : {}
const role = (given: unknown): { readonly role?: Role } => {
  const found = roles.find((one) => one === given)
  return found === undefined ? {} : { role: found }
}

/** Which place the page of rights is about (without a location the whole organisation), how it is shown, and whose panel is open. */
export type RightsSearch = { readonly location?: LocationId; readonly view?: 'roles'; readonly role?: Role; readonly over?: true; readonly person?: PersonId }

export const rightsSearch = (given: Record<string, unknown>): RightsSearch => ({
  ...id<LocationId>('location', given['location']),
  ...(given['view'] === 'roles' ? { view: 'roles' } : {}),
  ...role(given['role']),
  ...(given['over'] === true ? { over: true } : {}),
  ...id<PersonId>('person', given['person']),
})

/** What is chosen beforehand when a role is given. */
export type GiveSearch = { readonly person?: PersonId; readonly location?: LocationId; readonly role?: Role }

export const giveSearch = (given: Record<string, unknown>): GiveSearch => ({
  ...id<PersonId>('person', given['person']),
  ...id<LocationId>('location', given['location']),
  ...role(given['role']),
})
