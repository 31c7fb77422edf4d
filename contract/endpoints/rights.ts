import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { GrantId, LocationId, PersonId } from '../ids.ts'
import { permissions, roles } from '../permissions.ts'
import { Email, Instant } from '../values.ts'

const base = { purpose: 'administration', agreement: 'required', tag: 'Rights' } as const
const Role = z.enum(roles)
const Permission = z.enum(permissions)
const Named = z.object({ id: PersonId, name: z.string() })
const Place = z.object({ id: LocationId, name: z.string() })
const Why = z.string().trim().min(3).max(500)

/** Where a grant came from: by hand, with an invitation, at formation, or from the organisation's own directory. */
export const grantSources = ['manual', 'invitation', 'formation', 'import', 'sso', 'scim', 'domain'] as const

/** A role that somebody holds: who, as what, where, why, from, until. */
export const Grant = z.object({
  id: GrantId,
  person: Named,
  role: Role,
  /** Null: in the whole organisation. */
  location: Place.nullable(),
  /** Who gave it; null when no person did, or that person is erased. */
  by: Named.nullable(),
  /** In the giver's words. */
  why: z.string().nullable(),
  givenAt: Instant,
  from: Instant,
  until: Instant.nullable(),
  source: z.enum(grantSources),
  /** When a review last confirmed it. */
  confirmedAt: Instant.nullable(),
  state: z.enum(['in_force', 'coming', 'over']),
  /** Whether I may change its end or take it away. */
  mine: z.boolean(),
})
export type Grant = z.infer<typeof Grant>

export const listGrants = endpoint({
  ...base,
  id: 'listGrants',
  method: 'GET',
  path: '/grants',
  summary: 'Roles that people hold, by name; of a location manager those at their locations',
  description: 'Without `role` the role that everyone has (`employee`) is left out. What is over is shown only when asked for.',
  access: { permission: 'see_rights', at: 'any' },
  query: z.object({
    role: Role.optional(),
    locationId: LocationId.optional(),
    personId: PersonId.optional(),
    over: z.stringbool().default(false),
    after: GrantId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  success: {
    status: 200,
    body: z.object({
      grants: z.array(Grant),
      total: z.number().int(),
      /** Of the last one shown, to go on `after`; null: there are no more. */
      next: GrantId.nullable(),
    }),
  },
})

export const listGrantableRoles = endpoint({
  ...base,
  id: 'listGrantableRoles',
  method: 'GET',
  path: '/grantable-roles',
  summary: 'Which roles I may give, and where',
  access: { permission: 'grant_rights', at: 'any' },
  success: {
    status: 200,
    body: z.object({
      roles: z.array(
        z.object({
          role: Role,
          /** In the whole organisation. */
          whole: z.boolean(),
          /** Where else; every location when `whole` and the role can be local. */
          locations: z.array(Place),
        }),
      ),
    }),
  },
})

export const giveGrant = endpoint({
  ...base,
  id: 'giveGrant',
  method: 'POST',
  path: '/grants',
  stepUp: true,
  summary: 'Give somebody a role, in the whole organisation or at one location, from now or later, for ever or until',
  description: 'Nobody gives what they do not hold. A role held for one location is given for that location only.',
  access: { permission: 'grant_rights', at: { location: 'body.locationId' } },
  body: z
    .object({
      personId: PersonId.nullable().default(null),
      /** Instead of `personId`: of somebody who has an account here. */
      email: Email.nullable().default(null),
      role: Role,
      locationId: LocationId.nullable().default(null),
      why: Why,
      from: Instant.nullable().default(null).meta({ description: 'null: now' }),
      until: Instant.nullable().default(null),
    })
    .refine((grant) => (grant.personId === null) !== (grant.email === null), { message: 'either personId or email' }),
  success: { status: 201, body: Grant },
  errors: ['may_not_grant', 'grant_exists', 'role_not_local', 'grant_period_invalid', 'account_over'],
})

export const changeGrant = endpoint({
  ...base,
  id: 'changeGrant',
  method: 'PATCH',
  path: '/grants/{grantId}',
  stepUp: true,
  summary: 'Change until when somebody holds a role, or why',
  access: { permission: 'grant_rights', at: 'any' },
  params: z.object({ grantId: GrantId }),
  body: z
    .object({ until: Instant.nullable(), why: Why })
    .partial()
    .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' }),
  success: { status: 200, body: Grant },
  errors: ['may_not_grant', 'grant_period_invalid', 'last_organisation_manager'],
})

export const takeGrantAway = endpoint({
  ...base,
  id: 'takeGrantAway',
  method: 'DELETE',
  path: '/grants/{grantId}',
  stepUp: true,
  summary: 'Take a role away, at once',
  access: { permission: 'grant_rights', at: 'any' },
  params: z.object({ grantId: GrantId }),
  success: { status: 204, body: null },
  errors: ['may_not_grant', 'last_organisation_manager'],
})

const Holder = z.object({
  person: Named,
  /** What gives it, the most lasting first. */
  through: z.array(z.object({ grantId: GrantId, role: Role, location: Place.nullable(), until: Instant.nullable() })),
})

export const whoCanDoWhat = endpoint({
  ...base,
  id: 'whoCanDoWhat',
  method: 'GET',
  path: '/rights',
  summary: 'Who can do what here, now: in the whole organisation or at one location',
  description:
    'At a location also those who hold a right in the whole organisation. A permission that everyone has is counted and not listed, unless asked for by itself.',
  access: { permission: 'see_rights', at: { location: 'query.locationId' } },
  query: z.object({ locationId: LocationId.optional(), permission: Permission.optional() }),
  success: {
    status: 200,
    body: z.object({
      at: Instant,
      location: Place.nullable(),
      permissions: z.array(
        z.object({
          permission: Permission,
          /** How many people. */
          count: z.number().int(),
          /** Every employee has it: only counted. */
          everyone: z.boolean(),
          holders: z.array(Holder),
        }),
      ),
    }),
  },
})

export const whyCan = endpoint({
  ...base,
  id: 'whyCan',
  method: 'GET',
  path: '/accounts/{personId}/rights',
  summary: 'Why somebody can do what they can: each permission with the grants that give it',
  description: 'For a location manager: of who holds more than everyone has at their locations, and what reaches there.',
  access: { permission: 'see_rights', at: 'any' },
  params: z.object({ personId: PersonId }),
  success: {
    status: 200,
    body: z.object({
      person: Named,
      /** Why none of it works now, if so. */
      barred: z.enum(['deactivated', 'access_over', 'data_restricted', 'not_opted_in']).nullable(),
      permissions: z.array(z.object({ permission: Permission, grantIds: z.array(GrantId) })),
      grants: z.array(Grant),
    }),
  },
})
