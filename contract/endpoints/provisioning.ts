import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ClientId, ScimGroupId, TeamId } from '../ids.ts'
import { importFaultNames } from '../import-faults.ts'
import { roles } from '../permissions.ts'
import { Day, Instant } from '../values.ts'
import { Team } from './people.ts'

// People come in by the list (CSV) or by the organisation's own directory (SCIM 2.0 at /scim/v2, which has a protocol of its own and stands not here).

const Role = z.enum(roles)
const importColumns = ['name', 'email', 'team', 'roles', 'kind', 'until', 'language', 'line'] as const

/** The text of the file: columns name, e-mail, team, roles, kind, until, language by their heading, in any order; separated by comma or semicolon. */
const Text = z.string().min(1).max(1_000_000)
/** The text in JSON, where a line break and a quotation mark take two bytes. */
const largestImport = 2_100_000
/** Of the file and of everything the preview was made from. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const ImportLine = z.object({
  /** In the file, from 1; the heading is a line too. */
  line: z.number().int(),
  name: z.string(),
  email: z.string(),
  team: z.string().nullable(),
  roles: z.array(z.string()),
  kind: z.enum(['employee', 'guest']),
  /** The last day on which they may come in. */
  until: Day.nullable(),
  outcome: z.enum(['added', 'changed', 'unchanged', 'wrong']),
  /** Of a line that changes somebody. */
  changes: z.array(z.enum(['name', 'team', 'roles', 'kind', 'until', 'language'])),
  faults: z.array(z.object({ column: z.enum(importColumns), code: z.enum(importFaultNames), value: z.string(), reason: z.string() })),
})
export type ImportLine = z.infer<typeof ImportLine>

const Counts = z.object({ added: z.number().int(), changed: z.number().int(), unchanged: z.number().int(), wrong: z.number().int() })

export const previewPeopleImport = endpoint({
  id: 'previewPeopleImport',
  method: 'POST',
  path: '/people-import/preview',
  tag: 'Provisioning',
  summary: 'What a list of people would do, line by line; nothing is done',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  body: z.object({ text: Text }),
  largestBody: largestImport,
  success: {
    status: 200,
    body: z.object({
      /** Goes with the confirmation. */
      hash: Hash,
      counts: Counts,
      lines: z.array(ImportLine),
      /** Headings that say nothing here. */
      ignoredColumns: z.array(z.string()),
      /** The wrong lines as CSV with their reasons, safe to open in a spreadsheet; null when none is wrong. */
      errorList: z.string().nullable(),
      /** Whether this instance can send invitations by mail. */
      mail: z.boolean(),
    }),
  },
  errors: ['import_unreadable', 'import_too_long'],
})

export const importPeople = endpoint({
  id: 'importPeople',
  method: 'POST',
  path: '/people-import',
  tag: 'Provisioning',
  summary: 'Bring in a list of people, exactly as its preview said; wrong lines are left out',
  access: { permission: 'manage_people' },
  stepUp: true,
  purpose: 'administration',
  agreement: 'required',
  body: z.object({
    text: Text,
    hash: Hash,
    /** Sends whoever is added an invitation, where this instance has mail. */
    invite: z.boolean().default(true),
  }),
  largestBody: largestImport,
  success: { status: 200, body: Counts.extend({ invited: z.number().int() }) },
  errors: ['import_unreadable', 'import_too_long', 'import_changed'],
})

export const ScimGroup = z.object({
  id: ScimGroupId,
  name: z.string(),
  members: z.number().int(),
  /** Members come in this team. */
  team: Team.nullable(),
  /** Members have these roles for as long as they are members. */
  roles: z.array(Role),
})

export const getProvisioningState = endpoint({
  id: 'getProvisioningState',
  method: 'GET',
  path: '/provisioning',
  tag: 'Provisioning',
  summary: 'How people come from the organisation’s own directory: address, clients, groups, what went wrong lately',
  access: { permission: 'manage_people' },
  purpose: 'administration',
  agreement: 'required',
  success: {
    status: 200,
    body: z.object({
      /** The address to give to the directory (SCIM 2.0, RFC 7644). */
      scimUrl: z.string(),
      clients: z.array(
        z.object({
          clientId: ClientId,
          /** Null when its approval is gone. */
          name: z.string().nullable(),
          lastAt: Instant,
          /** In the last 24 hours. */
          reads: z.number().int(),
          writes: z.number().int(),
          refusals: z.number().int(),
        }),
      ),
      people: z.object({ provisioned: z.number().int(), deactivated: z.number().int() }),
      groups: z.array(ScimGroup),
      /** The newest first, at most fifty. */
      errors: z.array(
        z.object({
          id: z.uuid(),
          at: Instant,
          clientId: ClientId,
          resource: z.enum(['users', 'groups', 'other']),
          act: z.enum(['read', 'create', 'replace', 'patch', 'delete']),
          code: z.string(),
          reason: z.string(),
        }),
      ),
    }),
  },
})

export const setGroupMapping = endpoint({
  id: 'setGroupMapping',
  method: 'PUT',
  path: '/provisioning/groups/{scimGroupId}',
  tag: 'Provisioning',
  summary: 'What members of a group of the directory are here: their team and roles',
  access: { permission: 'manage_people' },
  stepUp: true,
  purpose: 'administration',
  agreement: 'required',
  params: z.object({ scimGroupId: ScimGroupId }),
  body: z.object({ teamId: TeamId.nullable(), roles: z.array(Role).max(roles.length) }),
  success: { status: 200, body: ScimGroup },
  errors: ['may_not_grant', 'last_organisation_manager'],
})

