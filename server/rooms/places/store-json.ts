import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { LocationShape, WorkspaceShape, ZoneShape } from './shapes.ts'

/** How rows go out, field by field. Each is an SQL expression over the table under its usual letter. */
export const workspaceJson: RawBuilder<WorkspaceShape> = sql`jsonb_build_object(
  'id', w.id, 'floorId', w.floor_id, 'zoneId', w.zone_id, 'code', w.code, 'kind', w.kind, 'name', w.name, 'type', w.type,
  'seats', w.seats, 'equipment', to_jsonb(w.equipment), 'bookable', w.bookable, 'x', w.x, 'y', w.y, 'turn', w.turn,
  'width', w.width, 'depth', w.depth)`

export const zoneJson: RawBuilder<ZoneShape> = sql`jsonb_build_object(
  'id', z.id, 'floorId', z.floor_id, 'name', z.name, 'polygon', z.polygon, 'teamId', z.team_id)`

const closedDaysJson = sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('date', d.date, 'reason', d.reason) ORDER BY d.date)
  FROM closed_days d WHERE d.organisation_id = l.organisation_id AND d.location_id = l.id), '[]')`

const countOf = (kind: 'desk' | 'room') => sql`(SELECT count(*) FROM workspaces w
  WHERE w.organisation_id = f.organisation_id AND w.floor_id = f.id AND w.kind = ${sql.lit(kind)})`

const floorsJson = sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', f.id, 'locationId', f.location_id, 'name', f.name, 'level', f.level,
    'desks', ${countOf('desk')}, 'rooms', ${countOf('room')}) ORDER BY f.level, f.name)
  FROM floors f WHERE f.organisation_id = l.organisation_id AND f.location_id = l.id), '[]')`

const locationFields = sql`jsonb_build_object(
  'name', l.name, 'address', l.address, 'latitude', l.latitude, 'longitude', l.longitude, 'timeZone', l.time_zone,
  'openingHours', l.opening_hours, 'closedDays', ${closedDaysJson}, 'deskWindowDays', l.desk_window_days,
  'roomWindowDays', l.room_window_days, 'checkInGraceMinutes', l.check_in_grace_minutes, 'sensorChecksIn', l.sensor_checks_in)`

/** The fields that a location's file holds as well. */
export const locationFieldsJson = locationFields as RawBuilder<Omit<LocationShape, 'id' | 'floors'>>

export const locationJson = sql`${locationFields} || jsonb_build_object('id', l.id, 'floors', ${floorsJson})` as RawBuilder<LocationShape>
