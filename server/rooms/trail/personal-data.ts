import { purposes } from '#contract/purposes.ts'
import type { Purpose } from '#contract/purposes.ts'
import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** Telemetry and insight never touch a person, so they write no entries that name one. */
const naming = purposes.filter((purpose) => purpose !== 'telemetry' && purpose !== 'insight')

const column = (
  allowed: readonly Purpose[],
  form: PersonalColumn['form'],
  keep: PersonalColumn['keep'] = { after: 'creation', period: 'P730D' },
): PersonalColumn => ({ category: 'trail', whose: 'employee', purposes: allowed, keep, form })

const reference = column(naming, 'reference')
/** What makes an entry part of the log: nobody writes it along with the fact. */
const proving = ['rights', 'retention', 'audit'] as const
const look = (form: PersonalColumn['form']) => column(['rights', 'retention', 'audit'], form, { after: 'creation', period: 'P90D' })

const who = ['actor_id', 'salt_who']
const whom = ['person_id', 'subject_id', 'salt_whom']

export const declaration: RoomDeclaration = {
  room: 'trail',
  tables: [
    {
      table: 'trail_entries',
      access: {
        sign_in: 'i',
        booking: 'i',
        presence: 'i',
        administration: 'i',
        rights: 'si',
        retention: 'siud',
        security: 'si',
        support: 'i',
        audit: 'siu',
      },
      plain: ['organisation_id', 'id', 'at', 'actor_kind', 'purpose', 'action', 'subject_kind', 'subject_id', 'detail'],
      personal: {
        actor_id: reference,
        person_id: reference,
        sequence: column(proving, 'clear', { after: 'agreement_end', period: 'P0D' }),
        salt_who: column(proving, 'hash'),
        salt_whom: column(proving, 'hash'),
        salt_what: column(proving, 'hash', { after: 'agreement_end', period: 'P0D' }),
        commitments: column(proving, 'hash', { after: 'agreement_end', period: 'P0D' }),
      },
      // An entry that is not committed to yet gets its commitments first: `erasePerson`.
      people: [
        { column: 'actor_id', when: `actor_kind = 'person'`, about: false, whenErased: { emptied: who } },
        { column: 'person_id', about: true, whenErased: { emptied: whom } },
        { column: 'subject_id', when: `subject_kind = 'person'`, about: true, whenErased: { emptied: whom } },
      ],
      keeping: [{ rule: 'trail', since: 'at', when: 'sequence IS NOT NULL', act: { emptied: [...who, ...whom] } }],
    },
    {
      table: 'trail_heads',
      access: { rights: 's', retention: 'sd', audit: 'siu' },
      plain: ['organisation_id', 'size', 'root', 'checkpoint', 'at'],
      personal: {},
    },
    {
      table: 'trail_tiles',
      access: { rights: 's', retention: 'sd', audit: 'siu' },
      plain: ['organisation_id', 'level', 'index', 'hashes'],
      personal: {},
    },
    {
      table: 'trail_checkpoints',
      access: { rights: 's', retention: 'sd', audit: 'si' },
      plain: ['organisation_id', 'size', 'root', 'note', 'at'],
      personal: {},
    },
    {
      table: 'trail_witnesses',
      access: { rights: 's', retention: 'sd', audit: 'sid' },
      plain: ['organisation_id', 'name', 'public_key', 'added_at'],
      personal: {},
    },
    {
      table: 'trail_cosignatures',
      access: { rights: 's', retention: 'sd', audit: 'siu' },
      plain: ['organisation_id', 'size', 'witness', 'line', 'signed_at'],
      personal: {},
    },
    {
      table: 'trail_looks',
      access: { rights: 's', retention: 'sud', audit: 'siu' },
      plain: ['organisation_id', 'hour', 'purpose', 'view', 'salt', 'closed'],
      personal: {
        subject_id: look('reference'),
        viewer_kind: look('clear'),
        viewer_id: look('reference'),
        viewer_role: look('clear'),
        times: look('clear'),
      },
      people: [
        rowOf('subject_id'),
        { column: 'viewer_id', when: `viewer_kind = 'person'`, about: false, whenErased: { emptied: ['viewer_id'] } },
      ],
      keeping: [{ rule: 'looks', since: 'hour', when: 'closed', act: 'row_goes' }],
    },
  ],
}
