import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '../purpose/in-purpose.ts'

export type QueuedMail = { readonly id: string; readonly person: PersonId; readonly sealed: Buffer }

/** In one statement. Purposes `sign_in`, `administration`, `rights`. */
export const addMails = async (
  tx: Tx,
  mails: readonly (QueuedMail & { readonly kind: string; readonly expiresAt: Temporal.Instant })[],
): Promise<void> => {
  const column = <T>(of: (mail: (typeof mails)[number]) => T): T[] => mails.map(of)
  const now = tx.now.toString()
  await sql`
    INSERT INTO mails (organisation_id, id, person_id, kind, content_sealed, created_at, next_attempt_at, expires_at)
    SELECT ${tx.organisation}::uuid, id, person_id, kind, content_sealed, ${now}::timestamptz, ${now}::timestamptz, expires_at
    FROM unnest(${column(({ id }) => id)}::uuid[], ${column(({ person }) => person)}::uuid[], ${column(({ kind }) => kind)}::text[],
      ${column(({ sealed }) => sealed)}::bytea[], ${column(({ expiresAt }) => expiresAt.toString())}::timestamptz[])
      AS m (id, person_id, kind, content_sealed, expires_at)`.execute(tx.db)
}

/**
 * Takes what is due, each for one attempt: until the next one, after twice the time of the last (1 minute, at most an hour), nobody else takes it.
 * Purpose `sign_in`.
 */
export const takeDueMails = async (tx: Tx, most: number): Promise<QueuedMail[]> => {
  const now = tx.now.toString()
  const { rows } = await sql<{ id: string; person_id: PersonId; content_sealed: Buffer }>`
    WITH due AS (
      SELECT id FROM mails WHERE organisation_id = ${tx.organisation} AND next_attempt_at <= ${now}::timestamptz AND expires_at > ${now}::timestamptz
      ORDER BY next_attempt_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
    UPDATE mails m SET attempts = m.attempts + 1, next_attempt_at = ${now}::timestamptz + make_interval(mins => least(60, power(2, least(m.attempts, 6))::integer))
    FROM due WHERE m.organisation_id = ${tx.organisation} AND m.id = due.id
    RETURNING m.id, m.person_id, m.content_sealed`.execute(tx.db)
  return rows.map((row) => ({ id: row.id, person: row.person_id, sealed: row.content_sealed }))
}

/** Purpose `sign_in`. */
export const removeMail = async (tx: Tx, id: string): Promise<void> => {
  await tx.db.deleteFrom('mails').where('organisation_id', '=', tx.organisation).where('id', '=', id).execute()
}

/** Deletes what came to nothing in its time. Purpose `sign_in`. @returns how many those were */
export const removeExpiredMails = async (tx: Tx): Promise<number> => {
  const { rows } = await sql`
    DELETE FROM mails WHERE organisation_id = ${tx.organisation} AND expires_at <= ${tx.now.toString()}::timestamptz RETURNING 1`.execute(tx.db)
  return rows.length
}
