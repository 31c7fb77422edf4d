import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { FloorId, PersonId, TeamId, WorkspaceId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { Day, Email, Instant, Language, Name, Theme, Visibility } from '../values.ts'

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

export const Account = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  team: Team.nullable(),
  roles: z.array(Role),
  state: z.enum(['invited', 'first_use', 'active']),
})

export const listAccounts = endpoint({
  id: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  tag: 'People',
  summary: 'All accounts of my organisation',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  success: { status: 200, body: z.object({ accounts: z.array(Account) }) },
})

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
    body: z.object({ account: Account, invitation: z.object({ url: z.string(), expiresAt: Instant }) }),
  },
  errors: ['email_taken'],
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
  success: { status: 201, body: z.object({ url: z.string(), expiresAt: Instant }) },
})

export const updateAccount = endpoint({
  id: 'updateAccount',
  method: 'PATCH',
  path: '/accounts/{personId}',
  tag: 'People',
  summary: 'Change team or roles of an account',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ personId: PersonId }),
  body: z
    .object({ teamId: TeamId.nullable(), roles: z.array(Role).min(1) })
    .partial()
    .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' }),
  success: { status: 200, body: Account },
  errors: ['last_organisation_manager'],
})
