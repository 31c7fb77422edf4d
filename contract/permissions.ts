/** What a person may do. Declared beside each endpoint; a role is a set of these. */
export const permissions = [
  'read_agreement',
  'accept_agreement',
  'see_floors',
  'book',
  'see_people',
  'manage_own_account',
  'manage_own_data',
  'manage_places',
  'manage_devices',
  'manage_people',
  'see_refusals',
  'handle_requests',
  'read_trail',
  'see_keeping',
  'set_keeping',
  'place_holds',
  'end_agreement',
] as const
export type Permission = (typeof permissions)[number]

export const roles = ['employee', 'location_manager', 'organisation_manager', 'privacy_officer'] as const
export type Role = (typeof roles)[number]

const everyone: readonly Permission[] = ['read_agreement', 'see_floors', 'book', 'see_people', 'manage_own_account', 'manage_own_data']

const permissionsOfRole: Record<Role, readonly Permission[]> = {
  employee: everyone,
  location_manager: [...everyone, 'manage_places', 'manage_devices', 'see_refusals'],
  organisation_manager: [
    ...everyone,
    'accept_agreement',
    'manage_places',
    'manage_devices',
    'manage_people',
    'see_refusals',
    'see_keeping',
    'set_keeping',
    'end_agreement',
  ],
  privacy_officer: [
    ...everyone,
    'see_refusals',
    'handle_requests',
    'read_trail',
    'see_keeping',
    'set_keeping',
    'place_holds',
  ],
}

/** What is left to whoever had their data frozen (GDPR art. 18): it is kept but not used, and only they themselves can lift that. */
export const permissionsWhenRestricted: ReadonlySet<Permission> = new Set(['read_agreement', 'manage_own_account', 'manage_own_data'])

/** Everything the given roles allow together. */
export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> =>
  new Set(held.flatMap((role) => permissionsOfRole[role]))
