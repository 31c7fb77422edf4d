import { sql } from 'kysely'
import type { BookingId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { InstantRange } from '../places/index.ts'
import type { BookingRow } from './shapes.ts'

export const cardColumns = sql`booking_id, person_id, status, from_at, to_at, held_until, checked_in_at, workspace_id, workspace_name, kind,
  zone_name, floor_id, floor_name, location_id, location_name, time_zone`

/**
 * One booking of a person; that of somebody else is as good as none.
 * @throws Refusal not_found
 */
export const readBooking = async (tx: Tx, person: PersonId, id: BookingId): Promise<BookingRow> => {
  const { rows } = await sql<BookingRow>`
    SELECT ${cardColumns} FROM booking_cards
    WHERE organisation_id = ${tx.organisation} AND booking_id = ${id} AND person_id = ${person}`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** A person's bookings that touch a period, in order. */
export const readBookingsOf = async (tx: Tx, person: PersonId, { from, to }: InstantRange): Promise<BookingRow[]> => {
  const { rows } = await sql<BookingRow>`
    SELECT ${cardColumns} FROM booking_cards
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person}
      AND to_at > ${from.toString()}::timestamptz AND from_at < ${to.toString()}::timestamptz
    ORDER BY from_at, booking_id`.execute(tx.db)
  return rows
}
