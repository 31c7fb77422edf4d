import { sql } from 'kysely'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { statement } from '#kernel/database/statement.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Without use a session ends after half a day, whatever happens after two weeks (ASVS 5.0 7.3.1, 7.3.2). */
const idleHours = 12
export const absoluteHours = 14 * 24
/** Use is written down at most this often, so that reading stays reading. */
const seenEveryMinutes = 5
export const keyOf = (hash: Buffer): string => hash.toString('hex')

type SessionRow = {
  token_hash: Buffer
  person_id: PersonId
  seen_at: Temporal.Instant
  idle_until: Temporal.Instant
  absolute_until: Temporal.Instant
  verified_at: Temporal.Instant
  method: PersonPrincipal['method']
  team_id: string | null
  language: 'nl' | 'en'
  opted_in: boolean
  restricted: boolean
  agreement_in_force: boolean
  roles: Role[]
}

const earlier = (one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(one, other) < 0 ? one : other

const liveSessions = `
  SELECT s.token_hash, s.person_id, s.seen_at, s.idle_until, s.absolute_until, s.verified_at, s.method, p.team_id, p.language,
    p.opted_in_at IS NOT NULL AS opted_in, p.restricted_at IS NOT NULL AS restricted, o.agreement_in_force,
    ARRAY(SELECT r.role FROM role_grants r WHERE r.organisation_id = $1 AND r.person_id = s.person_id ORDER BY r.role) AS roles
  FROM sessions s
  JOIN person_states p ON p.organisation_id = s.organisation_id AND p.person_id = s.person_id
  JOIN organisation_states o ON o.organisation_id = s.organisation_id
  WHERE s.organisation_id = $1 AND s.token_hash = ANY ($2::bytea[]) AND s.idle_until > $3::timestamptz AND s.absolute_until > $3::timestamptz
    AND o.access_ended_at IS NULL AND (o.formation_expires_at IS NULL OR o.formation_expires_at > $3::timestamptz)`

const moveIdleLimit = `
  UPDATE sessions SET seen_at = $3::timestamptz, idle_until = $4::timestamptz
  WHERE organisation_id = $1 AND token_hash = ANY ($2::bytea[]) AND idle_until > $3::timestamptz`

/**
 * Who live sessions belong to, with everything a request has to know of them, in one query for all. Moves the idle limit when it is time. Null when a
 * session is unknown or over, or its organisation's formation has lapsed. Purpose `sign_in`.
 */
export const readSessions = async (tx: Tx, hashes: readonly Buffer[]): Promise<(PersonPrincipal | null)[]> => {
  const now = tx.now.toString()
  const rows = await statement<SessionRow>(tx, liveSessions, [tx.organisation, hashes, now])
  const idleUntil = tx.now.add({ hours: idleHours })
  const moved = new Set(rows.filter((row) => tx.now.since(row.seen_at).total('minutes') >= seenEveryMinutes))
  if (moved.size > 0) {
    await statement(tx, moveIdleLimit, [tx.organisation, [...moved].map((row) => row.token_hash), now, idleUntil.toString()])
  }
  const found = new Map(
    rows.map((row) => [keyOf(row.token_hash), principalOf(tx.organisation, row, moved.has(row) ? idleUntil : row.idle_until)]),
  )
  return hashes.map((hash) => found.get(keyOf(hash)) ?? null)
}

const principalOf = (organisation: OrganisationId, row: SessionRow, idleUntil: Temporal.Instant): PersonPrincipal => ({
  kind: 'person',
  organisation,
  person: row.person_id,
  roles: row.roles,
  permissions: permissionsOf(row.roles),
  locally: new Map(),
  teamId: row.team_id,
  language: row.language,
  optedIn: row.opted_in,
  restricted: row.restricted,
  agreementInForce: row.agreement_in_force,
  secured: true,
  method: row.method,
  verifiedAt: row.verified_at,
  sessionKey: keyOf(row.token_hash),
  expiresAt: earlier(idleUntil, row.absolute_until),
  token: null,
})

export const addSession = async (tx: Tx, person: PersonId, hash: Buffer, device: string): Promise<void> => {
  await tx.db
    .insertInto('sessions')
    .values({
      organisation_id: tx.organisation,
      token_hash: hash,
      person_id: person,
      device,
      created_at: tx.now.toString(),
      seen_at: tx.now.toString(),
      verified_at: tx.now.toString(),
      idle_until: tx.now.add({ hours: idleHours }).toString(),
      absolute_until: tx.now.add({ hours: absoluteHours }).toString(),
    })
    .execute()
}

const live = (tx: Tx) =>
  tx.db
    .updateTable('sessions')
    .set({ idle_until: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('idle_until', '>', sql<Temporal.Instant>`${tx.now.toString()}::timestamptz`)

/** Ends one session, now. Purpose `sign_in`. */
export const endSession = async (tx: Tx, sessionKey: string): Promise<void> => {
  await live(tx).where('token_hash', '=', Buffer.from(sessionKey, 'hex')).execute()
}

/** Ends all sessions of a person, now. Purpose `sign_in`. */
export const endSessionsOf = async (tx: Tx, person: PersonId): Promise<void> => {
  await live(tx).where('person_id', '=', person).execute()
}
