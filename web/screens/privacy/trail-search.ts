import { purposes } from '#contract/purposes.ts'
import type { Purpose } from '#contract/purposes.ts'

/** What the trail is narrowed to, as the address says it; days on the clock of who reads. */
export type TrailSearch = {
  readonly from?: string
  readonly to?: string
  readonly purpose?: Purpose
  readonly action?: string
  readonly person?: string
  readonly actor?: string
  readonly subject?: string
}

const day = /^\d{4}-\d\d-\d\d$/
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Reads an address; what is not understood is left out. */
export function trailSearch(given: Record<string, unknown>): TrailSearch {
  const fitting = (key: string, pattern: RegExp) => {
    const value = given[key]
    return typeof value === 'string' && pattern.test(value) ? { [key]: value } : {}
  }
  const purpose = purposes.find((one) => one === given['purpose'])
  return {
    ...fitting('from', day),
    ...fitting('to', day),
    ...(purpose === undefined ? {} : { purpose }),
    ...fitting('action', /^[a-z_.]{1,80}$/),
    ...fitting('person', uuid),
    ...fitting('actor', uuid),
    ...fitting('subject', uuid),
  }
}

export const holdSearch = (given: Record<string, unknown>): { readonly person?: string } => {
  const { person } = given
  return typeof person === 'string' && uuid.test(person) ? { person } : {}
}
