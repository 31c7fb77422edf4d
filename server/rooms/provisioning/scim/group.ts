import { invalidValue } from './fault.ts'
import { memberOf } from './match.ts'
import type { Json } from './match.ts'
import type { Kept } from './patch.ts'

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

export type GroupWish = {
  readonly name: string
  readonly externalId: string | null
  /** Ids of users, each once; as they were sent. */
  readonly members: readonly string[]
}

export type Group = {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly members: readonly string[]
  readonly created: Temporal.Instant
  readonly modified: Temporal.Instant
}

export const keptOfGroup: Kept = {
  single: { displayname: 'displayName', externalid: 'externalId' },
  complex: {},
  multi: { members: { name: 'members', subs: { value: 'value' } } },
  ignored: new Set(['members.display', 'members.type', 'members.$ref']),
  readOnly: new Set(['id', 'meta', 'schemas']),
}

const longest = 256

/** @throws ScimFault invalidValue */
const textOf = (value: unknown, name: string): string | null => {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value.length > longest) throw invalidValue(`${name} is a text of at most ${longest} characters`)
  return value.trim() === '' ? null : value.trim()
}

/** @throws ScimFault invalidValue */
export const readGroup = (body: unknown): GroupWish => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidValue('A group is an object')
  const of = (name: string) => memberOf(body as Json, name)
  const name = textOf(of('displayname'), 'displayName')
  if (name === null) throw invalidValue('displayName is required')
  const members = of('members') ?? []
  if (!Array.isArray(members)) throw invalidValue('members is a list')
  const ids = (members as unknown[]).map((each) => {
    const value = typeof each === 'string' ? each : typeof each === 'object' && each !== null ? memberOf(each as Json, 'value') : undefined
    if (typeof value !== 'string') throw invalidValue('A member is an object with the id of a user as its value')
    return value.toLowerCase()
  })
  return { name, externalId: textOf(of('externalid'), 'externalId'), members: [...new Set(ids)] }
}

export const changeable = ({ name, externalId, members }: Group): Json => ({
  displayName: name,
  ...(externalId === null ? {} : { externalId }),
  members: members.map((value) => ({ value })),
})

export const showGroup = (group: Group, base: string): Json => ({
  schemas: [groupSchema],
  id: group.id,
  ...changeable(group),
  members: group.members.map((value) => ({ value, type: 'User', $ref: `${base}/Users/${value}` })),
  meta: {
    resourceType: 'Group',
    created: group.created.toString(),
    lastModified: group.modified.toString(),
    location: `${base}/Groups/${group.id}`,
  },
})
