import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const reference: PersonalColumn = {
  category: 'account',
  whose: 'employee',
  purposes: ['administration', 'rights', 'retention', 'audit'],
  keep: { after: 'account_end', period: 'P0D' },
  form: 'reference',
}
const access = { administration: 'siu', rights: 's', retention: 'sud', audit: 's' } as const

/** What a review found stays as evidence (G6.2g); whose it was, who gave it and who answered goes with each of them. */
export const declaration: RoomDeclaration = {
  room: 'assurance',
  tables: [
    {
      table: 'access_reviews',
      access,
      plain: ['organisation_id', 'id', 'started_at', 'due_at', 'closed_at', 'told'],
      personal: { started_by: reference },
      people: [{ column: 'started_by', about: false, whenErased: { emptied: ['started_by'] } }],
    },
    {
      table: 'review_items',
      access,
      plain: ['organisation_id', 'id', 'review_id', 'kind', 'right_id', 'role', 'location_id', 'label', 'since', 'until', 'reviewer', 'state', 'answered_at'],
      personal: { person_id: reference, granted_by: reference, answered_by: reference },
      people: [
        { column: 'person_id', about: true, whenErased: { emptied: ['person_id'] } },
        { column: 'granted_by', about: false, whenErased: { emptied: ['granted_by'] } },
        { column: 'answered_by', about: false, whenErased: { emptied: ['answered_by'] } },
      ],
    },
    { table: 'review_settings', access, plain: ['organisation_id', 'every_months', 'changed_at'], personal: {} },
  ],
}
