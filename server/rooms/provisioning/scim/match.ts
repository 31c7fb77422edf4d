import { invalidFilter } from './fault.ts'
import type { Compare, Filter, Literal } from './filter.ts'

/** A resource, or a part of one, as it goes over the wire. */
export type Json = { readonly [name: string]: unknown }

/** RFC 7643 §2.2: names and addresses are compared without regard to case, identifiers with. */
const caseExact: ReadonlySet<string> = new Set(['id', 'externalid', 'groups.value', 'groups.$ref', 'members.value', 'members.$ref', 'meta.location', 'meta.version'])
const instants: ReadonlySet<string> = new Set(['meta.created', 'meta.lastmodified'])
/** An attribute with elements: named without a sub-attribute, its `value` is meant. */
const multiValued: ReadonlySet<string> = new Set(['emails', 'groups', 'members'])

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export const memberOf = (of: Json, name: string): unknown => Object.entries(of).find(([key]) => key.toLowerCase() === name)?.[1]

/** Everything that stands under a name: of an attribute with elements, what each element has. */
const valuesAt = (of: unknown, steps: readonly string[]): unknown[] => {
  if (Array.isArray(of)) return of.flatMap((each) => valuesAt(each, steps))
  const [step, ...rest] = steps
  if (step === undefined) return of === undefined || of === null || of === '' ? [] : [of]
  return isObject(of) ? valuesAt(memberOf(of, step), rest) : []
}

const stepsOf = (attribute: string): string[] => {
  const steps = attribute.split('.')
  return steps.length === 1 && multiValued.has(attribute) ? [...steps, 'value'] : steps
}

const orders: Readonly<Record<'gt' | 'ge' | 'lt' | 'le', (order: number) => boolean>> = {
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}
const isOrder = (operator: Compare): operator is keyof typeof orders => operator in orders
const orderOf = <T extends string | number>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0)

const instantOf = (text: unknown): Temporal.Instant => {
  try {
    return Temporal.Instant.from(String(text))
  } catch {
    throw invalidFilter('A moment in a filter is written as 2026-11-24T07:00:00Z')
  }
}

/** Entra ID and others send truth as text. */
const truthOf = (value: Literal): Literal => {
  const text = typeof value === 'string' ? value.toLowerCase() : value
  return text === 'true' ? true : text === 'false' ? false : value
}

const compareTexts = (operator: Compare, actual: string, expected: string): boolean => {
  switch (operator) {
    case 'eq':
    case 'ne':
      return actual === expected
    case 'co':
      return actual.includes(expected)
    case 'sw':
      return actual.startsWith(expected)
    case 'ew':
      return actual.endsWith(expected)
    default:
      return orders[operator](orderOf(actual, expected))
  }
}

/** Whether one value stands in this relation; `ne` here as `eq`, its caller turns it round. */
const holds = (attribute: string, operator: Compare, actual: unknown, expected: Literal): boolean => {
  if (typeof actual === 'boolean') {
    if (operator !== 'eq' && operator !== 'ne') throw invalidFilter(`${attribute} is true or false: only eq and ne compare it`)
    return actual === truthOf(expected)
  }
  if (typeof actual === 'number') {
    if (typeof expected !== 'number') return false
    return isOrder(operator) ? orders[operator](orderOf(actual, expected)) : actual === expected
  }
  if (typeof actual !== 'string' || typeof expected !== 'string') return false
  if (instants.has(attribute) && (isOrder(operator) || operator === 'eq' || operator === 'ne')) {
    const order = Temporal.Instant.compare(instantOf(actual), instantOf(expected))
    return isOrder(operator) ? orders[operator](order) : order === 0
  }
  const form = caseExact.has(attribute) ? (text: string) => text : (text: string) => text.toLowerCase()
  return compareTexts(operator, form(actual), form(expected))
}

/**
 * Whether a resource meets a filter. An attribute that it does not have meets only `ne`, `eq null` and what stands in `not`. Of one with elements any will
 * do; `ne` wants that none is equal.
 * @throws ScimFault invalidFilter for a comparison that an attribute does not know
 */
export const matches = (filter: Filter, resource: Json, within = ''): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, resource, within))
    case 'or':
      return filter.parts.some((part) => matches(part, resource, within))
    case 'not':
      return !matches(filter.of, resource, within)
    case 'present':
      return valuesAt(resource, filter.attribute.split('.')).some((value) => !isObject(value) || Object.keys(value).length > 0)
    case 'element': {
      const elements = memberOf(resource, filter.attribute)
      const list = Array.isArray(elements) ? (elements as unknown[]) : [elements]
      return list.some((each) => isObject(each) && matches(filter.of, each, `${filter.attribute}.`))
    }
    case 'compare': {
      const { operator, value } = filter
      const steps = stepsOf(filter.attribute)
      const actual = valuesAt(resource, steps)
      const name = `${within}${steps.join('.')}`
      const found = value === null ? actual.length === 0 : actual.some((each) => holds(name, operator, each, value))
      return operator === 'ne' ? !found : found
    }
  }
}

/**
 * Texts of which one must be equal for the filter to hold, when it says so of an attribute: a look-up by index instead of a look at everybody.
 */
export const equalTo = (filter: Filter, attributes: ReadonlySet<string>): { readonly attribute: string; readonly value: string } | null => {
  if (filter.kind === 'compare' && filter.operator === 'eq' && attributes.has(filter.attribute) && typeof filter.value === 'string') {
    return { attribute: filter.attribute, value: filter.value }
  }
  if (filter.kind === 'and') {
    for (const part of filter.parts) {
      const found = equalTo(part, attributes)
      if (found !== null) return found
    }
  }
  if (filter.kind === 'element' && filter.attribute === 'emails') {
    const found = equalTo(filter.of, new Set(['value']))
    return found === null ? null : { attribute: 'emails.value', value: found.value }
  }
  return null
}
