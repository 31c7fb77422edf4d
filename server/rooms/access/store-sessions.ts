import { sql } from 'kysely'
import type { OrganisationId, PersonId, SessionId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { earliest, standingColumns, standingHolds, standingOf } from './standing.ts'
import type { StandingRow } from './standing.ts'
import { strictPolicy } from './store-policy.ts'

const { idleMinutes: defaultIdleMinutes, absoluteHours: defaultAbsoluteHours } = strictPolicy
/** Use is written down at most this often, so that reading stays reading. */
const seenEveryMinutes = 5
export const keyOf = (hash: Buffer): string => hash.toString('hex')

type SessionRow = StandingRow & {
  token_hash: Buffer
  seen_at: Temporal.Instant
  idle_until: Temporal.Instant
  absolute_until: Temporal.Instant
  idle_minutes: number
  verified_at: Temporal.Instant
  method: PersonPrincipal['method']
  hardware_key: boolean
  hardware_keys: boolean
  password_alone: boolean
}

/**
 * A session is over when its own limits are reached, when the organisation's (which may be stricter since) are, when the person may no longer come in, or
 * when the organisation wants everyone to come in through its identity provider and this one did not.
 */
const liveSessions = `
  SELECT s.token_hash, s.seen_at, s.verified_at, s.method, s.hardware_key, ${standingColumns},
    least(s.idle_until, s.seen_at + make_interval(mins => coalesce(y.idle_minutes, ${defaultIdleMinutes}))) AS idle_until,
    least(s.absolute_until, s.created_at + make_interval(hours => coalesce(y.absolute_hours, ${defaultAbsoluteHours}))) AS absolute_until,
    coalesce(y.idle_minutes, ${defaultIdleMinutes}) AS idle_minutes, coalesce(y.password_alone, false) AS password_alone,
    coalesce(y.hardware_keys, false) AS hardware_keys
  FROM sessions s
  JOIN person_states p ON p.organisation_id = s.organisation_id AND p.person_id = s.person_id
  JOIN organisation_states o ON o.organisation_id = s.organisation_id
  LEFT JOIN sign_in_policies y ON y.organisation_id = s.organisation_id
  WHERE s.organisation_id = $1 AND s.token_hash = ANY ($2::bytea[]) AND s.idle_until > $3::timestamptz AND s.absolute_until > $3::timestamptz
    AND s.seen_at + make_interval(mins => coalesce(y.idle_minutes, ${defaultIdleMinutes})) > $3::timestamptz
    AND s.created_at + make_interval(hours => coalesce(y.absolute_hours, ${defaultAbsoluteHours})) > $3::timestamptz
    AND (y.sso_required IS NOT TRUE OR s.method IN ('oidc', 'saml')
      OR EXISTS (SELECT FROM break_glass_accounts b WHERE b.organisation_id = $1 AND b.person_id = s.person_id))
    AND ${standingHolds}`

const moveIdleLimits = `
  UPDATE sessions s SET seen_at = $3::timestamptz, idle_until = $3::timestamptz + make_interval(mins => m.minutes), idle_minutes = m.minutes
  FROM unnest($2::bytea[], $4::integer[]) AS m (hash, minutes)
  WHERE s.organisation_id = $1 AND s.token_hash = m.hash AND s.idle_until > $3::timestamptz`

/**
 * Who live sessions belong to, with everything a request has to know of them, in one query for all. Moves the idle limit when it is time. Null when a
 * session is unknown or over. Purpose `sign_in`.
 */
export const readSessions = async (tx: Tx, hashes: readonly Buffer[]): Promise<(PersonPrincipal | null)[]> => {
  const now = tx.now.toString()
  const rows = await statement<SessionRow>(tx, liveSessions, [tx.organisation, hashes, now])
  const moved = rows.filter((row) => tx.now.since(row.seen_at).total('minutes') >= seenEveryMinutes)
  if (moved.length > 0) {
    await statement(tx, moveIdleLimits, [tx.organisation, moved.map((row) => row.token_hash), now, moved.map((row) => row.idle_minutes)])
  }
  const found = new Map(
    rows.map((row) => {
      const idleUntil = moved.includes(row) ? tx.now.add({ minutes: row.idle_minutes }) : row.idle_until
      return [keyOf(row.token_hash), principalOf(tx.organisation, row, idleUntil)]
    }),
  )
  return hashes.map((hash) => found.get(keyOf(hash)) ?? null)
}

/** Whoever came through the organisation's own identity provider came in as strongly as that asks. */
const isSecured = (row: Pick<SessionRow, 'method' | 'hardware_key' | 'hardware_keys' | 'password_alone'>): boolean => {
  if (row.method === 'oidc' || row.method === 'saml') return true
  if (row.hardware_keys) return row.hardware_key
  return row.password_alone || (row.method !== 'password' && row.method !== 'link')
}

const principalOf = (organisation: OrganisationId, row: SessionRow, idleUntil: Temporal.Instant): PersonPrincipal => ({
  ...standingOf(organisation, row),
  secured: isSecured(row),
  method: row.method,
  verifiedAt: row.verified_at,
  sessionKey: keyOf(row.token_hash),
  expiresAt: earliest(idleUntil, row.absolute_until, row.access_until),
  token: null,
})

export type NewSession = {
  readonly device: string
  readonly method: PersonPrincipal['method']
  readonly network: string | null
  readonly hardwareKey: boolean
}

const insertSession = `
  INSERT INTO sessions (organisation_id, token_hash, person_id, device, method, network, created_at, seen_at, verified_at, idle_until, absolute_until,
    idle_minutes, hardware_key)
  SELECT $1, $2, $3, $4, $5, $6, $7, $7, $7, $7::timestamptz + make_interval(mins => p.idle), $7::timestamptz + make_interval(hours => p.absolute), p.idle, $8
  FROM (SELECT coalesce(max(idle_minutes), ${defaultIdleMinutes}) AS idle, coalesce(max(absolute_hours), ${defaultAbsoluteHours}) AS absolute
    FROM sign_in_policies WHERE organisation_id = $1) p
  RETURNING absolute_until`

/** @returns until when it can last */
export const addSession = async (tx: Tx, person: PersonId, hash: Buffer, { device, method, network, hardwareKey }: NewSession): Promise<Temporal.Instant> => {
  const values = [tx.organisation, hash, person, device, method, network, tx.now.toString(), hardwareKey]
  const [row] = await statement<{ absolute_until: Temporal.Instant }>(tx, insertSession, values)
  if (row === undefined) throw new Error('a session was not started')
  return row.absolute_until
}

const renewal = `
  UPDATE sessions SET token_hash = $3, verified_at = $4, method = coalesce($5, method), hardware_key = hardware_key OR $6
  WHERE organisation_id = $1 AND token_hash = $2 AND idle_until > $4::timestamptz AND absolute_until > $4::timestamptz RETURNING absolute_until`

/**
 * Gives a session another secret, since its holder has just proved who they are. The limit that counts from its start stays.
 * @param proof.method what it counts as from now on; null: as before
 * @returns until when it can last; null: it is over. Purpose `sign_in`.
 */
export const renewSecret = async (
  tx: Tx,
  sessionKey: string,
  hash: Buffer,
  proof: { readonly method: PersonPrincipal['method'] | null; readonly hardwareKey: boolean },
): Promise<Temporal.Instant | null> => {
  const values = [tx.organisation, Buffer.from(sessionKey, 'hex'), hash, tx.now.toString(), proof.method, proof.hardwareKey]
  const [row] = await statement<{ absolute_until: Temporal.Instant }>(tx, renewal, values)
  return row?.absolute_until ?? null
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

/** Ends all sessions of a person, now, but for the one named. Purpose `sign_in`. */
export const endSessionsOf = async (tx: Tx, person: PersonId, butFor: string | null = null): Promise<void> => {
  await live(tx)
    .where('person_id', '=', person)
    .$if(butFor !== null, (query) => query.where('token_hash', '<>', Buffer.from(butFor ?? '', 'hex')))
    .execute()
}

export type KeptSession = {
  readonly id: SessionId
  readonly tokenHash: Buffer
  readonly device: string
  readonly network: string | null
  readonly method: Exclude<PersonPrincipal['method'], 'token'>
  readonly createdAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
  /** When it ends without use, or whatever happens: the earlier one. */
  readonly endsAt: Temporal.Instant
}

/** Sessions of a person that go on, within the organisation's limits as they are now, the latest use first. Purposes `sign_in`, `administration`. */
export const sessionsOf = async (tx: Tx, person: PersonId): Promise<KeptSession[]> => {
  const { rows } = await sql<KeptSession>`
    SELECT * FROM (
      SELECT s.id, s.token_hash AS "tokenHash", s.device, s.network, s.method, s.created_at AS "createdAt", s.seen_at AS "seenAt",
        least(s.idle_until, s.absolute_until, s.seen_at + make_interval(mins => coalesce(y.idle_minutes, ${defaultIdleMinutes}::integer)),
          s.created_at + make_interval(hours => coalesce(y.absolute_hours, ${defaultAbsoluteHours}::integer))) AS "endsAt"
      FROM sessions s LEFT JOIN sign_in_policies y ON y.organisation_id = s.organisation_id
      WHERE s.organisation_id = ${tx.organisation} AND s.person_id = ${person}) found
    WHERE "endsAt" > ${tx.now.toString()}::timestamptz ORDER BY "seenAt" DESC, id`.execute(tx.db)
  return rows
}

/** Whether a person signed in on such a device before, or never at all: of the first time nobody needs to be told. Purpose `sign_in`. */
export const isKnownDevice = async (tx: Tx, person: PersonId, device: string): Promise<boolean> => {
  const { rows } = await sql<{ known: boolean }>`
    SELECT coalesce(bool_or(device = ${device}), true) AS known FROM sessions
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person}`.execute(tx.db)
  return rows[0]?.known ?? true
}
