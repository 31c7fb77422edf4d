import { invalidPath, invalidSyntax, invalidValue, noTarget, ScimFault } from './fault.ts'
import { readPath } from './filter.ts'
import type { Filter, Path } from './filter.ts'
import { matches, memberOf } from './match.ts'
import type { Json } from './match.ts'

/** What PATCH may touch, by lower-case name: how it is written in the resource, and what stands in it. */
export type Kept = {
  readonly single: Readonly<Record<string, string>>
  readonly complex: Readonly<Record<string, { readonly name: string; readonly subs: Readonly<Record<string, string>> }>>
  /** With elements; `value` is what an element is known by. */
  readonly multi: Readonly<Record<string, { readonly name: string; readonly subs: Readonly<Record<string, string>> }>>
  /** Known and not kept: accepted, and forgotten at once. */
  readonly ignored: ReadonlySet<string>
  readonly readOnly: ReadonlySet<string>
}

type Element = Record<string, unknown>
type Draft = Record<string, unknown>
type Verb = 'add' | 'replace' | 'remove'
const mostOperations = 1000

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

const withNames = (value: Json, subs: Readonly<Record<string, string>>): Element =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const name = subs[key.toLowerCase()]
      return name === undefined ? [] : [[name, each]]
    }),
  )

/** Elements as they may be sent: a list, one, or only the value of one. */
const elementsOf = (value: unknown, subs: Readonly<Record<string, string>>): Element[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).map((each) => {
    if (typeof each === 'string') return { value: each }
    if (!isObject(each)) throw invalidValue('An element is an object with a value')
    return withNames(each, subs)
  })

/** One element at most is the primary one: a new one takes the place of the one before (RFC 7644 §3.5.2). */
const joined = (before: readonly Element[], added: readonly Element[]): Element[] => {
  const known = new Set(added.map(({ value }) => value))
  const hasPrimary = added.some(({ primary }) => isTrue(primary))
  return [...before.filter(({ value }) => !known.has(value)).map((each) => (hasPrimary ? { ...each, primary: false } : each)), ...added]
}

/** Truth, also as the text that Entra ID sends. */
export const isTrue = (value: unknown): boolean => value === true || (typeof value === 'string' && value.toLowerCase() === 'true')

/** What a condition says of an element that is not there yet: `type eq "work"`. Null when it cannot be made so. */
const madeFrom = (filter: Filter): Element | null => {
  if (filter.kind === 'compare' && filter.operator === 'eq') return { [filter.attribute]: filter.value }
  if (filter.kind !== 'and') return null
  const parts = filter.parts.map(madeFrom)
  return parts.every((part) => part !== null) ? Object.assign({}, ...parts) as Element : null
}

const subName = (subs: Readonly<Record<string, string>>, ignored: ReadonlySet<string>, attribute: string, sub: string): string | null => {
  const found = subs[sub]
  if (found !== undefined) return found
  if (ignored.has(`${attribute}.${sub}`)) return null
  throw invalidPath(`There is no attribute ${attribute}.${sub}`)
}

const changeComplex = (draft: Draft, verb: Verb, { attribute, sub, filter }: Path, value: unknown, kept: Kept): void => {
  const { name, subs } = kept.complex[attribute] ?? { name: attribute, subs: {} }
  if (filter !== null) throw invalidPath(`${name} has no elements`)
  const before = isObject(draft[name]) ? draft[name] : {}
  if (sub !== null) {
    const inside = subName(subs, kept.ignored, attribute, sub)
    if (inside !== null) draft[name] = { ...before, [inside]: verb === 'remove' ? null : value }
  } else if (verb === 'remove') delete draft[name]
  else if (isObject(value)) draft[name] = { ...before, ...withNames(value, subs) }
  else throw invalidValue(`${name} is an object`)
}

const changeElements = (draft: Draft, verb: Verb, { attribute, sub, filter }: Path, value: unknown, kept: Kept): void => {
  const { name, subs } = kept.multi[attribute] ?? { name: attribute, subs: {} }
  const before = (Array.isArray(draft[name]) ? draft[name] : []) as Element[]
  const inside = sub === null ? null : subName(subs, kept.ignored, attribute, sub)
  if (sub !== null && inside === null) return
  const isMeant = (element: Element): boolean => filter === null || matches(filter, element, `${attribute}.`)
  if (filter === null && inside === null) {
    if (verb === 'remove') {
      // Entra ID names those that go in the value.
      const these = isNothing(value) ? null : new Set(elementsOf(value, subs).map((each) => each['value']))
      draft[name] = these === null ? [] : before.filter((each) => !these.has(each['value']))
    } else draft[name] = verb === 'add' ? joined(before, elementsOf(value, subs)) : elementsOf(value, subs)
    return
  }
  if (verb === 'remove') {
    draft[name] = inside === null ? before.filter((each) => !isMeant(each)) : before.map((each) => (isMeant(each) ? { ...each, [inside]: null } : each))
    return
  }
  const change = inside !== null ? { [inside]: value } : elementsOf(value, subs)[0]
  if (before.some(isMeant)) {
    const changed = before.map((each) => (isMeant(each) ? { ...each, ...change } : each))
    // Only one can be primary, also when it becomes so.
    draft[name] = isTrue(change?.['primary']) ? changed.map((each) => (isMeant(each) ? each : { ...each, primary: false })) : changed
    return
  }
  const fresh = filter === null ? {} : madeFrom(filter)
  if (fresh === null || (verb === 'replace' && filter !== null)) throw noTarget(`No element of ${name} meets the condition`)
  draft[name] = joined(before, [{ ...withNames(fresh, subs), ...change }])
}

const pathOf = (written: string): Path => {
  try {
    return readPath(written)
  } catch (error) {
    throw error instanceof ScimFault ? invalidPath(error.message) : error
  }
}

const isIgnored = (attribute: string, sub: string | null, { ignored }: Kept): boolean =>
  ignored.has(attribute) || (sub !== null && ignored.has(`${attribute}.${sub}`)) || attribute.startsWith('urn:ietf:params:scim:schemas:extension:')

/** @param named whether the client wrote the path itself: what cannot change may stand in a whole resource that is sent back */
const change = (draft: Draft, verb: Verb, written: string, value: unknown, kept: Kept, named: boolean): void => {
  const path = pathOf(written)
  const { attribute, sub } = path
  const single = kept.single[attribute]
  if (kept.readOnly.has(attribute)) {
    if (named) throw new ScimFault(400, 'mutability', `${attribute} cannot be changed`, 'mutability')
  } else if (single !== undefined) {
    if (sub !== null || path.filter !== null) throw invalidPath(`${single} is one value`)
    if (verb === 'remove') delete draft[single]
    else draft[single] = value
  } else if (kept.complex[attribute] !== undefined) changeComplex(draft, verb, path, value, kept)
  else if (kept.multi[attribute] !== undefined) changeElements(draft, verb, path, value, kept)
  else if (!isIgnored(attribute, sub, kept)) throw invalidPath(`There is no attribute ${attribute}`)
}

const verbOf = (op: unknown): Verb => {
  const verb = typeof op === 'string' ? op.toLowerCase() : ''
  if (verb === 'add' || verb === 'replace' || verb === 'remove') return verb
  throw invalidSyntax('An operation is add, replace or remove')
}

/**
 * The resource with all operations done to it, one after the other; the one given stays as it was. Any that cannot be done throws, and nothing is changed.
 * Understands what Entra ID and Okta send: capitalised names, truth as text, whole objects without a path, paths as names in such an object.
 * @throws ScimFault invalidSyntax, invalidPath, invalidValue, noTarget, mutability
 */
export const patched = (resource: Json, body: unknown, kept: Kept): Json => {
  const operations = isObject(body) ? memberOf(body, 'operations') : undefined
  if (!Array.isArray(operations) || operations.length === 0) throw invalidSyntax('PATCH has a list of Operations')
  if (operations.length > mostOperations) throw new ScimFault(413, 'too_large', `PATCH has at most ${mostOperations} operations`)
  const draft: Draft = structuredClone(resource)
  for (const operation of operations as unknown[]) {
    if (!isObject(operation)) throw invalidSyntax('An operation is an object')
    const verb = verbOf(memberOf(operation, 'op'))
    const path = memberOf(operation, 'path')
    const value = memberOf(operation, 'value')
    if (verb !== 'remove' && value === undefined) throw invalidValue('An operation that adds or replaces has a value')
    if (typeof path === 'string' && path !== '') change(draft, verb, path, value, kept, true)
    else if (verb === 'remove') throw noTarget('An operation that removes has a path')
    else if (!isObject(value)) throw invalidValue('Without a path the value is an object')
    else for (const [name, each] of Object.entries(value)) change(draft, verb, name, each, kept, false)
  }
  return draft
}
