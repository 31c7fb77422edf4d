import { sql } from 'kysely'
import type { PersonId, ProviderId } from '#contract/ids.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Who somebody is there, without saying so: equal issuers and subjects give equal indexes within an organisation. */
export const subjectIndex = (tx: Tx, keys: Keys, issuer: string, subject: string): Promise<Buffer> =>
  keys.blindIndex(tx.organisation, 'subject', `${issuer}\0${subject}`)
export const sidIndex = (tx: Tx, keys: Keys, issuer: string, sid: string): Promise<Buffer> =>
  keys.blindIndex(tx.organisation, 'provider session', `${issuer}\0${sid}`)

/** Whom a provider means. Purposes `sign_in`, `administration`. */
export const personOfSubject = async (tx: Tx, provider: ProviderId, subject: Buffer): Promise<PersonId | null> => {
  const row = await tx.db
    .selectFrom('federated_identities')
    .select('person_id')
    .where('organisation_id', '=', tx.organisation)
    .where('provider_id', '=', provider)
    .where('subject_index', '=', subject)
    .executeTakeFirst()
  return (row?.person_id as PersonId | undefined) ?? null
}

/** Keeps whom a provider means, or that they came again. Purpose `administration`. */
export const linkIdentity = async (tx: Tx, provider: ProviderId, subject: Buffer, person: PersonId): Promise<void> => {
  await sql`
    INSERT INTO federated_identities (organisation_id, provider_id, subject_index, person_id, linked_at, used_at)
    VALUES (${tx.organisation}, ${provider}, ${subject}, ${person}, ${tx.now.toString()}::timestamptz, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id, provider_id, subject_index) DO UPDATE SET used_at = EXCLUDED.used_at`.execute(tx.db)
}

/** Whether somebody is known at this provider already, under whatever subject. Purpose `administration`. */
export const isLinked = async (tx: Tx, provider: ProviderId, person: PersonId): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM federated_identities WHERE organisation_id = ${tx.organisation} AND provider_id = ${provider} AND person_id = ${person} LIMIT 1`.execute(tx.db)
  return rows.length > 0
}

/** Names of the providers that an account is linked with. Purpose `sign_in`. */
export const providerNamesOf = async (tx: Tx, person: PersonId): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT p.name FROM federated_identities f
    JOIN identity_providers p ON p.organisation_id = f.organisation_id AND p.id = f.provider_id
    WHERE f.organisation_id = ${tx.organisation} AND f.person_id = ${person} ORDER BY 1`.execute(tx.db)
  return rows.map(({ name }) => name)
}

/** Ties a session here to one there. Purpose `sign_in`. */
export const tieSession = async (
  tx: Tx,
  sessionKey: string,
  tie: { readonly provider: ProviderId; readonly person: PersonId; readonly subject: Buffer; readonly sid: Buffer | null },
): Promise<void> => {
  await sql`
    INSERT INTO federated_sessions (organisation_id, session_id, provider_id, person_id, subject_index, sid_index)
    SELECT organisation_id, id, ${tie.provider}, person_id, ${tie.subject}, ${tie.sid} FROM sessions
    WHERE organisation_id = ${tx.organisation} AND token_hash = ${Buffer.from(sessionKey, 'hex')} AND person_id = ${tie.person}`.execute(tx.db)
}

/** Keys of live sessions that hang on a provider: those of one of its sessions, of one subject, or all. Purpose `sign_in`. */
export const sessionsOfProvider = async (
  tx: Tx,
  provider: ProviderId,
  of: { readonly sid?: Buffer; readonly subject?: Buffer } = {},
): Promise<{ key: string; person: PersonId }[]> => {
  const { rows } = await sql<{ key: string; person: PersonId }>`
    SELECT encode(s.token_hash, 'hex') AS key, s.person_id AS person FROM federated_sessions f
    JOIN sessions s ON s.organisation_id = f.organisation_id AND s.id = f.session_id
    WHERE f.organisation_id = ${tx.organisation} AND f.provider_id = ${provider}
      AND (${of.sid ?? null}::bytea IS NULL OR f.sid_index = ${of.sid ?? null}::bytea)
      AND (${of.subject ?? null}::bytea IS NULL OR f.subject_index = ${of.subject ?? null}::bytea)
      AND s.idle_until > ${tx.now.toString()}::timestamptz AND s.absolute_until > ${tx.now.toString()}::timestamptz`.execute(tx.db)
  return rows
}

/** Through which provider a session began. Purpose `sign_in`. */
export const providerOfSession = async (tx: Tx, sessionKey: string): Promise<{ providerId: ProviderId; subject: Buffer } | null> => {
  const { rows } = await sql<{ providerId: ProviderId; subject: Buffer }>`
    SELECT f.provider_id AS "providerId", f.subject_index AS subject FROM sessions s
    JOIN federated_sessions f ON f.organisation_id = s.organisation_id AND f.session_id = s.id
    WHERE s.organisation_id = ${tx.organisation} AND s.token_hash = ${Buffer.from(sessionKey, 'hex')}`.execute(tx.db)
  return rows[0] ?? null
}
