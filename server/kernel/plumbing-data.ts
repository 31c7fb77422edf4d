import { rowOf } from './purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from './purpose/personal-data.ts'

const mail = (form: PersonalColumn['form']): PersonalColumn => ({
  category: 'contact',
  whose: 'employee',
  purposes: ['sign_in', 'administration', 'rights', 'retention'],
  keep: { after: 'expiry', period: 'P0D' },
  form,
})

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
        security: 'i',
        retention: 'sid',
        jobs: 'sd',
      },
      plain: ['organisation_id', 'id', 'at', 'kind', 'payload'],
      personal: {},
    },
    // Address and words of a mail lie under the key of whom it is for; the row goes when the mail server has it, or when it is of no use any more.
    {
      table: 'mails',
      access: { sign_in: 'siud', administration: 'i', rights: 'sid', retention: 'sd' },
      plain: ['organisation_id', 'id'],
      personal: {
        person_id: mail('reference'),
        kind: mail('clear'),
        // A link in it opens the account.
        content_sealed: { ...mail('sealed'), secret: true },
        created_at: mail('clear'),
        attempts: mail('clear'),
        next_attempt_at: mail('clear'),
        expires_at: mail('clear'),
      },
      people: [rowOf('person_id')],
      keeping: [{ rule: 'files', since: 'expires_at', act: 'row_goes' }],
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
