import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const acceptance = (whose: PersonalColumn['whose'], purposes: PersonalColumn['purposes']): PersonalColumn => ({
  category: 'acceptance',
  whose,
  purposes,
  keep: { after: 'agreement_end', period: 'P0D' },
  form: 'reference',
})

export const declaration: RoomDeclaration = {
  room: 'agreement',
  tables: [
    {
      table: 'agreements',
      access: { administration: 'siu', sign_in: 's', rights: 's', retention: 'sud', audit: 's' },
      plain: [
        'organisation_id',
        'id',
        'version',
        'language',
        'text_hash',
        'parameters',
        'formed_by',
        'accepted_at',
        'warranted_lawful',
        'ended_at',
      ],
      personal: { accepted_by: acceptance('manager', ['administration', 'rights', 'retention', 'audit']) },
      people: [{ column: 'accepted_by', about: true, whenErased: { emptied: ['accepted_by'] } }],
    },
    {
      table: 'privacy_notice_acceptances',
      access: { rights: 'sid', retention: 'sd', audit: 's' },
      plain: ['organisation_id', 'version', 'language', 'text_hash', 'accepted_at'],
      personal: { person_id: acceptance('employee', ['rights', 'retention', 'audit']) },
      people: [rowOf('person_id')],
    },
  ],
}
