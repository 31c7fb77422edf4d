import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const column = (
  form: PersonalColumn['form'],
  purposes: PersonalColumn['purposes'],
  keep: PersonalColumn['keep'],
  category: PersonalColumn['category'] = 'authentication',
): PersonalColumn => ({ category, whose: 'employee', purposes, keep, form })

const withAccount = { after: 'account_end', period: 'P0D' } as const
const signIn = ['sign_in', 'administration', 'rights', 'retention'] as const

export const declaration: RoomDeclaration = {
  room: 'federation',
  tables: [
    {
      table: 'email_domains',
      access: { sign_in: 's', administration: 'siud', rights: 's', retention: 'sd', audit: 's' },
      plain: ['organisation_id', 'id', 'domain', 'token', 'self_join', 'claimed_at', 'checked_at', 'proven_at', 'missing_since'],
      personal: {},
    },
    // Of organisations, as HMACs.
    { table: 'domain_directory', access: { sign_in: 's', administration: 'sid', retention: 'sd' }, plain: ['domain_index', 'tenant_id'], personal: {} },
    {
      table: 'identity_providers',
      access: { sign_in: 's', administration: 'siud', rights: 's', retention: 'sd', audit: 's' },
      plain: [
        'organisation_id', 'id', 'kind', 'name', 'enabled', 'approval_id', 'settings', 'secret_sealed', 'email_trusted', 'creates_people', 'added_at',
        'changed_at', 'tried_at',
      ],
      personal: {},
    },
    {
      table: 'provider_groups',
      access: { administration: 'sid', rights: 'sd', retention: 'sud', audit: 's' },
      plain: ['organisation_id', 'provider_id', 'place', 'group_name', 'role', 'location_id', 'team_id'],
      personal: { set_by: column('reference', ['administration', 'rights', 'retention', 'audit'], withAccount, 'account') },
      people: [{ column: 'set_by', about: false, whenErased: { emptied: ['set_by'] } }],
    },
    {
      table: 'federated_identities',
      access: { sign_in: 'si', administration: 'siu', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'provider_id'],
      personal: {
        subject_index: column('blind_index', signIn, withAccount),
        person_id: column('reference', signIn, withAccount),
        linked_at: column('clear', signIn, withAccount),
        used_at: column('clear', signIn, withAccount),
      },
      people: [rowOf('person_id')],
    },
    {
      // Goes with the session itself, when that is no longer kept.
      table: 'federated_sessions',
      access: { sign_in: 'si', administration: 's', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'session_id', 'provider_id'],
      personal: {
        person_id: column('reference', signIn, withAccount),
        subject_index: column('blind_index', signIn, withAccount),
        sid_index: column('blind_index', signIn, withAccount),
      },
      people: [rowOf('person_id')],
    },
    {
      // Ten minutes.
      table: 'sign_in_flows',
      access: { sign_in: 'siud', administration: 'si', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'state_hash', 'provider_id', 'browser_hash', 'aim', 'started_at', 'expires_at', 'answered_at'],
      personal: { person_id: column('reference', signIn, withAccount), outcome_sealed: { ...column('sealed', signIn, withAccount), secret: true } },
      people: [rowOf('person_id')],
    },
    // Hashes of the numbers that messages have; of nobody.
    {
      table: 'spent_messages',
      access: { sign_in: 'sid', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'provider_id', 'message_hash', 'expires_at'],
      personal: {},
    },
  ],
}
