import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type KeptTotp = {
  readonly secretSealed: Buffer
  readonly pendingSealed: Buffer | null
  readonly confirmedAt: Temporal.Instant | null
}

/** Purpose `sign_in`. */
export const totpOf = async (tx: Tx, person: PersonId): Promise<KeptTotp | null> => {
  const row = await tx.db
    .selectFrom('totp_secrets')
    .select(['secret_sealed', 'pending_sealed', 'confirmed_at'])
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row === undefined ? null : { secretSealed: row.secret_sealed, pendingSealed: row.pending_sealed, confirmedAt: row.confirmed_at }
}

/** Another secret waits for its first code; the one in use goes on. Purpose `sign_in`. */
export const beginTotpSecret = async (tx: Tx, person: PersonId, sealed: Buffer): Promise<void> => {
  await sql`
    INSERT INTO totp_secrets (organisation_id, person_id, secret_sealed, pending_sealed, created_at)
    VALUES (${tx.organisation}, ${person}, ${sealed}, ${sealed}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id, person_id) DO UPDATE SET pending_sealed = EXCLUDED.pending_sealed`.execute(tx.db)
}

/** The waiting secret is the one in use from now on. False: none waits, or another one by now. Purpose `sign_in`. */
export const confirmTotpSecret = async (tx: Tx, person: PersonId, pending: Buffer, step: number): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE totp_secrets SET secret_sealed = pending_sealed, pending_sealed = NULL, confirmed_at = ${tx.now.toString()}::timestamptz, last_step = ${step}
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND pending_sealed = ${pending} RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Each step counts once, and none before it: false for a code that was used. Of two at once only one gets true. Purpose `sign_in`. */
export const useTotpStep = async (tx: Tx, person: PersonId, step: number): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE totp_secrets SET last_step = ${step}
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < ${step})
    RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Purpose `sign_in`. */
export const removeTotpOf = async (tx: Tx, person: PersonId): Promise<void> => {
  await tx.db.deleteFrom('totp_secrets').where('organisation_id', '=', tx.organisation).where('person_id', '=', person).execute()
  await tx.db.deleteFrom('recovery_codes').where('organisation_id', '=', tx.organisation).where('person_id', '=', person).execute()
}

/** In place of those before. Purpose `sign_in`. */
export const replaceRecoveryCodes = async (tx: Tx, person: PersonId, hashes: readonly Buffer[]): Promise<void> => {
  await tx.db.deleteFrom('recovery_codes').where('organisation_id', '=', tx.organisation).where('person_id', '=', person).execute()
  await sql`
    INSERT INTO recovery_codes (organisation_id, person_id, code_hash, made_at)
    SELECT ${tx.organisation}::uuid, ${person}::uuid, h, ${tx.now.toString()}::timestamptz FROM unnest(${hashes}::bytea[]) AS c (h)`.execute(tx.db)
}

/** Uses a code up. Of two at once only one gets true. Purpose `sign_in`. */
export const useRecoveryCode = async (tx: Tx, person: PersonId, hash: Buffer): Promise<boolean> => {
  const used = await tx.db
    .deleteFrom('recovery_codes')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .where('code_hash', '=', hash)
    .returning('person_id')
    .execute()
  return used.length === 1
}

/** Purpose `sign_in`. */
export const recoveryCodesLeft = async (tx: Tx, person: PersonId): Promise<number> => {
  const { rows } = await sql<{ left: number }>`
    SELECT count(*)::integer AS left FROM recovery_codes WHERE organisation_id = ${tx.organisation} AND person_id = ${person}`.execute(tx.db)
  return rows[0]?.left ?? 0
}
