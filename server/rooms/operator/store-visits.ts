import { sql } from 'kysely'
import type { OrganisationId, StaffId, VisitId } from '#contract/ids.ts'
import type { VisitEnder, VisitGround, VisitReason, VisitScope } from '#contract/support-visits.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Visit } from './visit.ts'

const columns = `id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, extension_minutes, refused_at,
  started_at, ends_at, ended_at, ended_by`

type Row = {
  id: VisitId
  staff_id: StaffId
  reason: VisitReason
  words_sealed: Buffer
  ticket: string
  ground: VisitGround
  scope: VisitScope
  asked_minutes: number
  asked_at: Temporal.Instant
  allowed_at: Temporal.Instant | null
  allowed_minutes: number | null
  extension_minutes: number | null
  refused_at: Temporal.Instant | null
  started_at: Temporal.Instant | null
  ends_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  ended_by: VisitEnder | null
}

const visitOf = (row: Row): Visit => ({
  id: row.id,
  staff: row.staff_id,
  reason: row.reason,
  wordsSealed: row.words_sealed,
  ticket: row.ticket,
  ground: row.ground,
  scope: row.scope,
  askedMinutes: row.asked_minutes,
  askedAt: row.asked_at,
  allowedAt: row.allowed_at,
  allowedMinutes: row.allowed_minutes,
  extensionMinutes: row.extension_minutes,
  refusedAt: row.refused_at,
  startedAt: row.started_at,
  endsAt: row.ends_at,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
})

/** The visits of this organisation, the newest first. Any purpose that reads visits. */
export const readVisits = async (tx: Tx, most: number): Promise<Visit[]> =>
  (await statement<Row>(tx, `SELECT ${columns} FROM support_visits WHERE organisation_id = $1 ORDER BY asked_at DESC, id LIMIT $2`, [tx.organisation, most])).map(visitOf)

/** Null: this organisation has no such visit. */
export const readVisit = async (tx: Tx, id: VisitId): Promise<Visit | null> => {
  const [row] = await statement<Row>(tx, `SELECT ${columns} FROM support_visits WHERE organisation_id = $1 AND id = $2`, [tx.organisation, id])
  return row === undefined ? null : visitOf(row)
}

/** The same, held until the end of the transaction: decisions about it take turns. */
export const holdVisit = async (tx: Tx, id: VisitId): Promise<Visit | null> => {
  const [row] = await statement<Row>(tx, `SELECT ${columns} FROM support_visits WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE`, [tx.organisation, id])
  return row === undefined ? null : visitOf(row)
}

export type NewVisit = Pick<Visit, 'id' | 'staff' | 'reason' | 'wordsSealed' | 'ticket' | 'ground' | 'scope' | 'askedMinutes'>

/** Purpose `security`. */
export const addVisit = async (tx: Tx, visit: NewVisit): Promise<void> => {
  await sql`
    WITH listed AS (
      INSERT INTO staff_visits (visit_id, staff_id, tenant_id, asked_at) VALUES (${visit.id}, ${visit.staff}, ${tx.organisation}, ${tx.now.toString()}::timestamptz)
    )
    INSERT INTO support_visits (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at)
    VALUES (${tx.organisation}, ${visit.id}, ${visit.staff}, ${visit.reason}, ${visit.wordsSealed}, ${visit.ticket}, ${visit.ground}, ${visit.scope},
      ${visit.askedMinutes}, ${tx.now.toString()}::timestamptz)`.execute(tx.db)
}

/** The customer's yes, or the second signature. */
export const markAllowed = async (tx: Tx, id: VisitId, { minutes, scope, second = null }: { minutes: number; scope: VisitScope; second?: StaffId | null }): Promise<void> => {
  await sql`
    UPDATE support_visits SET allowed_at = ${tx.now.toString()}::timestamptz, allowed_minutes = ${minutes}, scope = ${scope}, second_staff_id = ${second}::uuid
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** From now its minutes count, by our clock and by the database's own: it is over at whichever comes first. Purpose `security`. */
export const markStarted = async (tx: Tx, id: VisitId): Promise<void> => {
  await sql`
    UPDATE support_visits SET started_at = ${tx.now.toString()}::timestamptz, ends_at = ${tx.now.toString()}::timestamptz + make_interval(mins => allowed_minutes),
      closes_at = now() + make_interval(mins => allowed_minutes)
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Support asks for more minutes; null: the question is settled. */
export const setExtension = async (tx: Tx, id: VisitId, minutes: number | null): Promise<void> => {
  await sql`UPDATE support_visits SET extension_minutes = ${minutes}::integer WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** Purpose `administration`: only the customer gives more. */
export const extend = async (tx: Tx, id: VisitId, minutes: number): Promise<void> => {
  await sql`
    UPDATE support_visits SET allowed_minutes = allowed_minutes + ${minutes}::integer, extension_minutes = NULL,
      ends_at = ends_at + make_interval(mins => ${minutes}::integer), closes_at = closes_at + make_interval(mins => ${minutes}::integer)
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

const close = (tx: Tx, id: VisitId) => sql`UPDATE staff_visits SET closed = true WHERE visit_id = ${id} AND tenant_id = ${tx.organisation}`.execute(tx.db)

export const markRefused = async (tx: Tx, id: VisitId): Promise<void> => {
  await Promise.all([
    sql`UPDATE support_visits SET refused_at = ${tx.now.toString()}::timestamptz WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db),
    close(tx, id),
  ])
}

/** From now on the database shows nothing to it any more. */
export const markEnded = async (tx: Tx, id: VisitId, by: VisitEnder, at: Temporal.Instant = tx.now): Promise<void> => {
  await Promise.all([
    sql`UPDATE support_visits SET ended_at = ${at.toString()}::timestamptz, ended_by = ${by}, extension_minutes = NULL
      WHERE organisation_id = ${tx.organisation} AND id = ${id} AND ended_at IS NULL`.execute(tx.db),
    close(tx, id),
  ])
}

export const closeLapsed = (tx: Tx, id: VisitId) => close(tx, id)

/** Where a visit is. Purpose `security`. */
export type Listed = { readonly visit: VisitId; readonly staff: StaffId; readonly organisation: OrganisationId }

export const whereIs = async (tx: Tx, id: VisitId): Promise<Listed | null> =>
  (await statement<Listed>(tx, 'SELECT visit_id AS visit, staff_id AS staff, tenant_id AS organisation FROM staff_visits WHERE visit_id = $1', [id]))[0] ?? null

/** Those of one of the staff, the newest first, and for a lead all that are open. */
export const listed = (tx: Tx, staff: StaffId, everyOpen: boolean, most: number): Promise<Listed[]> =>
  statement<Listed>(
    tx,
    `SELECT visit_id AS visit, staff_id AS staff, tenant_id AS organisation FROM staff_visits
     WHERE staff_id = $1 OR ($2 AND NOT closed) ORDER BY closed, asked_at DESC, visit_id LIMIT $3`,
    [staff, everyOpen, most],
  )

/** Open ones, of one of the staff or of all. Purpose `security`. */
export const openVisits = (tx: Tx, staff: StaffId | null): Promise<Listed[]> =>
  statement<Listed>(
    tx,
    `SELECT visit_id AS visit, staff_id AS staff, tenant_id AS organisation FROM staff_visits
     WHERE NOT closed AND ($1::uuid IS NULL OR staff_id = $1) ORDER BY asked_at, visit_id`,
    [staff],
  )
