import { sql } from 'kysely'
import type { BookingId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as places from '../places/index.ts'
import type { InstantRange } from '../places/index.ts'
import * as trail from '../trail/index.ts'
import type { BookingRow } from './shapes.ts'

export type CheckedInBy = 'person' | 'qr' | 'door' | 'device' | 'sensor'

export type Wish = InstantRange & {
  readonly workspaceId: WorkspaceId
  /** Null at a door display: nobody by name. */
  readonly person: PersonId | null
  /** Set when whoever books stands there already. */
  readonly checkedInBy?: CheckedInBy
}

export type Alternative = { readonly workspaceId: string; readonly name: string; readonly zoneName: string | null }

type PlaceRow = Omit<BookingRow, 'booking_id' | 'person_id' | 'status' | 'from_at' | 'to_at' | 'held_until' | 'checked_in_at'> & {
  readonly bookable: boolean
  readonly opening_hours: places.LocationTimes['openingHours']
  readonly closed_days: { date: string; reason: string }[] | null
  readonly desk_window_days: number
  readonly room_window_days: number
  readonly taken: boolean
  readonly seated: boolean
  readonly made_id: BookingId | null
  readonly held_until: Temporal.Instant | null
  readonly alternatives: Alternative[] | null
}

/** Anything in force that overlaps: one look into bookings_by_workspace per workspace. */
export const overlapping = (tx: Tx, workspace: string, { from, to }: InstantRange) => sql`EXISTS (
  SELECT FROM bookings b
  WHERE b.organisation_id = ${tx.organisation} AND b.workspace_id = ${sql.raw(workspace)} AND b.status IN ('booked', 'checked_in')
    AND lower(b.during) < ${to.toString()}::timestamptz AND upper(b.during) > ${from.toString()}::timestamptz)`

/** Up to three free ones on the same floor, of the same kind, nearest on the plan first. `place` is a row of workspace_cards. */
export const nearestFree = (tx: Tx, period: InstantRange) => sql`(
  SELECT jsonb_agg(jsonb_build_object('workspaceId', a.workspace_id, 'name', a.workspace_name, 'zoneName', a.zone_name))
  FROM (
    SELECT c.workspace_id, c.workspace_name, c.zone_name
    FROM workspace_cards c
    WHERE c.organisation_id = ${tx.organisation} AND c.floor_id = place.floor_id AND c.kind = place.kind AND c.bookable
      AND c.workspace_id <> place.workspace_id AND NOT ${overlapping(tx, 'c.workspace_id', period)}
    ORDER BY (c.x - place.x) ^ 2 + (c.y - place.y) ^ 2, c.code
    LIMIT 3
  ) a)`

/**
 * Looks, books and records in one statement. What is seen to be taken is not tried, so that under a stampede the many who come too late write
 * nothing; for the few who race at the same moment the constraints decide (ON CONFLICT: no deadlock, the loser waits for the winner's commit).
 */
const attempt = async (tx: Tx, id: BookingId, wish: Wish): Promise<PlaceRow | undefined> => {
  const from = wish.from.toString()
  const to = wish.to.toString()
  const now = tx.now.toString()
  const by = wish.checkedInBy ?? null
  const { rows } = await sql<PlaceRow>`
    WITH place AS MATERIALIZED (
      SELECT c.*,
        ${overlapping(tx, 'c.workspace_id', wish)} AS taken,
        c.kind = 'desk' AND EXISTS (
          SELECT FROM bookings b
          WHERE b.organisation_id = ${tx.organisation} AND b.person_id = ${wish.person}::uuid AND b.kind = 'desk'
            AND b.status IN ('booked', 'checked_in')
            AND lower(b.during) < ${to}::timestamptz AND upper(b.during) > ${from}::timestamptz) AS seated
      FROM workspace_cards c
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
      WHERE place.bookable AND NOT place.taken AND NOT place.seated
      ON CONFLICT DO NOTHING
      RETURNING id, person_id, held_until
    ),
    entered AS (${trail.recordFrom(tx, 'made', 'bookings.booked', 'booking')})
    SELECT place.workspace_id, place.workspace_name, place.kind, place.bookable, place.zone_name, place.floor_id, place.floor_name,
      place.location_id, place.location_name, place.time_zone, place.opening_hours, place.closed_days, place.desk_window_days,
      place.room_window_days, place.taken, place.seated, made.id AS made_id, made.held_until,
      CASE WHEN place.taken THEN ${nearestFree(tx, wish)} END AS alternatives
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

/** Losing to somebody who then let go again is possible; not for ever. */
const mostAttempts = 4

/**
 * Books a workspace for a person, if the rules of its location and everybody else's bookings let them.
 * @returns the booking as a row of booking_cards
 * @throws Refusal not_found, workspace_not_bookable, closed_day, outside_opening_hours, outside_booking_window, workspace_taken (with the nearest
 *   alternatives), person_already_booked; the transaction must then not be committed
 */
export const book = async (tx: Tx, wish: Wish): Promise<BookingRow> => {
  const id = crypto.randomUUID() as BookingId
  for (let attempts = 1; ; attempts++) {
    const row = await attempt(tx, id, wish)
    if (row === undefined) throw new Refusal('not_found')
    if (!row.bookable) throw new Refusal('workspace_not_bookable', { workspace: row.workspace_name })
    const refusal = places.checkPeriod(rulesOf(row), row.kind, wish, tx.now)
    if (refusal !== null) throw refusal
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
    if (row.taken) throw taken(row)
    if (row.seated) throw new Refusal('person_already_booked')
    // Somebody committed between our look and our try: look again.
    if (attempts === mostAttempts) throw taken(row)
  }
}

const taken = (row: Pick<PlaceRow, 'workspace_name' | 'alternatives'>): Refusal =>
  new Refusal('workspace_taken', { workspace: row.workspace_name }, { alternatives: [...(row.alternatives ?? [])] })
