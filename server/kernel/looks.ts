import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { ClientPrincipal, PersonPrincipal } from './http/index.ts'

/** One look at the names or data of persons (G10.1: each person sees who looked). */
export type Look = {
  readonly organisation: OrganisationId
  readonly viewer: { readonly kind: 'person' | 'door' | 'operator' | 'system' | 'client' | 'staff'; readonly id: string; readonly role: string }
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

/**
 * As whom somebody looks who sees no more than a colleague may: a colleague; a third party with a colleague's token, which is told apart; or a program of a
 * third party.
 */
export const lookAs = (principal: PersonPrincipal | ClientPrincipal, view: string): Pick<Look, 'viewer' | 'view'> => {
  if (principal.kind === 'client') return { viewer: { kind: 'client', id: principal.client, role: 'third_party' }, view }
  const viewer = { kind: 'person', id: principal.person } as const
  return principal.token === null ? { viewer: { ...viewer, role: 'employee' }, view } : { viewer: { ...viewer, role: 'personal_token' }, view: 'api' }
}
