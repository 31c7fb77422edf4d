import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** As long as a booking keeps its person. */
const noticeKeepDays = 90

export const declaration: RoomDeclaration = {
  room: 'notices',
  tables: [
    {
      table: 'notices',
      access: { booking: 'siu', rights: 'sid', retention: 'sid' },
      plain: ['organisation_id', 'id', 'at', 'kind', 'booking_id', 'request_id', 'visit_id', 'review_id', 'read_at'],
      personal: {
        person_id: {
          category: 'booking',
          whose: 'employee',
          purposes: ['booking', 'rights', 'retention'],
          keep: { after: 'creation', period: `P${noticeKeepDays}D` },
          form: 'reference',
        },
      },
      people: [rowOf('person_id')],
      keeping: [{ rule: 'notices', since: 'at', act: 'row_goes' }],
    },
  ],
}
