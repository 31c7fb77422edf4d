import type { RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'

/** Readings say that a place is in use, never by whom; telemetry has no person column at all. */
const sensed = (table: string, plain: readonly string[]): TableDeclaration => ({
  table,
  access: { telemetry: 'siud', presence: 's', booking: 's', administration: 's', insight: 's', retention: 'sd' },
  plain,
  personal: {},
})

export const declaration: RoomDeclaration = {
  room: 'occupancy',
  tables: [
    sensed('readings', ['organisation_id', 'device_id', 'at', 'f_cnt', 'received_at', 'measurement']),
    sensed('presence', [
      'organisation_id',
      'device_id',
      'region',
      'workspace_id',
      'zone_id',
      'occupied',
      'since_at',
      'last_at',
      'holds_until',
      'stuck',
      'state',
    ]),
    sensed('occupied_intervals', [
      'organisation_id',
      'device_id',
      'region',
      'from_at',
      'to_at',
      'workspace_id',
      'zone_id',
    ]),
    sensed('people_counts', ['organisation_id', 'device_id', 'from_at', 'workspace_id', 'zone_id', 'people']),
    sensed('climate_now', [
      'organisation_id',
      'device_id',
      'workspace_id',
      'zone_id',
      'at',
      'temperature_c',
      'humidity_pct',
      'co2_ppm',
      'pressure_hpa',
      'tvoc_iaq',
      'people',
      'people_at',
      'state',
    ]),
  ],
}
