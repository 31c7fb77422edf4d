import type { PersonId } from '#contract/ids.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { ClientPrincipal, PersonPrincipal } from '#kernel/http/index.ts'
import type { Look } from '#kernel/looks.ts'
import type { NameOf, Viewer } from './picture.ts'

const ofPeople: readonly DataCategory[] = ['presence', 'identity']
/** No booking is ever theirs. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Whom somebody may see here: no role gives more than any colleague has. A token shows people only when its approval names who sits where, and of a person's
 * own token their bookings too; a program belongs to no team.
 */
export const viewerOf = (principal: PersonPrincipal | ClientPrincipal): Viewer => {
  const { token } = principal
  const needed = principal.kind === 'client' ? ofPeople : [...ofPeople, 'bookings' as const]
  if (token !== null && !needed.every((category) => token.categories.has(category))) return { person: nobody, teamId: null, blind: true }
  return principal.kind === 'client' ? { person: nobody, teamId: null } : { person: principal.person, teamId: principal.teamId }
}

/** A display that is read by whoever passes. */
export const display = (id: string): Look['viewer'] => ({ kind: 'door', id, role: 'display' })

/** Opens names as given, and remembers whose: a name is opened only when it is shown. */
export const remembering = (nameOf: NameOf): { readonly nameOf: NameOf; readonly seen: readonly PersonId[] } => {
  const seen: PersonId[] = []
  return {
    seen,
    nameOf: (person) => {
      const name = nameOf(person)
      if (name !== null) seen.push(person.id)
      return name
    },
  }
}
