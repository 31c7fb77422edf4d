import { sql } from 'kysely'
import type { FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

type PlaceRow = {
  readonly person_id: PersonId
  readonly workspace_id: WorkspaceId
  readonly workspace_name: string
  readonly zone_name: string | null
  readonly floor_id: FloorId
  readonly floor_name: string
  readonly location_name: string
  readonly time_zone: string
  readonly from_at: Temporal.Instant
}

/**
 * Where people have a place on a calendar day of its location (today there, when null): the one that runs, else the next; a desk before a room.
 * Purposes `presence`, `booking`. Give only people whom the viewer may see.
 */
export const readPlaces = async (tx: Tx, people: readonly PersonId[], date: string | null): Promise<Map<PersonId, PlaceRow>> => {
  if (people.length === 0) return new Map()
  const now = sql`${tx.now.toString()}::timestamptz`
  const day = sql`coalesce(${date}::date, (${now} AT TIME ZONE time_zone)::date)`
  const { rows } = await sql<PlaceRow>`
    SELECT DISTINCT ON (person_id) person_id, workspace_id, workspace_name, zone_name, floor_id, floor_name, location_name, time_zone, from_at
    FROM booking_cards
    WHERE organisation_id = ${tx.organisation} AND person_id = ANY (${people}::uuid[]) AND status IN ('booked', 'checked_in') AND to_at > ${now}
      AND from_at < (${day} + 1)::timestamp AT TIME ZONE time_zone AND to_at > ${day}::timestamp AT TIME ZONE time_zone
    ORDER BY person_id, from_at <= ${now} DESC, kind, from_at`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, row]))
}
