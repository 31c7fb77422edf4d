import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { AgreementParameters } from './document/clauses.ts'

export type AgreementInForce = {
  readonly version: string
  readonly language: Language
  readonly textHash: string
  readonly parameters: AgreementParameters
  readonly since: Temporal.Instant
}

/** The agreement in force with exactly what was accepted, or null. */
export const findInForce = async (tx: Tx): Promise<AgreementInForce | null> => {
  const row = await tx.db
    .selectFrom('agreements')
    .select(['version', 'language', 'text_hash', 'parameters', 'accepted_at'])
    .where('organisation_id', '=', tx.organisation)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    version: row.version,
    language: row.language as Language,
    textHash: row.text_hash,
    parameters: row.parameters as AgreementParameters,
    since: row.accepted_at,
  }
}

export type Acceptance = { readonly version: string; readonly language: Language; readonly textHash: string }

/**
 * Records that the customer opted in, and the warranty (G13.1, G4.3). @returns its id, or null when an agreement is in
 * force already
 */
export const addAgreement = async (
  tx: Tx,
  by: PersonId,
  { version, language, textHash }: Acceptance,
  parameters: AgreementParameters,
): Promise<string | null> => {
  const added = await tx.db
    .insertInto('agreements')
    .values({
      organisation_id: tx.organisation,
      id: crypto.randomUUID(),
      version,
      language,
      text_hash: textHash,
      parameters: JSON.stringify(parameters),
      formed_by: 'opt_in',
      accepted_by: by,
      accepted_at: tx.now.toString(),
      warranted_lawful: true,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id ?? null
}

/** Records that a person opted in for their part, by the text they saw (G13.1). Purpose `rights`. */
export const addNoticeAcceptance = async (
  tx: Tx,
  person: PersonId,
  { version, language, textHash }: Acceptance,
): Promise<void> => {
  await tx.db
    .insertInto('privacy_notice_acceptances')
    .values({
      organisation_id: tx.organisation,
      person_id: person,
      version,
      language,
      text_hash: textHash,
      accepted_at: tx.now.toString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** When a person last accepted the notice, or null. Purpose `rights`. */
export const noticeAcceptedAt = async (tx: Tx, person: PersonId): Promise<Temporal.Instant | null> => {
  const row = await tx.db
    .selectFrom('privacy_notice_acceptances')
    .select('accepted_at')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .orderBy('accepted_at', 'desc')
    .executeTakeFirst()
  return row?.accepted_at ?? null
}

/** The agreement in force ends, at this instant (G9). Purpose `administration`. */
export const endAgreementInForce = async (tx: Tx, at: Temporal.Instant): Promise<void> => {
  await tx.db
    .updateTable('agreements')
    .set({ ended_at: at.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('ended_at', 'is', null)
    .execute()
}

