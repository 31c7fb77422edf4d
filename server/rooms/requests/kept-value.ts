import type { Language } from '#contract/values.ts'

/** A value as it is handed over, in JSON and CSV alike. */
export type Value = string | number | boolean | null

export const words = {
  nl: { hash: 'bewaard als hash', other: 'iemand anders', gone: 'sleutel gewist' },
  en: { hash: 'kept as a hash', other: 'somebody else', gone: 'key erased' },
} as const satisfies Record<Language, Record<string, string>>

/**
 * What PostgreSQL gave, in open forms: instants as RFC 3339, bytes as base64, lists and documents as JSON text. Bytes of a column that is named a hash
 * say nothing to anybody, and are not given.
 */
export const shownValue = (column: string, value: unknown, language: Language): Value => {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Temporal.Instant) return value.toString()
  if (value instanceof Uint8Array) return column.endsWith('_hash') ? words[language].hash : Buffer.from(value).toString('base64')
  return JSON.stringify(value)
}

/** The field under which a sealed column was sealed: `name_sealed` holds `name`. */
export const sealedField = (column: string): string => column.replace(/_sealed$/, '')
