import type { Permission } from '#contract/permissions.ts'

/** Who holds one of these, be it at one location, has something to do in the control centre. */
export const controlPermissions = [
  'manage_people', 'see_rights', 'review_rights', 'manage_sign_in', 'see_integrations', 'see_support', 'end_agreement',
] as const satisfies readonly Permission[]

/** Pages of the control centre whose address does not begin with its own. */
export const controlElsewhere = ['/organisation', '/people-import'] as const
