import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** After 90 days a booking loses its person and only counts (processing agreement, G9; privacy notice). */
export const bookingKeepDays = 90

const ofBooking = (purposes: PersonalColumn['purposes']): PersonalColumn => ({
  category: 'booking',
  whose: 'employee',
  purposes,
  keep: { after: 'booking_end', period: `P${bookingKeepDays}D` },
  form: 'reference',
})

export const declaration: RoomDeclaration = {
  room: 'bookings',
  tables: [
    {
      table: 'bookings',
      access: { booking: 'siu', presence: 's', administration: 's', insight: 's', rights: 'su', retention: 'sud' },
      plain: [
        'organisation_id',
        'id',
        'workspace_id',
        'kind',
        'during',
        'status',
        'held_until',
        'checked_in_at',
        'checked_in_by',
        'ended_at',
        'reminded_at',
        'created_at',
      ],
      personal: { person_id: ofBooking(['booking', 'presence', 'rights', 'retention']) },
    },
    {
      table: 'idempotency_keys',
      access: { booking: 'siud', rights: 'd', retention: 'sd' },
      plain: ['organisation_id', 'key', 'request_hash', 'booking_id', 'refusal', 'created_at'],
      personal: {
        person_id: {
          category: 'booking',
          whose: 'employee',
          purposes: ['booking', 'rights', 'retention'],
          keep: { after: 'creation', period: 'P1D' },
          form: 'reference',
        },
      },
    },
  ],
}
