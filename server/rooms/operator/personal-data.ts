import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** The operator's own people: what is kept of them goes so many days after they left, with the trail of what they did. */
export const keptDaysAfterLeaving = 730

const ofStaff = (category: PersonalColumn['category'], form: PersonalColumn['form'] = 'clear'): PersonalColumn => ({
  category,
  whose: 'staff',
  purposes: ['security'],
  keep: { after: 'account_end', period: `P${keptDaysAfterLeaving}D` },
  form,
})
const account = ofStaff('account')
const key = ofStaff('authentication')

/** Who reads a visit: the operator who asks for it, the customer who decides, `support` for its own row policies, and whoever shows or deletes it. */
const visitReaders = ['administration', 'security', 'audit', 'support', 'rights', 'retention'] as const

export const declaration: RoomDeclaration = {
  room: 'operator',
  tables: [
    {
      table: 'staff',
      access: { security: 'siud' },
      plain: ['id'],
      personal: {
        name_sealed: ofStaff('identity', 'sealed'),
        email_sealed: ofStaff('contact', 'sealed'),
        email_index: ofStaff('contact', 'blind_index'),
        roles: account,
        language: ofStaff('preference'),
        invited_at: account,
        activated_at: account,
        left_at: account,
      },
    },
    {
      table: 'staff_links',
      access: { security: 'siud' },
      plain: [],
      personal: { staff_id: ofStaff('authentication', 'reference'), token_hash: ofStaff('authentication', 'hash'), expires_at: key },
    },
    {
      table: 'staff_keys',
      access: { security: 'siud' },
      plain: ['id'],
      personal: {
        staff_id: ofStaff('authentication', 'reference'),
        name_sealed: ofStaff('authentication', 'sealed'),
        credential_id: key,
        public_key: key,
        counter: key,
        transports: key,
        aaguid: key,
        attestation: key,
        proven_by_maker: key,
        created_at: key,
        last_used_at: key,
      },
    },
    {
      table: 'staff_sessions',
      access: { security: 'siud' },
      plain: [],
      personal: {
        token_hash: ofStaff('authentication', 'hash'),
        staff_id: ofStaff('authentication', 'reference'),
        key_id: ofStaff('authentication', 'reference'),
        device: key,
        created_at: key,
        verified_at: key,
        idle_until: key,
        absolute_until: key,
      },
    },
    {
      table: 'staff_declarations',
      access: { security: 'sid' },
      plain: ['id'],
      personal: {
        staff_id: ofStaff('acceptance', 'reference'),
        version: ofStaff('acceptance'),
        language: ofStaff('acceptance'),
        text_hash: ofStaff('acceptance'),
        signed_at: ofStaff('acceptance'),
        client_data: ofStaff('acceptance'),
        authenticator_data: ofStaff('acceptance'),
        signature: ofStaff('acceptance'),
        public_key: ofStaff('acceptance'),
      },
    },
    {
      table: 'staff_visits',
      // The customer's own decisions close it too, and so does the end of the customer.
      access: { security: 'siud', administration: 'su', retention: 'sd' },
      plain: ['visit_id', 'tenant_id', 'asked_at', 'closed'],
      personal: { staff_id: ofStaff('account', 'reference') },
    },
    {
      table: 'support_visits',
      access: { administration: 'su', security: 'siu', audit: 's', support: 's', rights: 's', retention: 'sd' },
      plain: [
        'organisation_id', 'id', 'staff_id', 'reason', 'ticket', 'ground', 'scope', 'asked_minutes', 'asked_at', 'allowed_at', 'allowed_minutes',
        'second_staff_id', 'extension_minutes', 'refused_at', 'started_at', 'ends_at', 'closes_at', 'ended_at', 'ended_by',
      ],
      personal: {
        // The operator's words may name whoever has the trouble.
        words_sealed: {
          category: 'request',
          whose: 'employee',
          purposes: visitReaders,
          keep: { after: 'creation', period: 'P730D' },
          form: 'sealed',
        },
      },
      keeping: [{ rule: 'trail', since: 'asked_at', act: 'row_goes' }],
    },
  ],
}
