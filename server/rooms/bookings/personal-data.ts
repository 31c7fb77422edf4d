import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** After 90 days a booking loses its person and only counts (processing agreement, G9; privacy notice). */
const bookingKeepDays = 90

const ofBooking = (purposes: PersonalColumn['purposes']): PersonalColumn => ({
  category: 'booking',
  whose: 'employee',
  purposes,
  keep: { after: 'booking_end', period: `P${bookingKeepDays}D` },
  form: 'reference',
})

const over = `status IN ('ended', 'cancelled', 'released')`

export const declaration: RoomDeclaration = {
  room: 'bookings',
  tables: [
    {
      table: 'bookings',
      access: { booking: 'siu', presence: 's', administration: 's', insight: 's', rights: 'su', retention: 'sud', support: 's' },
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
        'from_at',
        'to_at',
      ],
      personal: {
        person_id: ofBooking(['booking', 'presence', 'rights', 'retention', 'support']),
        frozen: { ...ofBooking(['rights', 'retention']), form: 'clear' },
      },
      // A booking that is over stays as a count; one that was still to come leaves its place free.
      people: [
        { column: 'person_id', when: over, about: true, whenErased: { emptied: ['person_id'] } },
        { column: 'person_id', when: `NOT ${over}`, about: true, whenErased: 'row_goes' },
      ],
      keeping: [{ rule: 'bookings', since: 'to_at', when: `person_id IS NOT NULL AND ${over}`, act: { emptied: ['person_id'] } }],
    },
    {
      table: 'current_bookings',
      view: true,
      access: { booking: 's', presence: 's' },
      plain: [
        'organisation_id',
        'booking_id',
        'workspace_id',
        'kind',
        'status',
        'from_at',
        'to_at',
        'held_until',
        'checked_in_at',
        'checked_in_by',
      ],
      personal: { person_id: ofBooking(['booking', 'presence']) },
    },
    {
      table: 'booking_cards',
      view: true,
      access: { booking: 's', presence: 's', rights: 's' },
      plain: [
        'organisation_id',
        'booking_id',
        'status',
        'from_at',
        'to_at',
        'held_until',
        'checked_in_at',
        'workspace_id',
        'workspace_name',
        'kind',
        'zone_name',
        'floor_id',
        'floor_name',
        'location_id',
        'location_name',
        'time_zone',
      ],
      personal: { person_id: ofBooking(['booking', 'presence', 'rights']) },
    },
    {
      table: 'idempotency_keys',
      access: { booking: 'siud', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'key', 'request_hash', 'answer', 'created_at'],
      personal: {
        person_id: {
          category: 'booking',
          whose: 'employee',
          purposes: ['booking', 'rights', 'retention'],
          keep: { after: 'creation', period: 'P1D' },
          form: 'reference',
        },
      },
      people: [rowOf('person_id')],
      keeping: [{ rule: 'repeats', since: 'created_at', act: 'row_goes' }],
    },
  ],
}
