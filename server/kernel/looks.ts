import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'

/** One look at the names or data of persons (G10.1: each person sees who looked). */
export type Look = {
  readonly organisation: OrganisationId
  readonly viewer: { readonly kind: 'person' | 'door' | 'client' | 'operator' | 'system'; readonly id: string; readonly role: string }
  readonly purpose: Purpose
  /** Where: `floor`, `people`, `door`, `accounts`, `person_data` … */
  readonly view: string
  /** Whose names or data were shown. The viewer's own id is left out by the implementation. */
  readonly subjects: readonly PersonId[]
}

/**
 * Keeps who saw whom, by the hour. The first look of an hour is committed before the returned promise resolves, together with those of others who look
 * at the same time; further looks in that hour only count, and resolve at once. Call it after the read and before the answer: what cannot be recorded
 * is not shown.
 */
export type Looks = { note(look: Look): Promise<void> }
