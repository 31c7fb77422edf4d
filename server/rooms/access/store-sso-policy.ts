import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Purpose `administration`. */
export const setSsoRequired = async (tx: Tx, required: boolean): Promise<void> => {
  const now = tx.now.toString()
  await sql`
    INSERT INTO sign_in_policies (organisation_id, sso_required, changed_at) VALUES (${tx.organisation}, ${required}, ${now}::timestamptz)
    ON CONFLICT (organisation_id) DO UPDATE SET sso_required = EXCLUDED.sso_required, changed_at = EXCLUDED.changed_at`.execute(tx.db)
}

export type BreakGlass = { readonly person: PersonId; readonly since: Temporal.Instant; readonly hasPasskey: boolean; readonly manages: boolean }

/**
 * Who may come in without the provider, whether they could on the day that it is needed (a passkey, not switched off), and whether they manage the
 * organisation. Purpose `administration`.
 */
export const readBreakGlass = async (tx: Tx): Promise<BreakGlass[]> => {
  const { rows } = await sql<BreakGlass>`
    SELECT b.person_id AS person, b.since,
      EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = b.organisation_id AND k.person_id = b.person_id AND k.disabled_at IS NULL) AS "hasPasskey",
      EXISTS (SELECT FROM role_grants r WHERE r.organisation_id = b.organisation_id AND r.person_id = b.person_id AND r.role = 'organisation_manager'
        AND r.starts_at <= ${tx.now.toString()}::timestamptz AND (r.ends_at IS NULL OR r.ends_at > ${tx.now.toString()}::timestamptz)) AS manages
    FROM break_glass_accounts b
    WHERE b.organisation_id = ${tx.organisation} ORDER BY b.since, b.person_id`.execute(tx.db)
  return rows
}

/** Naming somebody twice changes nothing. Purpose `administration`. @returns whether they are there and have a passkey */
export const addBreakGlass = async (tx: Tx, person: PersonId): Promise<'added' | 'no_passkey' | 'no_person'> => {
  const { rows } = await sql<{ able: boolean }>`
    SELECT EXISTS (SELECT FROM passkeys k WHERE k.organisation_id = p.organisation_id AND k.person_id = p.id AND k.disabled_at IS NULL) AS able
    FROM people p WHERE p.organisation_id = ${tx.organisation} AND p.id = ${person}`.execute(tx.db)
  if (rows[0] === undefined) return 'no_person'
  if (!rows[0].able) return 'no_passkey'
  await sql`
    INSERT INTO break_glass_accounts (organisation_id, person_id, since) VALUES (${tx.organisation}, ${person}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id, person_id) DO NOTHING`.execute(tx.db)
  return 'added'
}

/** Purpose `administration`. @returns false when it was none */
export const removeBreakGlass = async (tx: Tx, person: PersonId): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM break_glass_accounts WHERE organisation_id = ${tx.organisation} AND person_id = ${person} RETURNING 1`.execute(tx.db)
  return rows.length === 1
}
