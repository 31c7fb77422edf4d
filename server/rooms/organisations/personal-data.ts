import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

export const declaration: RoomDeclaration = {
  room: 'organisations',
  tables: [
    {
      table: 'organisations',
      // Every purpose must see whether the agreement is in force: the row policies ask.
      access: {
        sign_in: 'si',
        booking: 's',
        presence: 's',
        administration: 'su',
        telemetry: 's',
        insight: 's',
        rights: 's',
        retention: 'sud',
        security: 's',
        support: 's',
        audit: 's',
        jobs: 's',
      },
      plain: ['organisation_id', 'name', 'language', 'created_at', 'agreement_in_force_id', 'formation_expires_at', 'access_ended_at'],
      personal: {},
    },
    {
      table: 'organisation_states',
      view: true,
      access: {
        sign_in: 's',
        booking: 's',
        presence: 's',
        administration: 's',
        telemetry: 's',
        rights: 's',
        retention: 's',
        jobs: 's',
      },
      plain: ['organisation_id', 'agreement_in_force', 'formation_expires_at', 'access_ended_at'],
      personal: {},
    },
  ],
}
