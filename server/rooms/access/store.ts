import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Adds roles to people who have none yet. Purposes `sign_in`, `administration`. */
export const grantRoles = async (
  tx: Tx,
  grants: readonly { person: PersonId; role: Role }[],
  grantedBy: string | null = null,
): Promise<void> => {
  await sql`
    INSERT INTO role_grants (organisation_id, person_id, role, granted_at, starts_at, granted_by)
    SELECT ${tx.organisation}::uuid, person, role, ${tx.now.toString()}::timestamptz, ${tx.now.toString()}::timestamptz, ${grantedBy}::uuid
    FROM unnest(${grants.map(({ person }) => person)}::uuid[], ${grants.map(({ role }) => role)}::text[])
      AS g (person, role)
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

/**
 * Makes these the roles of a person: takes away what is not among them, grants what is missing. Purpose
 * `administration`.
 */
export const replaceRoles = async (
  tx: Tx,
  person: PersonId,
  roles: readonly Role[],
  grantedBy: string,
): Promise<void> => {
  await Promise.all([
    sql`DELETE FROM role_grants
      WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND role <> ALL (${roles}::text[])`.execute(tx.db),
    grantRoles(tx, roles.map((role) => ({ person, role })), grantedBy),
  ])
}

/** Roles by person: of the people named, or of everyone. Purposes `sign_in`, `administration`. */
export const rolesOf = async (tx: Tx, people: readonly PersonId[] | 'everyone'): Promise<Map<PersonId, Role[]>> => {
  const rows = await tx.db
    .selectFrom('role_grants')
    .select(['person_id', 'role'])
    .where('organisation_id', '=', tx.organisation)
    .$if(people !== 'everyone', (query) => query.where('person_id', '=', sql<string>`any(${people}::uuid[])`))
    .orderBy('role')
    .execute()
  const found = new Map<PersonId, Role[]>()
  for (const row of rows) {
    const person = row.person_id as PersonId
    found.set(person, [...(found.get(person) ?? []), row.role as Role])
  }
  return found
}

/** Whether somebody else manages the organisation and can sign in to do so. Purpose `administration`. */
export const isManagedBesides = async (tx: Tx, person: PersonId): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM role_grants r JOIN credentials c ON c.organisation_id = r.organisation_id AND c.person_id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND r.role = 'organisation_manager' AND r.person_id <> ${person}
    LIMIT 1`.execute(tx.db)
  return rows.length > 0
}

/**
 * Whether nobody else holds a role and can sign in with it; of those who are leaving none counts. False for who does not hold it. Purpose `rights`.
 */
export const isLastOf = async (tx: Tx, role: Role, person: PersonId, leaving: readonly PersonId[]): Promise<boolean> => {
  const { rows } = await sql<{ last: boolean }>`
    SELECT EXISTS (SELECT FROM role_grants WHERE organisation_id = ${tx.organisation} AND role = ${role} AND person_id = ${person})
      AND NOT EXISTS (
        SELECT FROM role_grants r JOIN credentials c ON c.organisation_id = r.organisation_id AND c.person_id = r.person_id
        WHERE r.organisation_id = ${tx.organisation} AND r.role = ${role} AND r.person_id <> ${person}
          AND r.person_id <> ALL (${leaving}::uuid[])) AS last`.execute(tx.db)
  return rows[0]?.last ?? false
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

/** Who has a password: of the people named, or of everyone. Purpose `administration`. */
export const peopleWithPassword = async (tx: Tx, people: readonly PersonId[] | 'everyone'): Promise<Set<PersonId>> => {
  const rows = await tx.db
    .selectFrom('credentials')
    .select('person_id')
    .where('organisation_id', '=', tx.organisation)
    .$if(people !== 'everyone', (query) => query.where('person_id', '=', sql<string>`any(${people}::uuid[])`))
    .execute()
  return new Set(rows.map(({ person_id }) => person_id as PersonId))
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
  'sessions', 'sign_in_steps', 'invitations', 'credentials', 'passkeys', 'recovery_codes', 'totp_secrets', 'break_glass_accounts', 'role_grants',
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
