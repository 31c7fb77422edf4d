import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** Devices and their words are no personal data by themselves; nothing here points to a person. */
export const declaration: RoomDeclaration = {
  room: 'devices',
  tables: [
    {
      table: 'sources',
      access: { administration: 'sid', telemetry: 'su', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'kind', 'name', 'secret_hash', 'created_at', 'last_used_at'],
      personal: {},
    },
    {
      table: 'devices',
      access: { administration: 'siu', telemetry: 's', booking: 's', presence: 's', insight: 's', rights: 's', retention: 'sd', support: 's' },
      plain: ['organisation_id', 'id', 'dev_eui', 'model', 'kind', 'name', 'created_at', 'retired_at'],
      personal: {},
    },
    {
      table: 'device_links',
      access: { administration: 'siud', telemetry: 's', booking: 's', presence: 's', insight: 's', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'device_id', 'region', 'workspace_id', 'zone_id', 'during'],
      personal: {},
    },
    {
      table: 'decoders',
      access: { administration: 'siu', telemetry: 's', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'model', 'version', 'source', 'state', 'tried_at', 'created_at'],
      personal: {},
    },
    {
      table: 'seen_devices',
      access: { administration: 'sd', telemetry: 'siu', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'source_id', 'dev_eui', 'first_seen_at', 'last_seen_at', 'uplinks'],
      personal: {},
    },
    {
      table: 'uplink_refusals',
      access: { administration: 'sd', telemetry: 'siu', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'source_id', 'date', 'reason', 'uplinks'],
      personal: {},
    },
    {
      table: 'device_frames',
      access: { administration: 'si', telemetry: 'siu', rights: 's', retention: 'sd', support: 's' },
      plain: [
        'organisation_id',
        'device_id',
        'frames',
        'last_seen_at',
        'battery_pct',
        'battery_v',
        'battery_at',
        'battery_low',
        'silent_after',
        'stuck',
      ],
      personal: {},
    },
    {
      table: 'door_pairings',
      access: { sign_in: 'siud', administration: 'su', retention: 'sd' },
      plain: ['code_hash', 'secret_hash', 'expires_at', 'tenant_id', 'workspace_id'],
      personal: {},
    },
    {
      table: 'doors',
      access: { administration: 'sid', sign_in: 'si', presence: 's', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'workspace_id', 'token_hash', 'paired_at'],
      personal: {},
    },
  ],
}
