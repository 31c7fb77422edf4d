import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const column = (
  category: PersonalColumn['category'],
  form: PersonalColumn['form'],
  purposes: PersonalColumn['purposes'],
): PersonalColumn => ({ category, whose: 'employee', purposes, keep: { after: 'account_end', period: 'P0D' }, form })

const everyday = ['sign_in', 'booking', 'presence', 'administration', 'rights', 'retention', 'security'] as const
const card = ['booking', 'presence', 'rights'] as const
const account = ['sign_in', 'administration', 'rights', 'retention'] as const
/** What support sees of one person during a visit. */
const visited = [...account, 'support'] as const

export const declaration: RoomDeclaration = {
  room: 'people',
  tables: [
    {
      table: 'teams',
      access: { sign_in: 's', booking: 's', presence: 's', administration: 'siud', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'name'],
      personal: {},
    },
    {
      table: 'people',
      access: {
        sign_in: 'siu',
        booking: 's',
        presence: 's',
        administration: 'siu',
        rights: 'sud',
        retention: 'sud',
        security: 's',
        support: 's',
        audit: 's',
      },
      plain: ['organisation_id'],
      personal: {
        // The privacy officer reads the trail with names.
        id: column('account', 'reference', [...everyday, 'audit', 'support']),
        name_sealed: column('identity', 'sealed', [...everyday, 'audit', 'support']),
        email_sealed: column('contact', 'sealed', visited),
        email_index: column('contact', 'blind_index', visited),
        team_id: column('account', 'reference', everyday),
        visibility: column('preference', 'clear', everyday),
        language: column('preference', 'clear', everyday),
        theme: column('preference', 'clear', account),
        formation: column('account', 'clear', account),
        opted_in_at: column('acceptance', 'clear', [...everyday, 'support']),
        // Whoever shows or books must know that a person is frozen (GDPR art. 18); why is known to nobody but the desk.
        restricted_at: column('account', 'clear', [...everyday, 'support']),
        kind: column('account', 'clear', visited),
        access_until: column('account', 'clear', visited),
        // Bookings of who left are released.
        deactivated_at: column('account', 'clear', [...visited, 'booking']),
        created_at: column('account', 'clear', account),
      },
      people: [rowOf('id')],
      // Who left, or was a guest, is erased by the same engine as who asks for it.
      keeping: [
        { rule: 'left_accounts', since: 'deactivated_at', act: 'person_erased' },
        { rule: 'left_accounts', since: 'access_until', act: 'person_erased' },
      ],
    },
    {
      table: 'person_cards',
      view: true,
      access: { booking: 's', presence: 's', rights: 's' },
      plain: ['organisation_id'],
      personal: {
        person_id: column('account', 'reference', card),
        name_sealed: column('identity', 'sealed', card),
        team_id: column('account', 'reference', card),
        visibility: column('preference', 'clear', card),
      },
    },
    {
      table: 'person_states',
      view: true,
      access: { sign_in: 's' },
      plain: ['organisation_id'],
      personal: {
        person_id: column('account', 'reference', ['sign_in']),
        team_id: column('account', 'reference', ['sign_in']),
        language: column('preference', 'clear', ['sign_in']),
        opted_in_at: column('acceptance', 'clear', ['sign_in']),
        restricted_at: column('account', 'clear', ['sign_in']),
        kind: column('account', 'clear', ['sign_in']),
        access_until: column('account', 'clear', ['sign_in']),
        deactivated_at: column('account', 'clear', ['sign_in']),
      },
    },
    {
      table: 'sign_in_directory',
      access: { sign_in: 'sid', administration: 'sid', rights: 'sid', retention: 'sd' },
      plain: ['tenant_id'],
      personal: {
        email_index: column('contact', 'blind_index', account),
        person_id: column('account', 'reference', account),
      },
      people: [rowOf('person_id')],
    },
  ],
}
