import { sql } from 'kysely'
import type { LocationFile } from '#contract/endpoints/location-file.ts'
import type { LocationId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { found } from './conflicts.ts'
import type { ReadyLocation } from './location-file.ts'
import { shownPlan } from './plan.ts'
import type { KeptPlan } from './plan.ts'
import { locationFieldsJson } from './store-json.ts'
import { insertLocation } from './store-locations.ts'

export const readLocationNames = async (tx: Tx): Promise<Set<string>> => {
  const rows = await tx.db.selectFrom('locations').select('name').where('organisation_id', '=', tx.organisation).execute()
  return new Set(rows.map((row) => row.name))
}

/**
 * Writes a whole location, one statement per table.
 * @throws Refusal name_taken
 */
export const insertWhole = async (tx: Tx, ready: ReadyLocation): Promise<void> => {
  await insertLocation(tx, ready.id, ready.fields)
  const floors = ready.floors.map(({ id, name, level, plan }) => ({ id, name, level, ...plan }))
  await Promise.all([
    sql`
      INSERT INTO floors (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box)
      SELECT ${tx.organisation}, n.id, ${ready.id}, n.name, n.level, n.kind, n.content, n."viewBox"
      FROM jsonb_to_recordset(${JSON.stringify(floors)}::jsonb)
        AS n (id uuid, name text, level int, kind text, content text, "viewBox" float8[])`.execute(tx.db),
    sql`
      INSERT INTO zones (organisation_id, id, floor_id, name, polygon, team_id)
      SELECT ${tx.organisation}, n.id, n."floorId", n.name, n.polygon, n."teamId"
      FROM jsonb_to_recordset(${JSON.stringify(ready.zones)}::jsonb)
        AS n (id uuid, "floorId" uuid, name text, polygon jsonb, "teamId" uuid)`.execute(tx.db),
    sql`
      INSERT INTO workspaces (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment,
        bookable, x, y, turn, width, depth)
      SELECT ${tx.organisation}, n.id, ${ready.id}, n."floorId", n."zoneId", n.kind, n.type, n.name, n.code, n."qrCode", n.seats,
        n.equipment, n.bookable, n.x, n.y, n.turn, n.width, n.depth
      FROM jsonb_to_recordset(${JSON.stringify(ready.workspaces)}::jsonb)
        AS n (id uuid, "floorId" uuid, "zoneId" uuid, kind text, type text, name text, code text, "qrCode" text, seats int,
          equipment text[], bookable boolean, x float8, y float8, turn float8, width float8, depth float8)`.execute(tx.db),
  ])
}

type FileFloor = LocationFile['floors'][number]
type FloorRow = Pick<FileFloor, 'name' | 'level' | 'workspaces'> & {
  readonly zones: readonly (FileFloor['zones'][number] & { readonly teamId: string | null })[]
  readonly plan_kind: KeptPlan['kind'] | null
  readonly plan: string | null
  readonly plan_view_box: KeptPlan['viewBox'] | null
}

/**
 * A whole location in the form of the import, in an order of its own: floors by level, zones by name, workspaces by code.
 * @param teamNames the organisation's teams by id
 * @throws Refusal not_found
 */
export const readWhole = async (tx: Tx, id: LocationId, teamNames: ReadonlyMap<string, string>): Promise<LocationFile> => {
  const [{ rows: locations }, { rows: floors }] = await Promise.all([
    sql<{ location: LocationFile['location'] }>`
      SELECT ${locationFieldsJson} AS location FROM locations l
      WHERE l.organisation_id = ${tx.organisation} AND l.id = ${id}`.execute(tx.db),
    sql<FloorRow>`
      SELECT f.name, f.level, f.plan_kind, f.plan, f.plan_view_box,
        coalesce((SELECT jsonb_agg(jsonb_build_object('name', z.name, 'polygon', z.polygon, 'teamId', z.team_id) ORDER BY z.name)
          FROM zones z WHERE z.organisation_id = f.organisation_id AND z.floor_id = f.id), '[]') AS zones,
        coalesce((SELECT jsonb_agg(jsonb_build_object('code', w.code, 'kind', w.kind, 'name', w.name, 'type', w.type,
            'seats', w.seats, 'equipment', to_jsonb(w.equipment), 'bookable', w.bookable, 'x', w.x, 'y', w.y, 'turn', w.turn,
            'width', w.width, 'depth', w.depth, 'zone', z.name) ORDER BY w.code)
          FROM workspaces w LEFT JOIN zones z ON z.organisation_id = w.organisation_id AND z.id = w.zone_id
          WHERE w.organisation_id = f.organisation_id AND w.floor_id = f.id), '[]') AS workspaces
      FROM floors f WHERE f.organisation_id = ${tx.organisation} AND f.location_id = ${id} ORDER BY f.level, f.name`.execute(tx.db),
  ])
  return {
    format: 'vrijplek-location/1',
    location: found(locations[0]).location,
    floors: floors.map(({ plan_kind: kind, plan: content, plan_view_box: viewBox, zones, ...floor }) => ({
      ...floor,
      plan: kind === null || content === null || viewBox === null ? null : shownPlan({ kind, content, viewBox }),
      zones: zones.map(({ teamId, ...zone }) => {
        const teamName = teamId === null ? undefined : teamNames.get(teamId)
        return teamName === undefined ? zone : { ...zone, teamName }
      }),
    })),
  }
}
