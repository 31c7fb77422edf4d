/** What a person may do. Declared beside each endpoint; a role is a set of these. */
export const permissions = [
  'read_agreement',
  'accept_agreement',
  'see_floors',
  'book',
  'see_people',
  'manage_own_account',
  'manage_own_data',
  'use_tokens',
  'manage_places',
  'manage_devices',
  'manage_people',
  'receive_guests',
  'grant_rights',
  'see_rights',
  'review_rights',
  'manage_sign_in',
  'approve_integrations',
  'see_integrations',
  'allow_support',
  'see_support',
  'see_refusals',
  'handle_requests',
  'read_trail',
  'see_keeping',
  'set_keeping',
  'place_holds',
  'end_agreement',
] as const
export type Permission = (typeof permissions)[number]

export const roles = ['employee', 'receptionist', 'location_manager', 'organisation_manager', 'privacy_officer', 'auditor'] as const
export type Role = (typeof roles)[number]

const everyone: readonly Permission[] = [
  'read_agreement',
  'see_floors',
  'book',
  'see_people',
  'manage_own_account',
  'manage_own_data',
  'use_tokens',
]

const permissionsOfRole: Record<Role, readonly Permission[]> = {
  employee: everyone,
  receptionist: [...everyone, 'receive_guests'],
  location_manager: [...everyone, 'manage_places', 'manage_devices', 'see_refusals', 'receive_guests', 'grant_rights', 'see_rights', 'review_rights'],
  organisation_manager: [
    ...everyone,
    'accept_agreement',
    'manage_places',
    'manage_devices',
    'manage_people',
    'receive_guests',
    'grant_rights',
    'see_rights',
    'review_rights',
    'manage_sign_in',
    'approve_integrations',
    'see_integrations',
    'allow_support',
    'see_support',
    'see_refusals',
    'see_keeping',
    'set_keeping',
    'end_agreement',
  ],
  privacy_officer: [
    ...everyone,
    'see_refusals',
    'grant_rights',
    'see_rights',
    'review_rights',
    'see_integrations',
    'see_support',
    'handle_requests',
    'read_trail',
    'see_keeping',
    'set_keeping',
    'place_holds',
  ],
  auditor: ['read_agreement', 'manage_own_account', 'manage_own_data', 'see_rights', 'see_integrations', 'see_support', 'read_trail', 'see_keeping'],
}

/** Roles that can be given for one location instead of the whole organisation. */
export const localRoles: ReadonlySet<Role> = new Set<Role>(['receptionist', 'location_manager'])

/**
 * Which roles the holder of a role may give and take away. Nobody grants what they do not hold: every permission of a role named here is one of the
 * granter's role too (a test goes over all of them). A role held for one location is handed on for that location only.
 */
export const mayGrant: Readonly<Record<Role, readonly Role[]>> = {
  employee: [],
  receptionist: [],
  location_manager: ['receptionist', 'location_manager'],
  organisation_manager: ['employee', 'receptionist', 'location_manager', 'organisation_manager'],
  privacy_officer: ['auditor', 'privacy_officer'],
  auditor: [],
}

/** What is left to whoever had their data frozen (GDPR art. 18): it is kept but not used, and only they themselves can lift that. */
export const permissionsWhenRestricted: ReadonlySet<Permission> = new Set(['read_agreement', 'manage_own_account', 'manage_own_data'])

/** Everything the given roles allow together. */
export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> =>
  new Set(held.flatMap((role) => permissionsOfRole[role]))
