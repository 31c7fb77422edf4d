import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const untilAgreementEnds = { after: 'agreement_end', period: 'P0D' } as const

/** Who took the responsibility, or took it back: part of the customer's written approval. */
const acceptance: PersonalColumn = {
  category: 'acceptance',
  whose: 'manager',
  purposes: ['administration', 'rights', 'retention', 'audit'],
  keep: untilAgreementEnds,
  form: 'reference',
}

const signingIn = ['sign_in', 'administration', 'rights', 'retention'] as const
/** How long an ended token can still be looked into, as with sessions. */
const ofToken = (form: PersonalColumn['form'], purposes: PersonalColumn['purposes'] = signingIn): PersonalColumn => ({
  category: 'authentication',
  whose: 'employee',
  purposes,
  keep: { after: 'session_end', period: 'P14D' },
  form,
})

export const declaration: RoomDeclaration = {
  room: 'integrations',
  tables: [
    {
      table: 'approvals',
      access: { sign_in: 's', administration: 'siu', rights: 's', retention: 'sud', audit: 's' },
      plain: [
        'organisation_id',
        'id',
        'kind',
        'party_name',
        'party_contact',
        'party_country',
        'transfer_ground',
        'purposes',
        'categories',
        'addresses',
        'approved_at',
        'ends_at',
        'text_version',
        'text_language',
        'text_hash',
        'note',
        'renews',
        'revoked_at',
        'confirmed_at',
      ],
      personal: { accepted_by: acceptance, revoked_by: acceptance },
      people: [
        { column: 'accepted_by', about: true, whenErased: { emptied: ['accepted_by'] } },
        { column: 'revoked_by', about: false, whenErased: { emptied: ['revoked_by'] } },
      ],
    },
    {
      table: 'api_clients',
      access: { sign_in: 'su', administration: 'siu', rights: 's', retention: 'sd', audit: 's' },
      plain: ['organisation_id', 'id', 'approval_id', 'approval_kind', 'name', 'created_at', 'revoked_at', 'last_used_on', 'confirmed_at'],
      personal: {},
    },
    {
      table: 'client_secrets',
      access: { sign_in: 'su', administration: 'sid', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'client_id', 'slot', 'secret_hash', 'created_at', 'ends_at', 'last_used_on'],
      personal: {},
    },
    {
      table: 'access_tokens',
      access: { sign_in: 'siud', administration: 'siu', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'id', 'kind', 'approval_id', 'approval_kind', 'client_id', 'client_slot', 'confirmed_at'],
      personal: {
        person_id: ofToken('reference'),
        // The table is also of programs: who manages those writes the column, always empty.
        name_sealed: ofToken('sealed'),
        token_hash: ofToken('hash'),
        purposes: ofToken('clear'),
        categories: ofToken('clear'),
        addresses: ofToken('clear'),
        created_at: ofToken('clear'),
        ends_at: ofToken('clear'),
        last_used_on: ofToken('clear'),
        revoked_at: ofToken('clear'),
      },
      people: [rowOf('person_id')],
      keeping: [
        { rule: 'sessions', since: 'ends_at', act: 'row_goes' },
        { rule: 'sessions', since: 'revoked_at', act: 'row_goes' },
      ],
    },
  ],
}
