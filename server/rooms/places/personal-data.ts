import type { RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'

/** Buildings are no personal data. A zone may be set aside for a team, never for a person. */
const place = (table: string, plain: readonly string[]): TableDeclaration => ({
  table,
  access: { booking: 's', presence: 's', administration: 'siud', telemetry: 's', insight: 's', rights: 's', retention: 'sd' },
  plain,
  personal: {},
})

export const declaration: RoomDeclaration = {
  room: 'places',
  tables: [
    place('locations', [
      'organisation_id',
      'id',
      'name',
      'address',
      'latitude',
      'longitude',
      'time_zone',
      'opening_hours',
      'desk_window_days',
      'room_window_days',
      'check_in_grace_minutes',
      'sensor_checks_in',
    ]),
    place('closed_days', ['organisation_id', 'location_id', 'date', 'reason']),
    place('floors', ['organisation_id', 'id', 'location_id', 'name', 'level', 'plan_kind', 'plan', 'plan_view_box']),
    place('zones', ['organisation_id', 'id', 'floor_id', 'name', 'polygon', 'team_id']),
    place('workspaces', [
      'organisation_id',
      'id',
      'location_id',
      'floor_id',
      'zone_id',
      'kind',
      'type',
      'name',
      'code',
      'qr_code',
      'seats',
      'equipment',
      'bookable',
      'x',
      'y',
      'turn',
      'width',
      'depth',
    ]),
  ],
}
