import { rowOf } from './purpose/personal-data.ts'
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
    // Read and written by the schema's owner alone, before anything opens and after each line of the journal.
    { table: 'erasures_taken_in', access: {}, plain: ['one', 'journal_n', 'journal_head'], personal: {} },
    {
      table: 'outbox',
      access: {
        sign_in: 'i',
        booking: 'i',
        presence: 'i',
        administration: 'i',
        telemetry: 'i',
        rights: 'i',
        retention: 'sid',
        jobs: 'sd',
      },
      plain: ['organisation_id', 'id', 'at', 'kind', 'payload'],
      personal: {},
    },
    {
      table: 'files',
      access: { rights: 'siud', retention: 'sd' },
      plain: [
        'organisation_id',
        'id',
        'room',
        'kind',
        'name',
        'media_type',
        'size',
        'sha256',
        'created_at',
        'expires_at',
      ],
      personal: {
        person_id: {
          category: 'export',
          whose: 'employee',
          purposes: ['rights', 'retention'],
          keep: { after: 'expiry', period: 'P0D' },
          form: 'reference',
        },
      },
      people: [rowOf('person_id')],
      keeping: [{ rule: 'files', since: 'expires_at', act: 'row_goes' }],
    },
  ],
}
