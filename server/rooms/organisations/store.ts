import { sql } from 'kysely'
import type { OrganisationId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type Organisation = {
  readonly id: OrganisationId
  readonly name: string
  readonly language: Language
  readonly createdAt: Temporal.Instant
  readonly agreementInForceId: string | null
  /** Only of an organisation whose agreement is still to come: when its formation data goes (G13.1). */
  readonly formationExpiresAt: Temporal.Instant | null
  /** The agreement has ended: nobody signs in any more. */
  readonly accessEndedAt: Temporal.Instant | null
}

type NewOrganisation = {
  readonly name: string
  readonly language: Language
  /** Null only for one whose agreement is brought about at once. */
  readonly formationExpiresAt: Temporal.Instant | null
}

/** Adds the tenant and its organisation; `tx.organisation` is the new id. Purpose `sign_in`. */
export const addOrganisation = async (tx: Tx, organisation: NewOrganisation): Promise<void> => {
  await Promise.all([
    tx.db.insertInto('tenants').values({ id: tx.organisation, created_at: tx.now.toString() }).execute(),
    tx.db
      .insertInto('organisations')
      .values({
        organisation_id: tx.organisation,
        name: organisation.name,
        language: organisation.language,
        created_at: tx.now.toString(),
        formation_expires_at: organisation.formationExpiresAt?.toString() ?? null,
      })
      .execute(),
  ])
}

/** The organisation of this transaction, or null when it does not exist (any more). */
export const findOrganisation = async (tx: Tx): Promise<Organisation | null> => {
  const row = await tx.db
    .selectFrom('organisations')
    .select(['name', 'language', 'created_at', 'agreement_in_force_id', 'formation_expires_at', 'access_ended_at'])
    .where('organisation_id', '=', tx.organisation)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: tx.organisation,
    name: row.name,
    language: row.language as Language,
    createdAt: row.created_at,
    agreementInForceId: row.agreement_in_force_id,
    formationExpiresAt: row.formation_expires_at,
    accessEndedAt: row.access_ended_at,
  }
}

/** The organisation of this transaction. */
export const organisationOf = async (tx: Tx): Promise<Organisation> => {
  const found = await findOrganisation(tx)
  if (found === null) throw new Error('the organisation of this transaction does not exist')
  return found
}

/**
 * Marks the agreement as the one in force and ends the formation (G13.1). Purpose `administration`.
 * @returns false when one is in force already
 */
export const markAgreementInForce = async (tx: Tx, agreementId: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx.db
    .updateTable('organisations')
    .set({ agreement_in_force_id: agreementId, formation_expires_at: null })
    .where('organisation_id', '=', tx.organisation)
    .where('agreement_in_force_id', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Lets one transaction at a time pass that decides about the organisation as a whole, such as who manages it. Purposes
 * `administration`, `retention`.
 */
export const lockOrganisation = async (tx: Tx): Promise<void> => {
  await takeTurns(tx)
  await sql`SELECT FROM organisations WHERE organisation_id = ${tx.organisation} FOR NO KEY UPDATE`.execute(tx.db)
}

/** The same turn for a purpose that may not write the organisation, and so cannot hold its row. Any purpose. */
export const takeTurns = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`organisation ${tx.organisation}`}, 0))`.execute(tx.db)
}

/**
 * Until when an organisation without any agreement keeps its formation data; null when it has (or had) an agreement or
 * does not exist. Holds the organisation until the end of the transaction, so that no agreement comes about meanwhile.
 * Purpose `retention`.
 */
export const lockFormation = async (tx: Tx): Promise<Temporal.Instant | null> => {
  const { rows } = await sql<{ formation_expires_at: Temporal.Instant | null }>`
    SELECT formation_expires_at FROM organisations
    WHERE organisation_id = ${tx.organisation} AND agreement_in_force_id IS NULL FOR UPDATE`.execute(tx.db)
  return rows[0]?.formation_expires_at ?? null
}

/** Takes the mark of the agreement in force away, so that its record can go. Purpose `retention`. */
export const unmarkAgreement = async (tx: Tx): Promise<void> => {
  await tx.db
    .updateTable('organisations')
    .set({ agreement_in_force_id: null })
    .where('organisation_id', '=', tx.organisation)
    .execute()
}

/** The agreement has ended: no agreement is in force, and nobody signs in any more (G9). Purpose `administration`. */
export const endAccess = async (tx: Tx): Promise<void> => {
  await tx.db
    .updateTable('organisations')
    .set({ agreement_in_force_id: null, formation_expires_at: null, access_ended_at: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .execute()
}

