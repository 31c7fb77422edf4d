import type { AgreementWording, Clause } from './clauses.ts'

/**
 * A later version of which only these clauses differ. The others are those of the earlier version, letter for letter.
 *
 * @throws when a clause has a mark that the earlier version does not have
 */
export function withClauses(earlier: AgreementWording, changed: Clause[]): AgreementWording {
  const known = new Set(earlier.clauses.map(({ mark }) => mark))
  for (const { mark } of changed) {
    if (!known.has(mark)) throw new Error(`the earlier version has no clause ${mark}`)
  }
  return {
    ...earlier,
    clauses: earlier.clauses.map((clause) => changed.find(({ mark }) => mark === clause.mark) ?? clause),
  }
}
