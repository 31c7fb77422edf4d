import { sql } from 'kysely'
import type { BookingId, FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { cardColumns } from './store.ts'
import { earliestCheckInMinutes, isActive, isBefore } from './shapes.ts'
import type { BookingRow } from './shapes.ts'
import type { CheckedInBy } from './store-book.ts'

const lead = sql.raw(`interval '${earliestCheckInMinutes} minutes'`)
/** A sensor does not know whom it sees: only shortly before the start may it be taken for the one who booked. */
const sensorLead = sql`interval '10 minutes'`

/** Two tries: between the look and the change, the same person or the job may have been there. */
const mostTries = 2

/**
 * Checks a person in to their booking, from 30 minutes before its start until its end. Doing it again changes nothing.
 * @throws Refusal not_found, booking_over, too_early_to_check_in
 */
export const checkIn = async (tx: Tx, person: PersonId, id: BookingId, by: CheckedInBy): Promise<BookingRow> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  for (let tries = 1; tries <= mostTries; tries++) {
    const { rows } = await sql<BookingRow & { changed: boolean }>`
      WITH changed AS (
        UPDATE bookings SET status = 'checked_in', checked_in_at = ${now}, checked_in_by = ${by}
        WHERE organisation_id = ${tx.organisation} AND id = ${id} AND person_id = ${person} AND status = 'booked'
          AND from_at <= ${now} + ${lead} AND to_at > ${now}
        RETURNING id, person_id
      ),
      entered AS (${trail.recordFrom(tx, 'changed', 'bookings.checked_in', 'booking')})
      SELECT ${cardColumns}, EXISTS (SELECT FROM changed) AS changed FROM booking_cards
      WHERE organisation_id = ${tx.organisation} AND booking_id = ${id} AND person_id = ${person}`.execute(tx.db)
    const [row] = rows
    if (row === undefined) throw new Refusal('not_found')
    if (row.changed) return { ...row, status: 'checked_in', checked_in_at: tx.now }
    if (!isActive(row, tx.now)) throw new Refusal('booking_over')
    if (row.status === 'checked_in') return row
    const opens = row.from_at.subtract({ minutes: earliestCheckInMinutes })
    if (isBefore(tx.now, opens)) throw new Refusal('too_early_to_check_in', { from: wallTime(opens, row.time_zone) })
  }
  throw new Refusal('booking_over')
}

const wallTime = (instant: Temporal.Instant, timeZone: string): string =>
  instant.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

/**
 * Gives a booking back: before its start it is cancelled; after it, it is cut to the time that was used (at least a second), as ended when the person
 * was there and as released when not.
 * @throws Refusal not_found, booking_over
 */
export const giveBack = async (
  tx: Tx,
  person: PersonId,
  id: BookingId,
  action: 'bookings.cancelled' | 'bookings.left',
): Promise<BookingRow> => {
  const { rows } = await sql<BookingRow & { new_status: BookingRow['status'] | null; new_to_at: Temporal.Instant | null }>`
    WITH changed AS (
      UPDATE bookings SET ${endedNow(tx)}
      WHERE organisation_id = ${tx.organisation} AND id = ${id} AND person_id = ${person} AND ${inForce(tx)}
      RETURNING id, person_id, status, to_at
    ),
    entered AS (${trail.recordFrom(tx, 'changed', action, 'booking')})
    SELECT ${cardColumns}, (SELECT status FROM changed) AS new_status, (SELECT to_at FROM changed) AS new_to_at FROM booking_cards
    WHERE organisation_id = ${tx.organisation} AND booking_id = ${id} AND person_id = ${person}`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found')
  if (row.new_status === null || row.new_to_at === null) throw new Refusal('booking_over')
  return { ...row, status: row.new_status, to_at: row.new_to_at }
}

const inForce = (tx: Tx) => sql`status IN ('booked', 'checked_in') AND to_at > ${tx.now.toString()}::timestamptz`

const endedNow = (tx: Tx) => {
  const now = sql`${tx.now.toString()}::timestamptz`
  return sql`
    status = CASE WHEN from_at > ${now} THEN 'cancelled' WHEN status = 'checked_in' THEN 'ended' ELSE 'released' END,
    ended_at = ${now},
    during = CASE WHEN from_at > ${now} THEN during
      ELSE tstzrange(from_at, least(to_at, greatest(${now}, from_at + interval '1 second'))) END`
}

export type Touched = { readonly bookingId: BookingId; readonly floorId: FloorId }
type TouchedRow = { readonly id: BookingId; readonly floor_id: FloorId }
const touched = (rows: readonly TouchedRow[]): Touched[] => rows.map(({ id, floor_id }) => ({ bookingId: id, floorId: floor_id }))

/** The floors of what a statement changed; `changed` is its common table expression with `id` and `workspace_id`. */
export const floorsOfChanged = (tx: Tx) => sql`
  SELECT changed.id, c.floor_id FROM changed
  JOIN workspace_cards c ON c.organisation_id = ${tx.organisation} AND c.workspace_id = changed.workspace_id`

/**
 * Checks in the booking that is due at a workspace (running, or starting within 30 minutes), whoever's it is.
 * @returns null when none is due or it is checked in already
 */
export const checkInAt = async (tx: Tx, workspace: WorkspaceId, by: CheckedInBy): Promise<Touched | null> => {
  const now = sql`${tx.now.toString()}::timestamptz`
  const { rows } = await sql<TouchedRow>`
    WITH due AS (
      SELECT id FROM bookings
      WHERE organisation_id = ${tx.organisation} AND workspace_id = ${workspace} AND status IN ('booked', 'checked_in')
        AND to_at > ${now} AND from_at <= ${now} + ${lead}
      ORDER BY from_at LIMIT 1
    ),
    changed AS (
      UPDATE bookings SET status = 'checked_in', checked_in_at = ${now}, checked_in_by = ${by}
      WHERE organisation_id = ${tx.organisation} AND id = (SELECT id FROM due) AND status = 'booked'
      RETURNING id, person_id, workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.checked_in', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return touched(rows)[0] ?? null
}

/** Ends what runs at a workspace. @returns null when nothing does */
export const endAt = async (tx: Tx, workspace: WorkspaceId): Promise<Touched | null> => {
  const { rows } = await sql<TouchedRow>`
    WITH changed AS (
      UPDATE bookings SET ${endedNow(tx)}
      WHERE organisation_id = ${tx.organisation} AND workspace_id = ${workspace} AND ${inForce(tx)}
        AND from_at <= ${tx.now.toString()}::timestamptz
      RETURNING id, person_id, workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.left', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return touched(rows)[0] ?? null
}

/**
 * Somebody was sensed at these workspaces: whoever booked one of them for then (from 10 minutes before the start) is checked in, where the location
 * wants that. Meeting the same word twice changes nothing.
 */
export const checkInSensed = async (
  tx: Tx,
  sensed: readonly { readonly workspaceId: WorkspaceId; readonly at: Temporal.Instant }[],
): Promise<Touched[]> => {
  if (sensed.length === 0) return []
  const { rows } = await sql<TouchedRow>`
    WITH changed AS (
      UPDATE bookings b SET status = 'checked_in', checked_in_at = s.at, checked_in_by = 'sensor'
      FROM (
        SELECT workspace_id, max(at) AS at
        FROM unnest(${sensed.map(({ workspaceId }) => workspaceId)}::uuid[], ${sensed.map(({ at }) => at.toString())}::timestamptz[])
          AS word (workspace_id, at) GROUP BY workspace_id
      ) s JOIN workspace_cards c ON c.organisation_id = ${tx.organisation} AND c.workspace_id = s.workspace_id
      WHERE b.organisation_id = ${tx.organisation} AND b.workspace_id = s.workspace_id AND b.status = 'booked' AND c.sensor_checks_in
        AND b.from_at <= s.at + ${sensorLead} AND b.to_at > s.at AND b.to_at > ${tx.now.toString()}::timestamptz
      RETURNING b.id, b.person_id, b.workspace_id
    ),
    entered AS (${trail.recordFrom(tx, 'changed', 'bookings.checked_in', 'booking')})
    ${floorsOfChanged(tx)}`.execute(tx.db)
  return touched(rows)
}
