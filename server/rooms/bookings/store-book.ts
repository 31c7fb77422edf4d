import { sql } from 'kysely'
import type { BookingId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as places from '../places/index.ts'
import type { InstantRange } from '../places/index.ts'
import * as trail from '../trail/index.ts'
import type { Place } from './contests.ts'
import { nearest } from './nearest.ts'
import type { BookingRow } from './shapes.ts'
import { isSeated, readFree } from './store-free.ts'

export type CheckedInBy = 'person' | 'qr' | 'door' | 'device' | 'sensor'

export type Wish = InstantRange & {
  readonly workspaceId: WorkspaceId
  /** Null at a door display: nobody by name. */
  readonly person: PersonId | null
  /** Set when whoever books stands there already. */
  readonly checkedInBy?: CheckedInBy
}

type PlaceRow = Omit<BookingRow, 'booking_id' | 'person_id' | 'status' | 'from_at' | 'to_at' | 'held_until' | 'checked_in_at'> & {
  readonly bookable: boolean
  readonly opening_hours: places.LocationTimes['openingHours']
  readonly closed_days: { date: string; reason: string }[] | null
  readonly desk_window_days: number
  readonly room_window_days: number
  readonly x: number
  readonly y: number
  readonly made_id: BookingId | null
  readonly held_until: Temporal.Instant | null
}

/**
 * Looks, books and records in one statement. Who comes too late writes nothing: the constraints are asked before a row is made (ON CONFLICT: no
 * deadlock). Who races at the same moment waits for the winner's commit, and then makes nothing either.
 */
const attempt = async (tx: Tx, id: BookingId, wish: Wish): Promise<PlaceRow | undefined> => {
  const from = wish.from.toString()
  const to = wish.to.toString()
  const now = tx.now.toString()
  const by = wish.checkedInBy ?? null
  const { rows } = await sql<PlaceRow>`
    WITH place AS MATERIALIZED (
      SELECT c.* FROM workspace_cards c
      WHERE c.organisation_id = ${tx.organisation} AND c.workspace_id = ${wish.workspaceId}
    ),
    made AS (
      INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by,
        created_at)
      SELECT ${tx.organisation}, ${id}, place.workspace_id, place.kind, ${wish.person}::uuid,
        tstzrange(${from}, ${to}), CASE WHEN ${by}::text IS NULL THEN 'booked' ELSE 'checked_in' END,
        least(${to}::timestamptz, greatest(${from}::timestamptz, ${now}::timestamptz) + place.check_in_grace_minutes * interval '1 minute'),
        CASE WHEN ${by}::text IS NULL THEN NULL ELSE ${now}::timestamptz END, ${by}::text, ${now}::timestamptz
      FROM place
      WHERE place.bookable
      ON CONFLICT DO NOTHING
      RETURNING id, person_id, held_until
    ),
    entered AS (${trail.recordFrom(tx, 'made', 'bookings.booked', 'booking')})
    SELECT place.workspace_id, place.workspace_name, place.kind, place.bookable, place.zone_name, place.floor_id, place.floor_name,
      place.location_id, place.location_name, place.time_zone, place.opening_hours, place.closed_days, place.desk_window_days,
      place.room_window_days, place.x, place.y, made.id AS made_id, made.held_until
    FROM place LEFT JOIN made ON true`.execute(tx.db)
  return rows[0]
}

/** A row of workspace_cards with the rules of its location. */
export const rulesOf = (
  row: Pick<PlaceRow, 'location_name' | 'time_zone' | 'opening_hours' | 'closed_days' | 'desk_window_days' | 'room_window_days'>,
): places.LocationTimes =>
  places.timesOf({
    locationName: row.location_name,
    timeZone: row.time_zone,
    openingHours: row.opening_hours,
    closedDays: row.closed_days,
    deskWindowDays: row.desk_window_days,
    roomWindowDays: row.room_window_days,
  })

/** Losing to somebody who then let go again is possible, and worth another try; not for ever. */
const mostAttempts = 4

/**
 * Books a workspace for a person, if the rules of its location and everybody else's bookings let them. `see` is told the place, once its rules allow.
 * @returns the booking as a row of booking_cards
 * @throws Refusal not_found, workspace_not_bookable, closed_day, outside_opening_hours, outside_booking_window, workspace_taken (with the nearest
 *   alternatives), person_already_booked; the transaction must then not be committed
 */
export const book = async (tx: Tx, wish: Wish, see: (place: Place) => void = () => {}): Promise<BookingRow> => {
  const id = crypto.randomUUID() as BookingId
  for (let attempts = 1; ; attempts++) {
    const row = await attempt(tx, id, wish)
    if (row === undefined) throw new Refusal('not_found')
    if (!row.bookable) throw new Refusal('workspace_not_bookable', { workspace: row.workspace_name })
    const refusal = places.checkPeriod(rulesOf(row), row.kind, wish, tx.now)
    if (refusal !== null) throw refusal
    see(row)
    if (row.made_id !== null && row.held_until !== null) {
      return {
        ...row,
        booking_id: row.made_id,
        person_id: wish.person,
        status: wish.checkedInBy === undefined ? 'booked' : 'checked_in',
        from_at: wish.from,
        to_at: wish.to,
        held_until: row.held_until,
        checked_in_at: wish.checkedInBy === undefined ? null : tx.now,
      }
    }
    const free = await readFree(tx, { floorId: row.floor_id, kind: row.kind, from: wish.from, to: wish.to })
    const isFree = free.some(({ workspaceId }) => workspaceId === wish.workspaceId)
    if (isFree && row.kind === 'desk' && wish.person !== null && (await isSeated(tx, wish.person, wish))) {
      throw new Refusal('person_already_booked')
    }
    if (!isFree || attempts === mostAttempts) {
      throw new Refusal('workspace_taken', { workspace: row.workspace_name }, { alternatives: nearest(free, row) })
    }
  }
}
