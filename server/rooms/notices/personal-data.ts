import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** As long as the booking it is about keeps its person. */
export const noticeKeepDays = 90

export const declaration: RoomDeclaration = {
  room: 'notices',
  tables: [
    {
      table: 'notices',
      access: { booking: 'siu', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'id', 'at', 'kind', 'booking_id', 'read_at'],
      personal: {
        person_id: {
          category: 'booking',
          whose: 'employee',
          purposes: ['booking', 'rights', 'retention'],
          keep: { after: 'booking_end', period: `P${noticeKeepDays}D` },
          form: 'reference',
        },
      },
    },
  ],
}
