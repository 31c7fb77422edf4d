import type { RoomDeclaration } from './purpose/personal-data.ts'

/** The kernel's own tables. Events carry ids of bookings, workspaces and devices, never of people. */
export const declaration: RoomDeclaration = {
  room: 'kernel',
  tables: [
    {
      table: 'tenants',
      access: { sign_in: 'si', retention: 'sd', jobs: 's' },
      plain: ['id', 'created_at'],
      personal: {},
    },
    {
      table: 'outbox',
      access: {
        sign_in: 'i',
        booking: 'i',
        presence: 'i',
        administration: 'i',
        telemetry: 'i',
        rights: 'i',
        retention: 'i',
        jobs: 'sd',
      },
      plain: ['organisation_id', 'id', 'at', 'kind', 'payload'],
      personal: {},
    },
  ],
}
