import type { FloorId, WorkspaceId, ZoneId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { timesOf } from '../places/index.ts'
import type { LocationTimes, TimesRow } from '../places/index.ts'
import type { BookingFact, WorkspaceFacts } from './facts.ts'
import { ask, bookingFact, bookingsOf, factColumns, sensorsAndClimate, startOfDay, workspaceFacts } from './store.ts'
import type { BookingRow, FactRow } from './store.ts'

const timesColumns = `w.location_name AS "locationName", w.time_zone AS "timeZone", w.opening_hours AS "openingHours", w.closed_days AS "closedDays",
    w.desk_window_days AS "deskWindowDays", w.room_window_days AS "roomWindowDays"`

/** $1 organisation, $2 workspace, $3 now, $4 day or null for today at the location. Bookings of the whole day, also what is over by now. */
const dayQuery = `SELECT d.date, ${timesColumns}, b.bookings
  FROM workspace_cards w
  CROSS JOIN LATERAL (SELECT coalesce($4::date, ($3::timestamptz AT TIME ZONE w.time_zone)::date) AS date) d
  ${bookingsOf(startOfDay('d.date'), startOfDay('d.date + 1'))}
  WHERE w.organisation_id = $1 AND w.workspace_id = $2`

export type WorkspaceDay = {
  readonly date: string
  readonly times: LocationTimes
  /** In force and touching the day, in order. */
  readonly bookings: readonly BookingFact[]
}

/**
 * One workspace through one day of its location's calendar, today when none is given, in one statement.
 * @throws Refusal not_found
 */
export const readDay = async (tx: Tx, workspaceId: WorkspaceId, date: string | null): Promise<WorkspaceDay> => {
  type Row = TimesRow & { readonly date: string; readonly bookings: readonly BookingRow[] | null }
  const [row] = await ask<Row>(tx, dayQuery, [workspaceId, tx.now.toString(), date])
  if (row === undefined) throw new Refusal('not_found')
  return { date: row.date, times: timesOf(row), bookings: row.bookings?.map(bookingFact) ?? [] }
}

/** $1 organisation, $2 workspaces, $3 now. */
const displayQuery = `SELECT ${factColumns}, ${timesColumns}, w.workspace_name AS name, w.kind, w.seats, w.equipment, w.floor_id AS "floorId", d.date
  FROM workspace_cards w
  CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE w.time_zone)::date AS date) d
  ${sensorsAndClimate}
  ${bookingsOf(startOfDay('d.date'), startOfDay('d.date + 1'))}
  WHERE w.organisation_id = $1 AND w.workspace_id = any($2::uuid[])`

/** What a display at a workspace shows, before it is put in words: a tablet at a door, or a device at a desk or room. */
export type DisplayFacts = {
  readonly nowMs: number
  readonly floorId: FloorId
  readonly name: string
  readonly kind: 'desk' | 'room'
  readonly seats: number
  readonly equipment: readonly string[]
  /** Today at the location. */
  readonly date: string
  readonly times: LocationTimes
  /** Its bookings are those of the whole day. */
  readonly workspace: WorkspaceFacts
}

/** What displays at these workspaces show, in one statement; a workspace that is gone is left out. */
export const readDisplays = async (tx: Tx, workspaces: readonly WorkspaceId[]): Promise<DisplayFacts[]> => {
  type Row = FactRow & TimesRow & Omit<DisplayFacts, 'nowMs' | 'times' | 'workspace'>
  const rows = await ask<Row>(tx, displayQuery, [workspaces, tx.now.toString()])
  return rows.map((row) => ({
    nowMs: tx.now.epochMilliseconds,
    floorId: row.floorId,
    name: row.name,
    kind: row.kind,
    seats: row.seats,
    equipment: row.equipment,
    date: row.date,
    times: timesOf(row),
    workspace: workspaceFacts(row),
  }))
}

/** $1 organisation, $2 floor, $3 from, $4 to. One row, so that the location's times come once; none when the floor has no workspace. */
const availabilityQuery = `SELECT ${timesColumns}, (
    SELECT json_agg(json_build_array(s.workspace_id, s.workspace_name, s.kind, s.zone_id, s.bookable AND NOT EXISTS (
      SELECT FROM current_bookings b WHERE b.organisation_id = $1 AND b.workspace_id = s.workspace_id AND b.from_at < $4 AND b.to_at > $3
    )) ORDER BY s.workspace_name, s.workspace_id)
    FROM workspace_cards s WHERE s.organisation_id = $1 AND s.floor_id = $2) AS workspaces
  FROM workspace_cards w
  WHERE w.organisation_id = $1 AND w.floor_id = $2
  LIMIT 1`

type AvailableRow = readonly [
  id: WorkspaceId,
  name: string,
  kind: 'desk' | 'room',
  zoneId: ZoneId | null,
  free: boolean,
]

export type FloorAvailability = {
  readonly times: LocationTimes
  readonly workspaces: readonly {
    readonly id: WorkspaceId
    readonly name: string
    readonly kind: 'desk' | 'room'
    readonly zoneId: ZoneId | null
    /** Bookable, and nobody has booked it for any of that time. */
    readonly free: boolean
  }[]
}

/** What of a floor is free for a period, in one statement; null when the floor has no workspace or does not exist. */
export const readAvailability = async (
  tx: Tx,
  floorId: FloorId,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<FloorAvailability | null> => {
  type Row = TimesRow & { readonly workspaces: readonly AvailableRow[] }
  const [row] = await ask<Row>(tx, availabilityQuery, [floorId, from.toString(), to.toString()])
  if (row === undefined) return null
  return {
    times: timesOf(row),
    workspaces: row.workspaces.map(([id, name, kind, zoneId, free]) => ({ id, name, kind, zoneId, free })),
  }
}
