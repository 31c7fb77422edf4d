import type { z } from 'zod'
import type { KeptTable } from '#contract/endpoints/my-data.ts'

export type Table = z.infer<typeof KeptTable>
export type Value = string | number | boolean | null

/** What things are kept for, as a person thinks of it; in the order in which they are shown. */
export const groups = ['account', 'booking', 'presence', 'sign_in', 'proof', 'other'] as const
export type Group = (typeof groups)[number]

const groupOfTable: Readonly<Record<string, Group>> = {
  people: 'account',
  role_grants: 'account',
  credentials: 'sign_in',
  invitations: 'sign_in',
  sessions: 'sign_in',
  sign_in_directory: 'sign_in',
  bookings: 'booking',
  notices: 'booking',
  idempotency_keys: 'booking',
  privacy_notice_acceptances: 'proof',
  agreements: 'proof',
  trail_entries: 'proof',
  trail_looks: 'proof',
  requests: 'proof',
  holds: 'proof',
  files: 'proof',
}
const groupOfPurpose: Readonly<Record<string, Group>> = {
  booking: 'booking',
  presence: 'presence',
  sign_in: 'sign_in',
  security: 'sign_in',
  administration: 'account',
  rights: 'proof',
  retention: 'proof',
  audit: 'proof',
}

/** A store serves several purposes; it stands under the one that people would look for it. */
export const groupOf = ({ table, purposes }: Pick<Table, 'table' | 'purposes'>): Group =>
  groupOfTable[table] ?? purposes.map((purpose) => groupOfPurpose[purpose]).find((found) => found !== undefined) ?? 'other'

/** The name under which a column's words are found: `name_sealed` holds a name. */
export const fieldOf = (column: string): string => column.replace(/_(?:sealed|ciphertext|opened)$/, '')

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const binary = /^(?:\\x)?[0-9a-f]{32,}$|^[A-Za-z0-9+/_-]{40,}={0,2}$/i

/** A number or key that says nothing to a person: an id, a hash, a sealed value. */
export const isKey = (column: string, value: Value): boolean =>
  /(?:^|_)(?:id|hash|index|salt|key|commitments|salt_\w+)$/.test(column) || (typeof value === 'string' && (uuid.test(value) || binary.test(value)))

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
export const isInstant = (value: Value): boolean => typeof value === 'string' && instant.test(value)

const silent = new Set<Value>([null, '', '{}', '[]'])

/** Columns with something to say in at least one row, in the order in which they come. */
export function columnsToShow(rows: readonly { readonly values: Readonly<Record<string, Value>> }[]): string[] {
  const said = new Set<string>()
  for (const { values } of rows) {
    for (const [column, value] of Object.entries(values)) if (!silent.has(value) && !isKey(column, value)) said.add(column)
  }
  // A range beside its two ends says nothing more.
  if (said.has('from_at') || said.has('from')) said.delete('during')
  return [...said]
}

/** JSON text as words: `{"roles":"employee"}` says "roles: employee". */
export function plainText(text: string): string {
  if (!/^[{[]/.test(text)) return text
  try {
    const said = JSON.parse(text) as unknown
    if (Array.isArray(said)) return said.map(String).join(', ')
    const entries = Object.entries(said as Record<string, unknown>).filter(([key, value]) => !isKey(key, typeof value === 'string' ? value : null))
    return entries.map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ')
  } catch {
    return text
  }
}

/** Days or months of an ISO 8601 duration; null for one that counts neither. */
export function periodOf(period: string): { readonly unit: 'days' | 'months'; readonly count: number } | null {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(period)
  if (found === null) return null
  const [years, months, weeks, days] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number]
  if (years + months > 0) return { unit: 'months', count: years * 12 + months }
  return { unit: 'days', count: weeks * 7 + days }
}
