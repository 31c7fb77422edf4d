import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OrganisationId, StaffId } from '../ids.ts'
import { staffRoles } from '../staff-roles.ts'
import { Email, Instant, Language, Name } from '../values.ts'

const desk = { access: 'staff', purpose: null, agreement: 'not_required', tag: 'Operator' } as const
const lead = { ...desk, staffRoles: ['lead'] } as const

export const getOperatorDesk = endpoint({
  ...desk,
  id: 'getOperatorDesk',
  method: 'GET',
  path: '/operator/desk',
  summary: 'How the instance is',
  success: {
    status: 200,
    body: z.object({
      organisations: z.number().int(),
      openStreams: z.number().int(),
      /** Whether keys of staff are held to roots of makers that this instance trusts (STAFF_KEY_ROOTS). */
      keysProvenByMaker: z.boolean(),
      backups: z.object({ keptDays: z.number().nullable(), newestAt: Instant.nullable() }),
    }),
  },
})

export const listCustomers = endpoint({
  ...desk,
  id: 'listCustomers',
  method: 'GET',
  path: '/operator/organisations',
  summary: 'The customers: name, state and number of people; nothing personal',
  query: z.object({ after: OrganisationId.optional() }),
  success: {
    status: 200,
    body: z.object({
      organisations: z.array(
        z.object({
          id: OrganisationId,
          name: z.string(),
          state: z.enum(['formation', 'in_force', 'ended']),
          since: Instant,
          people: z.number().int(),
        }),
      ),
      next: OrganisationId.nullable(),
    }),
  },
})

export const StaffMember = z.object({
  id: StaffId,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(staffRoles)),
  state: z.enum(['invited', 'active', 'left']),
  keys: z.number().int(),
  declaredAt: Instant.nullable(),
  invitedAt: Instant,
  leftAt: Instant.nullable(),
})
export type StaffMember = z.infer<typeof StaffMember>
const StaffLink = z.object({ url: z.string(), expiresAt: Instant })

export const listStaff = endpoint({
  ...lead,
  id: 'listStaff',
  method: 'GET',
  path: '/operator/staff',
  summary: 'The operator’s own people (G2.3)',
  success: { status: 200, body: z.object({ staff: z.array(StaffMember) }) },
})

export const inviteStaff = endpoint({
  ...lead,
  id: 'inviteStaff',
  method: 'POST',
  path: '/operator/staff',
  stepUp: true,
  summary: 'Invite a colleague: a link for enrolling a key, valid once and for an hour',
  body: z.object({ name: Name, email: Email, roles: z.array(z.enum(staffRoles)).min(1) }),
  success: { status: 201, body: z.object({ member: StaffMember, link: StaffLink }) },
  errors: ['staff_email_taken'],
})

export const renewStaffLink = endpoint({
  ...lead,
  id: 'renewStaffLink',
  method: 'POST',
  path: '/operator/staff/{staffId}/link',
  stepUp: true,
  summary: 'A new link for a colleague who lost their keys; the keys they had stop working',
  params: z.object({ staffId: StaffId }),
  success: { status: 201, body: StaffLink },
  errors: ['not_for_yourself'],
})

export const changeStaffRoles = endpoint({
  ...lead,
  id: 'changeStaffRoles',
  method: 'PUT',
  path: '/operator/staff/{staffId}/roles',
  stepUp: true,
  summary: 'Change what a colleague may do',
  params: z.object({ staffId: StaffId }),
  body: z.object({ roles: z.array(z.enum(staffRoles)).min(1) }),
  success: { status: 200, body: StaffMember },
  errors: ['not_for_yourself'],
})

export const releaseStaff = endpoint({
  ...lead,
  id: 'releaseStaff',
  method: 'DELETE',
  path: '/operator/staff/{staffId}',
  stepUp: true,
  summary: 'A colleague leaves: sessions, keys, links and visits end at once',
  params: z.object({ staffId: StaffId }),
  success: { status: 204, body: null },
  errors: ['not_for_yourself'],
})

export const getDeclarationEvidence = endpoint({
  ...lead,
  id: 'getDeclarationEvidence',
  method: 'GET',
  path: '/operator/staff/{staffId}/declaration',
  summary: 'A colleague’s signed declaration, so that it can be checked without this service (WebAuthn assertion over the text)',
  params: z.object({ staffId: StaffId }),
  success: {
    status: 200,
    body: z.object({
      declarations: z.array(
        z.object({
          version: z.string(),
          language: Language,
          text: z.string(),
          textHash: z.string(),
          signedAt: Instant,
          /** Base64url, as the authenticator gave them; the key is a COSE key (RFC 9052). */
          clientDataJSON: z.string(),
          authenticatorData: z.string(),
          signature: z.string(),
          publicKey: z.string(),
        }),
      ),
    }),
  },
})

export const getOwnStaffData = endpoint({
  ...desk,
  id: 'getOwnStaffData',
  method: 'GET',
  path: '/operator/me',
  summary: 'Everything the operator keeps about me in this register',
  success: {
    status: 200,
    body: z.object({
      member: StaffMember,
      sessions: z.array(z.object({ device: z.string(), createdAt: Instant, endsAt: Instant })),
      /** It all goes so many days after I leave. */
      keptDaysAfterLeaving: z.number().int(),
    }),
  },
})

export const listOperatorLog = endpoint({
  ...desk,
  id: 'listOperatorLog',
  method: 'GET',
  path: '/operator/log',
  summary: 'What the operator’s people did, newest first',
  query: z.object({ before: z.string().max(200).optional() }),
  success: {
    status: 200,
    body: z.object({
      entries: z.array(
        z.object({
          at: Instant,
          /** Its place in the log; null: not given yet, a matter of seconds. */
          index: z.number().int().nullable(),
          action: z.string(),
          staff: z.object({ id: StaffId, name: z.string().nullable() }).nullable(),
          about: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
          organisation: z.string().nullable(),
          ticket: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
      /** Under this id its checkpoints and tiles are public, like a customer's. */
      logId: z.string(),
    }),
  },
})
