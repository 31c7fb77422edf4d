import type { PersonId } from '#contract/ids.ts'
import type { HoldRow } from './store-holds.ts'

/** The hold over a person, their own or everybody's: the one that lasts longest. */
export const holdsOver = (inForce: readonly HoldRow[], person: PersonId): HoldRow | null =>
  inForce
    .filter((hold) => hold.person === null || hold.person === person)
    .toSorted((one, other) => Temporal.Instant.compare(other.endsAt, one.endsAt))[0] ?? null

export const holds = (inForce: readonly HoldRow[], person: PersonId): boolean => holdsOver(inForce, person) !== null

/** Whose rows stay as they are. */
export type Held = { readonly everyone: boolean; readonly people: readonly PersonId[] }

/** After the end of the agreement only a statutory duty to keep holds (GDPR art. 28(3)(g)). */
export const heldBy = (inForce: readonly HoldRow[], options: { readonly onlyStatutory?: boolean } = {}): Held => {
  const standing = options.onlyStatutory === true ? inForce.filter(({ statute }) => statute !== null) : inForce
  return {
    everyone: standing.some(({ person }) => person === null),
    people: [...new Set(standing.flatMap(({ person }) => (person === null ? [] : [person])))],
  }
}
