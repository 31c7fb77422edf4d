import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** How long a fulfilled request can be looked up: in time to answer for it, with the trail's own period. */
const requestKeepDays = 730

const reference: PersonalColumn = {
  category: 'request',
  whose: 'employee',
  purposes: ['rights', 'retention'],
  keep: { after: 'request_end', period: `P${requestKeepDays}D` },
  form: 'reference',
}

export const declaration: RoomDeclaration = {
  room: 'requests',
  tables: [
    {
      table: 'requests',
      access: { rights: 'siu', retention: 'siud' },
      plain: [
        'organisation_id',
        'id',
        'kind',
        'asked_by',
        'asked_at',
        'due_at',
        'state',
        'progress_pct',
        'reason',
        'done_at',
        'file_id',
        'outcome',
      ],
      personal: { person_id: reference, asked_by_id: reference },
      // That a request was made and answered in time stays; whose it was goes.
      people: [
        { column: 'person_id', about: true, whenErased: { emptied: ['person_id'] } },
        { column: 'asked_by_id', about: false, whenErased: { emptied: ['asked_by_id'] } },
      ],
      keeping: [{ rule: 'requests', since: 'done_at', act: 'row_goes' }],
    },
  ],
}
