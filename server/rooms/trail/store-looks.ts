import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { PersonId } from '#contract/ids.ts'
import type { VisitReason } from '#contract/support-visits.ts'
import type { Purpose } from '#contract/purposes.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Look } from '#kernel/looks.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type LookRow = {
  readonly subject: PersonId
  readonly hour: Temporal.Instant
  readonly viewerKind: Look['viewer']['kind']
  readonly viewerId: string
  readonly viewerRole: string
  readonly purpose: Purpose
  readonly view: string
  readonly times: number
}

const saltBytes = 16

/**
 * Writes looks, or adds to those of the same hour, in one statement. What is closed changes no more. Counts wait in memory for some seconds: of somebody
 * who was erased meanwhile nothing is written any more, and of a viewer who was, not who it was. Purpose `audit`.
 */
export const upsertLooks = async (tx: Tx, rows: readonly LookRow[]): Promise<void> => {
  if (rows.length === 0) return
  const once = new Map<string, LookRow>()
  for (const row of rows) {
    const key = [row.subject, row.hour.toString(), row.viewerId, row.purpose, row.view].join(' ')
    const same = once.get(key)
    once.set(key, same === undefined ? row : { ...same, times: same.times + row.times })
  }
  // In the same order everywhere, so that two processes never wait for each other crosswise.
  const sorted = [...once].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
  const salts = randomBytes(sorted.length * saltBytes)
  const column = <T>(of: (row: LookRow) => T): T[] => sorted.map(of)
  await statement(
    tx,
    `INSERT INTO trail_looks AS l (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt)
     SELECT $1, subject_id, hour, viewer_kind,
       CASE WHEN viewer_kind <> 'person' OR EXISTS (SELECT FROM people v WHERE v.organisation_id = $1 AND v.id = viewer_id) THEN viewer_id END,
       viewer_role, purpose, view, times, salt
     FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::integer[], $10::bytea[])
       AS n (subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt)
     WHERE EXISTS (SELECT FROM people s WHERE s.organisation_id = $1 AND s.id = n.subject_id)
     ON CONFLICT (organisation_id, subject_id, hour, viewer_id, purpose, view) DO UPDATE SET times = l.times + excluded.times WHERE NOT l.closed`,
    [
      tx.organisation,
      column(({ subject }) => subject),
      column(({ hour }) => hour.toString()),
      column(({ viewerKind }) => viewerKind),
      column(({ viewerId }) => viewerId),
      column(({ viewerRole }) => viewerRole),
      column(({ purpose }) => purpose),
      column(({ view }) => view),
      column(({ times }) => times),
      sorted.map((_, index) => salts.subarray(index * saltBytes, (index + 1) * saltBytes)),
    ],
  )
}

export type ClosedLook = {
  readonly subject_id: string
  readonly hour: Temporal.Instant
  readonly viewer_kind: LookRow['viewerKind']
  readonly viewer_id: string | null
  readonly viewer_role: string
  readonly purpose: string
  readonly view: string
  readonly times: number
  readonly salt: Buffer
}

/** Closes the looks of some viewers in hours that began before an instant, the oldest first. @returns the rows; none when nothing is open */
export const closeLooks = (tx: Tx, before: Temporal.Instant, mostViewers: number): Promise<ClosedLook[]> =>
  statement<ClosedLook>(
    tx,
    `WITH due AS (
       SELECT hour, viewer_id FROM trail_looks WHERE organisation_id = $1 AND NOT closed AND hour < $2
       GROUP BY hour, viewer_id ORDER BY hour, viewer_id LIMIT $3
     )
     UPDATE trail_looks l SET closed = true FROM due
     WHERE l.organisation_id = $1 AND NOT l.closed AND l.hour = due.hour AND coalesce(l.viewer_id, l.organisation_id) = coalesce(due.viewer_id, $1)
     RETURNING l.subject_id, l.hour, l.viewer_kind, l.viewer_id, l.viewer_role, l.purpose, l.view, l.times, l.salt`,
    [tx.organisation, before.toString(), mostViewers],
  )

export type LooksOfHour = {
  readonly at: Temporal.Instant
  readonly exact: boolean
  readonly role: string
  readonly operator: boolean
  /** The program of a third party that looked. */
  readonly client: string | null
  readonly purpose: Purpose
  readonly view: string
  readonly times: number
  /** Of a support visit. */
  readonly support: { readonly reason: VisitReason; readonly ticket: string } | null
}

/** Looks at a person by hour, role, purpose and view, in the latest hours up to an instant. */
export const readLooksByHour = async (tx: Tx, person: PersonId, until: Temporal.Instant, hours: number): Promise<LooksOfHour[]> => {
  const { rows } = await sql<LooksOfHour>`
    WITH latest AS (
      SELECT DISTINCT hour FROM trail_looks
      WHERE organisation_id = ${tx.organisation} AND subject_id = ${person} AND hour <= ${until.toString()}::timestamptz
      ORDER BY hour DESC LIMIT ${hours}
    )
    SELECT hour AS at, false AS exact, viewer_role AS role, viewer_kind IN ('operator', 'staff') AS operator,
      CASE WHEN viewer_kind = 'client' THEN viewer_id END AS client, purpose, view, sum(times)::integer AS times, NULL AS support
    FROM trail_looks
    WHERE organisation_id = ${tx.organisation} AND subject_id = ${person}
      AND hour BETWEEN (SELECT min(hour) FROM latest) AND (SELECT max(hour) FROM latest)
    GROUP BY hour, viewer_role, 4, 5, purpose, view
    ORDER BY hour DESC, viewer_role, purpose, view`.execute(tx.db)
  return rows
}

/** Privileged looks at a person, each with its moment, the latest up to an instant. */
export const readExactLooks = async (tx: Tx, person: PersonId, until: Temporal.Instant, most: number): Promise<LooksOfHour[]> => {
  const { rows } = await sql<LooksOfHour>`
    SELECT at, true AS exact, coalesce(detail ->> 'role', actor_kind) AS role, actor_kind IN ('operator', 'staff') AS operator,
      CASE WHEN actor_kind = 'client' THEN actor_id END AS client, purpose, coalesce(detail ->> 'view', '') AS view, 1 AS times,
      CASE WHEN actor_kind = 'staff' THEN jsonb_build_object('reason', detail ->> 'reason', 'ticket', detail ->> 'ticket') END AS support
    FROM trail_entries
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND at <= ${until.toString()}::timestamptz AND action = 'trail.looked_at'
    ORDER BY at DESC, id LIMIT ${most}`.execute(tx.db)
  return rows
}
