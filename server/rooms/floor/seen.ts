import type { PersonId } from '#contract/ids.ts'
import type { Look } from '#kernel/looks.ts'
import type { NameOf } from './picture.ts'

/** Somebody who sees whom every colleague may see: no role gives more on a floor. */
export const colleague = (person: string): Look['viewer'] => ({ kind: 'person', id: person, role: 'employee' })

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
