import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { inForce } from './store-grants.ts'
import type { GrantSource } from './store-grants.ts'

type GivenRole = {
  readonly person: PersonId
  readonly role: Role
  /** Where it comes from; `formation` when not said. */
  readonly source?: GrantSource
}

/** Gives roles for the whole organisation, from now on; in place of the same ones that are over. Purposes `sign_in`, `administration`. */
export const grantRoles = async (tx: Tx, grants: readonly GivenRole[], grantedBy: string | null = null): Promise<void> => {
  await sql`
    INSERT INTO role_grants (organisation_id, person_id, role, granted_at, starts_at, granted_by, source)
    SELECT ${tx.organisation}::uuid, person, role, ${tx.now.toString()}::timestamptz, ${tx.now.toString()}::timestamptz, ${grantedBy}::uuid, source
    FROM unnest(${grants.map(({ person }) => person)}::uuid[], ${grants.map(({ role }) => role)}::text[],
      ${grants.map(({ source = 'formation' }) => source)}::text[]) AS g (person, role, source)
    ON CONFLICT ON CONSTRAINT role_grants_once DO UPDATE SET granted_at = EXCLUDED.granted_at, starts_at = EXCLUDED.starts_at, ends_at = NULL,
      granted_by = EXCLUDED.granted_by, source = EXCLUDED.source
    WHERE role_grants.ends_at <= EXCLUDED.starts_at`.execute(tx.db)
}

/**
 * Makes these the roles that a person holds now in the whole organisation: takes away what is not among them, gives what is missing. Purpose
 * `administration`.
 */
export const replaceRoles = async (tx: Tx, person: PersonId, roles: readonly Role[], grantedBy: string): Promise<void> => {
  await sql`
    DELETE FROM role_grants r WHERE r.organisation_id = ${tx.organisation} AND r.person_id = ${person} AND r.location_id IS NULL
      AND r.role <> ALL (${roles}::text[]) AND ${inForce(tx)}`.execute(tx.db)
  await grantRoles(tx, roles.map((role) => ({ person, role, source: 'manual' })), grantedBy)
}

/** Sets passwords, by their hashes. Purpose `sign_in`. */
export const setPasswords = async (tx: Tx, passwords: readonly { person: PersonId; hash: string }[]): Promise<void> => {
  await sql`
    INSERT INTO credentials (organisation_id, person_id, password_hash, changed_at)
    SELECT ${tx.organisation}::uuid, person, hash, ${tx.now.toString()}::timestamptz
    FROM unnest(${passwords.map(({ person }) => person)}::uuid[], ${passwords.map(({ hash }) => hash)}::text[])
      AS p (person, hash)
    ON CONFLICT (organisation_id, person_id)
      DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = EXCLUDED.changed_at`.execute(tx.db)
}

/** A person's password hash, or null. Purpose `sign_in`. */
export const passwordHashOf = async (tx: Tx, person: PersonId): Promise<string | null> => {
  const row = await tx.db
    .selectFrom('credentials')
    .select('password_hash')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** Since when a person has the password they have; null: they have none. Purpose `sign_in`. */
export const passwordChangedAt = async (tx: Tx, person: PersonId): Promise<Temporal.Instant | null> => {
  const row = await tx.db
    .selectFrom('credentials')
    .select('changed_at')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.changed_at ?? null
}

/** Puts an invitation in place of the one before it. Purpose `administration`. */
export const replaceInvitation = async (
  tx: Tx,
  person: PersonId,
  hash: Buffer,
  expiresAt: Temporal.Instant,
): Promise<void> => {
  await sql`
    INSERT INTO invitations (organisation_id, person_id, token_hash, expires_at)
    VALUES (${tx.organisation}, ${person}, ${hash}, ${expiresAt.toString()}::timestamptz)
    ON CONFLICT (organisation_id, person_id)
      DO UPDATE SET token_hash = EXCLUDED.token_hash, expires_at = EXCLUDED.expires_at`.execute(tx.db)
}

/** The same for people who have none yet, in one statement. Purpose `administration`. */
export const addInvitations = async (tx: Tx, invitations: readonly { readonly person: PersonId; readonly hash: Buffer }[], expiresAt: Temporal.Instant): Promise<void> => {
  await sql`
    INSERT INTO invitations (organisation_id, person_id, token_hash, expires_at)
    SELECT ${tx.organisation}::uuid, person, hash, ${expiresAt.toString()}::timestamptz
    FROM unnest(${invitations.map(({ person }) => person)}::uuid[], ${invitations.map(({ hash }) => hash)}::bytea[]) AS i (person, hash)`.execute(tx.db)
}

/** Whom an invitation is for, or null when it was used, replaced or has expired. Purpose `sign_in`. */
export const invitedBy = async (tx: Tx, hash: Buffer): Promise<PersonId | null> => {
  const { rows } = await sql<{ person_id: PersonId }>`
    SELECT person_id FROM invitations WHERE organisation_id = ${tx.organisation} AND token_hash = ${hash}
      AND expires_at > ${tx.now.toString()}::timestamptz`.execute(tx.db)
  return rows[0]?.person_id ?? null
}

/** Uses an invitation up. Of two at once only one gets true. Purpose `sign_in`. */
export const useInvitation = async (tx: Tx, hash: Buffer): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM invitations WHERE organisation_id = ${tx.organisation} AND token_hash = ${hash}
      AND expires_at > ${tx.now.toString()}::timestamptz RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Whatever link a person has is worth nothing any more. Purpose `sign_in`. */
export const removeInvitation = async (tx: Tx, person: PersonId): Promise<void> => {
  await tx.db.deleteFrom('invitations').where('organisation_id', '=', tx.organisation).where('person_id', '=', person).execute()
}

/** How a new organisation wants its people to sign in, until it says otherwise. Purpose `sign_in`. */
export const beginPolicy = async (tx: Tx, passwordAlone: boolean): Promise<void> => {
  await sql`INSERT INTO sign_in_policies (organisation_id, password_alone, changed_at)
    VALUES (${tx.organisation}, ${passwordAlone}, ${tx.now.toString()}::timestamptz)`.execute(tx.db)
}

/** Takes away password, passkeys, app, codes and links of a person. Purpose `sign_in`. */
export const removeWaysIn = async (tx: Tx, person: PersonId): Promise<void> => {
  for (const table of ['sign_in_steps', 'invitations', 'credentials', 'passkeys', 'recovery_codes', 'totp_secrets'] as const) {
    await tx.db.deleteFrom(table).where('organisation_id', '=', tx.organisation).where('person_id', '=', person).execute()
  }
}

const tablesOfPerson = [
  'sessions', 'sign_in_steps', 'invitations', 'credentials', 'passkeys', 'recovery_codes', 'totp_secrets', 'break_glass_accounts', 'guest_stays', 'role_grants',
] as const

/** Deletes roles, sessions and every way of signing in, of one person or of everyone. Purposes `rights`, `retention`. */
export const removeAccess = async (tx: Tx, who: PersonId | 'everyone'): Promise<void> => {
  await Promise.all(
    tablesOfPerson.map((table) =>
      tx.db
        .deleteFrom(table)
        .where('organisation_id', '=', tx.organisation)
        .$if(who !== 'everyone', (query) => query.where('person_id', '=', who))
        .execute(),
    ),
  )
}
