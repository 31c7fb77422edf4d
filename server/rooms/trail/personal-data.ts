import { purposes } from '#contract/purposes.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** Telemetry and insight never touch a person, so they write no entries that name one. */
const naming = purposes.filter((purpose) => purpose !== 'telemetry' && purpose !== 'insight')
const reference = {
  category: 'trail',
  whose: 'employee',
  purposes: naming,
  keep: { after: 'agreement_end', period: 'P0D' },
  form: 'reference',
} as const

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
        audit: 'si',
      },
      plain: [
        'organisation_id',
        'id',
        'at',
        'actor_kind',
        'purpose',
        'action',
        'subject_kind',
        'subject_id',
        'detail',
        'sequence',
      ],
      personal: { actor_id: reference, person_id: reference },
    },
  ],
}
