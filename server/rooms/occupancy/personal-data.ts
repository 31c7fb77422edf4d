import type { Keeping, RoomDeclaration, TableDeclaration } from '#kernel/purpose/personal-data.ts'

/** Readings say that a place is in use, never by whom; telemetry has no person column at all. */
const sensed = (table: string, plain: readonly string[], keeping: readonly Keeping[] = []): TableDeclaration => ({
  table,
  access: { telemetry: 'siud', presence: 's', booking: 's', administration: 's', insight: 's', rights: 's', retention: 'sd' },
  plain,
  personal: {},
  keeping,
})
const published = (table: string, plain: readonly string[]): TableDeclaration => ({
  table,
  view: true,
  access: { presence: 's', booking: 's', administration: 's' },
  plain,
  personal: {},
})

const place = ['link_id', 'workspace_id', 'zone_id']

export const declaration: RoomDeclaration = {
  room: 'occupancy',
  tables: [
    sensed('readings', ['organisation_id', 'device_id', 'at', 'f_cnt', 'received_at', 'measurement'], [
      { rule: 'readings', since: 'at', act: 'partition_goes' },
    ]),
    sensed('presence', [
      'organisation_id',
      'device_id',
      'region',
      'link_id',
      'occupied',
      'since_at',
      'holds_until',
      'unknown_from',
      'stuck',
      'people',
      'people_until',
      'state',
    ]),
    sensed('occupied_intervals', ['organisation_id', 'device_id', 'region', 'from_at', 'to_at', 'what', 'stuck', ...place], [
      { rule: 'intervals', since: 'to_at', act: 'row_goes' },
    ]),
    sensed('people_counts', ['organisation_id', 'device_id', 'from_at', 'people', ...place], [
      { rule: 'intervals', since: 'from_at', act: 'row_goes' },
    ]),
    sensed('climate_now', [
      'organisation_id',
      'device_id',
      'link_id',
      'at',
      'temperature_c',
      'humidity_pct',
      'co2_ppm',
      'pressure_hpa',
      'tvoc_iaq',
      'state',
    ]),
    published('workspace_presence', ['organisation_id', 'workspace_id', 'sensors']),
    published('workspace_climate', [
      'organisation_id',
      'workspace_id',
      'people',
      'people_until',
      'temperature_c',
      'humidity_pct',
      'co2_ppm',
      'at',
    ]),
  ],
}
