import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { FloorId, LocationId, PersonId, TeamId, WorkspaceId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { Day, Email, Instant, Language, Name, Theme, Visibility } from '../values.ts'
import { grantSources } from './rights.ts'

const Role = z.enum(roles)

/** A colleague who lets themselves be found: where they sit, never since when. */
export const Colleague = z.object({
  id: PersonId,
  name: z.string(),
  team: z.object({ id: TeamId, name: z.string() }).nullable(),
  place: z
    .object({
      workspaceId: WorkspaceId,
      workspaceName: z.string(),
      zoneName: z.string().nullable(),
      floorId: FloorId,
      floorName: z.string(),
      locationName: z.string(),
      /** Only for a booking that has not started: from when. */
      from: Instant.nullable(),
    })
    .nullable(),
})
export type Colleague = z.infer<typeof Colleague>

export const findPeople = endpoint({
  id: 'findPeople',
  method: 'GET',
  path: '/people',
  tag: 'People',
  summary: 'Colleagues whom I may see, with where they sit on a day',
  access: { permission: 'see_people' },
  purpose: 'presence',
  agreement: 'required',
  tokens: { categories: ['identity', 'presence', 'account', 'places'] },
  query: z.object({ search: z.string().max(100).optional(), teamId: TeamId.optional(), date: Day.optional() }),
  success: {
    status: 200,
    body: z.object({
      people: z.array(Colleague),
      /** Members of my team who let nobody see them; null when so few that it could point at one. */
      hiddenInMyTeam: z.number().int().nullable(),
    }),
  },
})

export const updateMe = endpoint({
  id: 'updateMe',
  method: 'PATCH',
  path: '/me',
  tag: 'People',
  summary: 'Change my language, theme, visibility or name',
  access: { permission: 'manage_own_account' },
  purpose: 'rights',
  agreement: 'required',
  body: z
    .object({ language: Language, theme: Theme, visibility: Visibility, name: Name })
    .partial()
    .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' }),
  success: {
    status: 200,
    body: z.object({ language: Language, theme: Theme, visibility: Visibility, name: z.string() }),
  },
})

export const Team = z.object({ id: TeamId, name: z.string() })

export const listTeams = endpoint({
  id: 'listTeams',
  method: 'GET',
  path: '/teams',
  tag: 'People',
  summary: 'Teams of my organisation',
  access: { permission: 'see_people' },
  purpose: 'presence',
  agreement: 'required',
  success: { status: 200, body: z.object({ teams: z.array(Team) }) },
})

export const createTeam = endpoint({
  id: 'createTeam',
  method: 'POST',
  path: '/teams',
  tag: 'People',
  summary: 'Add a team',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  body: z.object({ name: Name }),
  success: { status: 201, body: Team },
  errors: ['name_taken'],
})

export const renameTeam = endpoint({
  id: 'renameTeam',
  method: 'PATCH',
  path: '/teams/{teamId}',
  tag: 'People',
  summary: 'Rename a team',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ teamId: TeamId }),
  body: z.object({ name: Name }),
  success: { status: 200, body: Team },
  errors: ['name_taken'],
})

export const deleteTeam = endpoint({
  id: 'deleteTeam',
  method: 'DELETE',
  path: '/teams/{teamId}',
  tag: 'People',
  summary: 'Remove a team that has no members',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ teamId: TeamId }),
  success: { status: 204, body: null },
  errors: ['still_in_use'],
})

/** How far an account is: invited; signed in but not opted in; in use; switched off; ended by its date. */
export const accountStates = ['invited', 'first_use', 'active', 'deactivated', 'over'] as const

export const Account = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  team: Team.nullable(),
  /** In force now, in the whole organisation. */
  roles: z.array(Role),
  /** In force now, at one location. */
  localRoles: z.array(z.object({ role: Role, location: z.object({ id: LocationId, name: z.string() }) })),
  state: z.enum(accountStates),
  kind: z.enum(['employee', 'guest']),
  accessUntil: Instant.nullable(),
  /** How the account came about. */
  source: z.enum(grantSources),
  /** Has a passkey, or an authenticator app: a password alone does not open it. */
  secondFactor: z.boolean(),
  /** How many devices they are signed in on. */
  sessions: z.number().int(),
})

export const listAccounts = endpoint({
  id: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  tag: 'People',
  summary: 'Accounts of my organisation by name, a page at a time',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  query: z.object({
    /** Words in name or e-mail address. */
    search: z.string().max(100).optional(),
    role: Role.optional(),
    teamId: TeamId.optional(),
    state: z.enum(accountStates).optional(),
    kind: z.enum(['employee', 'guest']).optional(),
    source: z.enum(grantSources).optional(),
    secondFactor: z.stringbool().optional(),
    /** The last one of the page before. */
    after: PersonId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  success: {
    status: 200,
    body: z.object({
      accounts: z.array(Account),
      /** How many there are in all with what was asked for. */
      total: z.number().int(),
      /** To go on `after`; null: there are no more. */
      next: PersonId.nullable(),
    }),
  },
})

export const getAccount = endpoint({
  id: 'getAccount',
  method: 'GET',
  path: '/accounts/{personId}',
  tag: 'People',
  summary: 'One account',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ personId: PersonId }),
  success: { status: 200, body: Account },
})

/** A link to hand over; `mailed`: it is on its way to the person themselves too. */
export const Invitation = z.object({ url: z.string(), expiresAt: Instant, mailed: z.boolean() })

export const invitePerson = endpoint({
  id: 'invitePerson',
  method: 'POST',
  path: '/accounts',
  tag: 'People',
  summary: 'Invite a person; answers a link to hand over',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  body: z.object({
    name: Name,
    email: Email,
    teamId: TeamId.nullable().default(null),
    roles: z.array(Role).min(1).default(['employee']),
    language: Language.default('nl'),
  }),
  success: {
    status: 201,
    body: z.object({ account: Account, invitation: Invitation }),
  },
  errors: ['email_taken', 'may_not_grant', 'step_up_needed'],
})

export const renewInvitation = endpoint({
  id: 'renewInvitation',
  method: 'POST',
  path: '/accounts/{personId}/invitation',
  tag: 'People',
  summary: 'Hand out a new link, for a lost invitation or a forgotten password; the old link stops working',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ personId: PersonId }),
  success: { status: 201, body: Invitation },
})

export const updateAccount = endpoint({
  id: 'updateAccount',
  method: 'PATCH',
  path: '/accounts/{personId}',
  tag: 'People',
  summary: 'Change team or roles (of the whole organisation) of an account',
  description: 'Roles only after a proof of the last ten minutes (`step_up_needed`), and only those that the caller may give.',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ personId: PersonId }),
  body: z
    .object({ teamId: TeamId.nullable(), roles: z.array(Role).min(1) })
    .partial()
    .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' }),
  success: { status: 200, body: Account },
  errors: ['last_organisation_manager', 'may_not_grant', 'step_up_needed'],
})

export const setTeamOf = endpoint({
  id: 'setTeamOf',
  method: 'POST',
  path: '/accounts/team',
  tag: 'People',
  summary: 'Put several people in a team, or in none; all or nobody',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  body: z.object({ personIds: z.array(PersonId).min(1).max(500), teamId: TeamId.nullable() }),
  success: { status: 200, body: z.object({ changed: z.number().int() }) },
})

const account = { access: { permission: 'manage_people' }, purpose: 'administration', agreement: 'required', tag: 'People', params: z.object({ personId: PersonId }) } as const

export const deactivateAccount = endpoint({
  ...account,
  id: 'deactivateAccount',
  method: 'PUT',
  path: '/accounts/{personId}/deactivation',
  stepUp: true,
  summary: 'Switch an account off: every session, stream and token of it ends at once',
  success: { status: 204, body: null },
  errors: ['last_organisation_manager'],
})

export const reactivateAccount = endpoint({
  ...account,
  id: 'reactivateAccount',
  method: 'DELETE',
  path: '/accounts/{personId}/deactivation',
  stepUp: true,
  summary: 'Switch an account on again',
  success: { status: 204, body: null },
})

export const setAccessUntil = endpoint({
  ...account,
  id: 'setAccessUntil',
  method: 'PUT',
  path: '/accounts/{personId}/access-until',
  stepUp: true,
  summary: 'Until when somebody may come in; a guest always has an end',
  body: z.object({ until: Instant.nullable() }),
  success: { status: 200, body: Account },
  errors: ['last_organisation_manager', 'guest_needs_end', 'in_the_past'],
})
