import type { PersonId } from '#contract/ids.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { emailForm } from './store.ts'

/** One person as support sees them during a visit. */
export type VisitedPerson = {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly kind: 'employee' | 'guest'
  readonly optedIn: boolean
  readonly deactivatedAt: Temporal.Instant | null
  readonly accessUntil: Temporal.Instant | null
}

/**
 * One person, by id or by their exact e-mail address: support looks nobody up by leafing. Whoever had their data frozen is not shown (GDPR art. 18).
 * Purpose `support`.
 */
export const visitedPerson = async (tx: Tx, keys: Keys, by: { readonly id: PersonId } | { readonly email: string }): Promise<VisitedPerson | null> => {
  const index = 'email' in by ? await keys.blindIndex(tx.organisation, 'email', emailForm(by.email)) : null
  const row = await tx.db
    .selectFrom('people')
    .select(['id', 'name_sealed', 'email_sealed', 'kind', 'opted_in_at', 'deactivated_at', 'access_until'])
    .where('organisation_id', '=', tx.organisation)
    .where('restricted_at', 'is', null)
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : ''))
    .$if(index !== null, (query) => query.where('email_index', '=', index))
    .executeTakeFirst()
  if (row === undefined) return null
  const id = row.id as PersonId
  const own = await keys.load(tx.organisation, [id])
  const name = own.open(id, 'name', row.name_sealed)
  const email = own.open(id, 'email', row.email_sealed)
  if (name === null || email === null) return null
  const { opted_in_at, deactivated_at, access_until } = row
  return { id, name, email, kind: row.kind as VisitedPerson['kind'], optedIn: opted_in_at !== null, deactivatedAt: deactivated_at, accessUntil: access_until }
}
