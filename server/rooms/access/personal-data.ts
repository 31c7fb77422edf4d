import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const column = (
  category: PersonalColumn['category'],
  form: PersonalColumn['form'],
  purposes: PersonalColumn['purposes'],
  keep: PersonalColumn['keep'],
): PersonalColumn => ({ category, whose: 'employee', purposes, keep, form })

/** How long an ended session can still be looked into (privacy notice). */
const sessionKeepDays = 14

const withAccount = { after: 'account_end', period: 'P0D' } as const
const afterSession = { after: 'session_end', period: `P${sessionKeepDays}D` } as const
const forADay = { after: 'creation', period: 'P1D' } as const
const signIn = ['sign_in', 'administration', 'rights', 'retention', 'security'] as const

/** Of sessions also what support sees and can end during a visit; never their secrets. */
const visited = [...signIn, 'support'] as const

/** What goes with the account, in the hands of sign-in. */
const ofAccount = (form: PersonalColumn['form'], purposes: PersonalColumn['purposes'] = signIn): PersonalColumn => column('authentication', form, purposes, withAccount)
/** A guest is somebody from outside. */
const stay = (form: PersonalColumn['form']): PersonalColumn => ({ ...column('account', form, ['administration', 'rights', 'retention'], withAccount), whose: 'visitor' })
const ownAct = ['sign_in', 'rights', 'retention'] as const

export const declaration: RoomDeclaration = {
  room: 'access',
  tables: [
    {
      table: 'role_grants',
      access: {
        sign_in: 'siud',
        booking: 's',
        presence: 's',
        administration: 'siud',
        rights: 'sd',
        retention: 'sud',
        security: 's',
        support: 's',
      },
      plain: ['organisation_id', 'id', 'role', 'location_id', 'granted_at', 'starts_at', 'ends_at', 'source', 'confirmed_at'],
      personal: {
        person_id: column('account', 'reference', [...signIn, 'booking', 'presence', 'support'], withAccount),
        granted_by: column('account', 'reference', signIn, withAccount),
        reason_sealed: column('account', 'sealed', ['administration', 'rights', 'retention'], withAccount),
      },
      people: [rowOf('person_id'), { column: 'granted_by', about: false, whenErased: { emptied: ['granted_by'] } }],
    },
    {
      table: 'guest_stays',
      access: { administration: 'siud', rights: 'sd', retention: 'sud' },
      plain: ['organisation_id', 'location_id'],
      personal: {
        person_id: stay('reference'),
        starts_at: stay('clear'),
        registered_by: { ...stay('reference'), whose: 'employee' },
      },
      people: [rowOf('person_id'), { column: 'registered_by', about: false, whenErased: { emptied: ['registered_by'] } }],
    },
    {
      table: 'credentials',
      access: { sign_in: 'siud', administration: 's', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id'],
      personal: {
        person_id: column('authentication', 'reference', signIn, withAccount),
        password_hash: column('authentication', 'hash', ['sign_in'], withAccount),
        changed_at: column('authentication', 'clear', signIn, withAccount),
      },
      people: [rowOf('person_id')],
    },
    {
      table: 'invitations',
      access: { sign_in: 'siud', administration: 'siud', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id'],
      personal: {
        person_id: column('authentication', 'reference', signIn, withAccount),
        token_hash: column('authentication', 'hash', signIn, withAccount),
        expires_at: column('authentication', 'clear', signIn, withAccount),
      },
      people: [rowOf('person_id')],
    },
    {
      table: 'sessions',
      access: { sign_in: 'siud', administration: 'sud', rights: 'sd', retention: 'sd', security: 'sd', support: 'su' },
      plain: ['organisation_id', 'id'],
      personal: {
        person_id: column('authentication', 'reference', visited, afterSession),
        token_hash: column('authentication', 'hash', signIn, afterSession),
        device: column('authentication', 'clear', visited, afterSession),
        created_at: column('authentication', 'clear', visited, afterSession),
        seen_at: column('authentication', 'clear', visited, afterSession),
        idle_until: column('authentication', 'clear', visited, afterSession),
        absolute_until: column('authentication', 'clear', visited, afterSession),
        method: column('authentication', 'clear', visited, afterSession),
        verified_at: column('authentication', 'clear', signIn, afterSession),
        network: column('authentication', 'clear', signIn, afterSession),
        idle_minutes: column('authentication', 'clear', signIn, afterSession),
        hardware_key: column('authentication', 'clear', signIn, afterSession),
      },
      people: [rowOf('person_id')],
      // A session ends at whichever limit comes first.
      keeping: [
        { rule: 'sessions', since: 'idle_until', act: 'row_goes' },
        { rule: 'sessions', since: 'absolute_until', act: 'row_goes' },
      ],
    },
    {
      table: 'sign_in_policies',
      access: { sign_in: 'si', administration: 'siu', rights: 's', retention: 'sd', security: 's', audit: 's' },
      plain: ['organisation_id', 'password_alone', 'hardware_keys', 'idle_minutes', 'absolute_hours', 'networks', 'sso_required', 'changed_at'],
      personal: {},
    },
    {
      table: 'break_glass_accounts',
      access: { sign_in: 's', administration: 'sid', rights: 'sd', retention: 'sd', security: 's', audit: 's' },
      plain: ['organisation_id'],
      personal: { person_id: ofAccount('reference', [...signIn, 'audit']), since: ofAccount('clear', [...signIn, 'audit']) },
      people: [rowOf('person_id')],
    },
    {
      table: 'passkeys',
      access: { sign_in: 'siud', administration: 's', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id', 'id'],
      personal: {
        person_id: ofAccount('reference'),
        name_sealed: ofAccount('sealed', ownAct),
        credential_id: ofAccount('clear', ownAct),
        public_key: ofAccount('clear', ownAct),
        counter: ofAccount('clear', ownAct),
        transports: ofAccount('clear', ownAct),
        device_bound: ofAccount('clear'),
        backed_up: ofAccount('clear', ownAct),
        aaguid: ofAccount('clear', ownAct),
        attestation: ofAccount('clear'),
        created_at: ofAccount('clear'),
        last_used_at: ofAccount('clear'),
        disabled_at: ofAccount('clear'),
      },
      people: [rowOf('person_id')],
    },
    // Of nobody yet: what was asked is kept as a hash for some minutes.
    { table: 'challenges', access: { sign_in: 'sid' }, plain: ['hash', 'kind', 'bound_to', 'expires_at'], personal: {} },
    {
      table: 'totp_secrets',
      access: { sign_in: 'siud', administration: 's', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id'],
      personal: {
        person_id: ofAccount('reference'),
        secret_sealed: { ...ofAccount('sealed', ownAct), secret: true },
        created_at: ofAccount('clear', ownAct),
        confirmed_at: ofAccount('clear'),
        last_step: ofAccount('clear', ownAct),
        pending_sealed: { ...ofAccount('sealed', ownAct), secret: true },
      },
      people: [rowOf('person_id')],
    },
    {
      table: 'recovery_codes',
      access: { sign_in: 'sid', administration: 's', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id'],
      personal: { person_id: ofAccount('reference'), code_hash: ofAccount('hash', ownAct), made_at: ofAccount('clear', ownAct) },
      people: [rowOf('person_id')],
    },
    {
      table: 'sign_in_steps',
      access: { sign_in: 'siud', rights: 'sd', retention: 'sd' },
      plain: ['organisation_id'],
      personal: {
        person_id: ofAccount('reference', ownAct),
        token_hash: ofAccount('hash', ownAct),
        kind: ofAccount('clear', ownAct),
        attempts: ofAccount('clear', ownAct),
        expires_at: ofAccount('clear', ownAct),
      },
      people: [rowOf('person_id')],
    },
    {
      table: 'attempt_throttle',
      access: { sign_in: 'siud' },
      plain: ['failures', 'last_failure_at', 'blocked_until'],
      personal: { key: column('authentication', 'blind_index', ['sign_in'], forADay) },
    },
  ],
}
