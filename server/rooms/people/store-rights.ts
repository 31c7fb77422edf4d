import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { emailForm } from './store.ts'

export type Correction = { readonly name?: string | undefined; readonly email?: string | undefined }

/**
 * Puts right what is kept of a person (GDPR art. 16): the address with its blind index and its place in the sign-in directory. Purpose `rights`.
 * @returns name and address as they are kept now
 * @throws Refusal not_found; email_taken when somebody else of the organisation has the address
 */
export const correctPerson = async (tx: Tx, keys: Keys, person: PersonId, correction: Correction): Promise<{ name: string; email: string }> => {
  const { rows } = await sql<{ name_sealed: Buffer; email_sealed: Buffer }>`
    SELECT name_sealed, email_sealed FROM people WHERE organisation_id = ${tx.organisation} AND id = ${person} FOR UPDATE`.execute(tx.db)
  const own = await keys.load(tx.organisation, [person])
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found')
  const before = { name: own.open(person, 'name', row.name_sealed), email: own.open(person, 'email', row.email_sealed) }
  // Its key is gone: it is being erased.
  if (before.name === null || before.email === null) throw new Refusal('not_found')
  const name = correction.name ?? before.name
  const email = emailForm(correction.email ?? before.email)
  const index = await keys.blindIndex(tx.organisation, 'email', email)
  try {
    await sql`
      UPDATE people SET name_sealed = ${own.seal(person, 'name', name)}, email_sealed = ${own.seal(person, 'email', email)}, email_index = ${index}
      WHERE organisation_id = ${tx.organisation} AND id = ${person}`.execute(tx.db)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new Refusal('email_taken')
    throw error
  }
  if (email !== before.email) {
    await tx.db.deleteFrom('sign_in_directory').where('tenant_id', '=', tx.organisation).where('person_id', '=', person).execute()
    await tx.db
      .insertInto('sign_in_directory')
      .values({ email_index: keys.directoryIndex('email', email), tenant_id: tx.organisation, person_id: person })
      .execute()
  }
  return { name, email }
}

/**
 * Freezes a person's data, or lets it be used again (GDPR art. 18). Freezing what is frozen keeps the first moment. Purpose `rights`.
 * @returns since when it is frozen, and whether that changed
 * @throws Refusal not_found
 */
export const restrictPerson = async (
  tx: Tx,
  person: PersonId,
  restrict: boolean,
): Promise<{ readonly restrictedAt: Temporal.Instant | null; readonly changed: boolean }> => {
  const { rows } = await sql<{ restricted_at: Temporal.Instant | null; before: Temporal.Instant | null }>`
    WITH before AS (SELECT restricted_at FROM people WHERE organisation_id = ${tx.organisation} AND id = ${person} FOR UPDATE)
    UPDATE people p SET restricted_at = CASE WHEN ${restrict} THEN coalesce(p.restricted_at, ${tx.now.toString()}::timestamptz) END
    FROM before WHERE p.organisation_id = ${tx.organisation} AND p.id = ${person}
    RETURNING p.restricted_at, before.restricted_at AS before`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found')
  return { restrictedAt: row.restricted_at, changed: (row.before === null) === restrict }
}

export type DataSubject = { readonly id: PersonId; readonly name: string; readonly restrictedAt: Temporal.Instant | null }

/** The people named, or everyone, frozen or not; whose key is gone has no name. Purpose `rights`. */
export const dataSubjects = async (tx: Tx, keys: Keys, ids: readonly PersonId[] | 'everyone'): Promise<DataSubject[]> => {
  const rows = await tx.db
    .selectFrom('people')
    .select(['id', 'name_sealed', 'restricted_at'])
    .where('organisation_id', '=', tx.organisation)
    .$if(ids !== 'everyone', (query) => query.where('id', '=', sql<string>`any(${ids}::uuid[])`))
    .execute()
  const own = await keys.load(tx.organisation, rows.map((row) => row.id as PersonId))
  return rows.map((row) => {
    const id = row.id as PersonId
    return { id, name: own.open(id, 'name', row.name_sealed) ?? '', restrictedAt: row.restricted_at }
  })
}

/** The language a person reads. Purpose `rights`. @throws Refusal not_found */
export const languageOf = async (tx: Tx, person: PersonId): Promise<Language> => {
  const row = await tx.db
    .selectFrom('people')
    .select('language')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', person)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not_found')
  return row.language as Language
}
