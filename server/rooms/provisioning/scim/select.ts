import { createHash } from 'node:crypto'
import { invalidValue, ScimFault } from './fault.ts'
import { attributeName, readFilter } from './filter.ts'
import type { Filter } from './filter.ts'
import { matches, memberOf } from './match.ts'
import type { Json } from './match.ts'

/** More than this is not answered at once (RFC 7644 §3.4.2.4). */
export const mostResults = 500
const usualResults = 100

/** What a list is asked by, as a query or in the body of `.search`. */
export type Asked = {
  readonly filter: Filter | null
  /** From 1. */
  readonly startIndex: number
  readonly count: number
  readonly sortBy: string | null
  readonly descending: boolean
  readonly shown: Shown
}

/** Attributes in lower case; null: not said. */
export type Shown = { readonly only: ReadonlySet<string> | null; readonly without: ReadonlySet<string> | null }

const wholeNumber = (value: unknown, name: string, otherwise: number): number => {
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number)) throw invalidValue(`${name} is a whole number`)
  return number
}

const namesOf = (value: unknown): ReadonlySet<string> | null => {
  const list = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : []
  const names = list.map((each) => attributeName(each.trim())).filter((each) => each !== '')
  return names.length === 0 ? null : new Set(names)
}

/** @throws ScimFault invalidValue */
export const readShown = (from: Json): Shown => {
  const [only, without] = [namesOf(memberOf(from, 'attributes')), namesOf(memberOf(from, 'excludedattributes'))]
  if (only !== null && without !== null) throw invalidValue('Either attributes or excludedAttributes can be given')
  return { only, without }
}

/** @throws ScimFault invalidFilter, invalidValue */
export const readAsked = (from: Json): Asked => {
  const of = (name: string) => memberOf(from, name)
  const filter = of('filter')
  const order = of('sortorder')
  const sortBy = of('sortby')
  return {
    filter: typeof filter === 'string' && filter.trim() !== '' ? readFilter(filter) : null,
    startIndex: Math.max(1, wholeNumber(of('startindex'), 'startIndex', 1)),
    count: Math.min(mostResults, Math.max(0, wholeNumber(of('count'), 'count', usualResults))),
    sortBy: typeof sortBy === 'string' && sortBy !== '' ? attributeName(sortBy) : null,
    descending: typeof order === 'string' && order.toLowerCase() === 'descending',
    shown: readShown(from),
  }
}

/** The first text or truth under a name, as it is sorted by; of elements the primary one's. */
const sortKey = (resource: Json, attribute: string): string => {
  let at: unknown = resource
  for (const step of attribute.split('.')) {
    if (Array.isArray(at)) at = (at as Json[]).find((each) => each['primary'] === true) ?? at[0]
    at = typeof at === 'object' && at !== null ? memberOf(at as Json, step) : undefined
  }
  if (Array.isArray(at)) at = (at[0] as Json | undefined)?.['value']
  return typeof at === 'string' ? at.toLowerCase() : typeof at === 'boolean' ? String(at) : ''
}

/** Those that meet the filter, in the order asked; what sorts alike keeps its place. */
export const selected = (resources: readonly Json[], { filter, sortBy, descending }: Asked): Json[] => {
  const found = filter === null ? [...resources] : resources.filter((each) => matches(filter, each))
  if (sortBy === null) return found
  const way = descending ? -1 : 1
  return found.toSorted((one, other) => {
    const [a, b] = [sortKey(one, sortBy), sortKey(other, sortBy)]
    // What has no value comes last.
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
    return a < b ? -way : a > b ? way : 0
  })
}

/** Weak: two that say the same have the same (RFC 7644 §3.14). */
export const etagOf = (resource: Json): string => `W/"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 27)}"`

const alwaysShown: ReadonlySet<string> = new Set(['id', 'schemas'])

const part = (value: unknown, subs: readonly string[], keep: boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => part(each, subs, keep))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => subs.includes(key.toLowerCase()) === keep))
}

/** With its version, and only with the attributes asked for. `id` and `schemas` are always there. */
export const shownAs = (resource: Json, { only, without }: Shown): Json => {
  const whole: Json = { ...resource, meta: { ...(resource['meta'] as object), version: etagOf(resource) } }
  const chosen = only ?? without
  if (chosen === null) return whole
  return Object.fromEntries(
    Object.entries(whole).flatMap(([key, value]) => {
      const name = key.toLowerCase()
      if (alwaysShown.has(name)) return [[key, value]]
      const subs = [...chosen].filter((each) => each.startsWith(`${name}.`)).map((each) => each.slice(name.length + 1))
      if (chosen.has(name)) return only === null ? [] : [[key, value]]
      if (subs.length > 0) return [[key, part(value, subs, only !== null)]]
      return only === null ? [[key, value]] : []
    }),
  )
}

export const listOf = (total: number, startIndex: number, resources: readonly Json[]): Json => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

const tagsOf = (header: string): string[] => header.split(',').map((each) => each.trim().replace(/^W\//, ''))

/** @throws ScimFault 412 when the resource is not the one that the client knows */
export const checkMatch = (header: string | undefined, resource: Json): void => {
  if (header === undefined || header.trim() === '*') return
  if (!tagsOf(header).includes(etagOf(resource).slice(2))) throw new ScimFault(412, 'precondition', 'The resource has changed since it was read')
}

/** Whether the client has this version already. */
export const isKnown = (header: string | undefined, resource: Json): boolean =>
  header !== undefined && (header.trim() === '*' || tagsOf(header).includes(etagOf(resource).slice(2)))
