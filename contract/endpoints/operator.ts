import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { BookingId, DeviceId, OrganisationId, PersonId, StaffId, VisitId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { staffRoles } from '../staff-roles.ts'
import { visitGrounds, visitReasons, visitScopes } from '../support-visits.ts'
import { Email, Instant, Language, Name } from '../values.ts'
import { SupportVisit, VisitMinutes } from './support.ts'

const desk = { access: 'staff', purpose: null, agreement: 'not_required', tag: 'Operator' } as const
const lead = { ...desk, staffRoles: ['lead'] } as const
const support = { ...desk, staffRoles: ['support', 'lead'] } as const
const inVisit = { ...support, params: z.object({ visitId: VisitId }) } as const
const ofPerson = { ...support, params: z.object({ visitId: VisitId, personId: PersonId }) } as const

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
          /** Base64url, as the authenticator gave them; the key is SPKI DER. */
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

export const StaffVisit = SupportVisit.extend({
  organisation: z.object({ id: OrganisationId, name: z.string() }),
  staff: z.object({ id: StaffId, name: z.string().nullable() }),
  mine: z.boolean(),
  /** Waits for a second signature that I may give. */
  canApprove: z.boolean(),
})
export type StaffVisit = z.infer<typeof StaffVisit>

export const listVisits = endpoint({
  ...support,
  id: 'listVisits',
  method: 'GET',
  path: '/operator/visits',
  summary: 'My visits, and for a lead those that wait for a second signature or run',
  success: { status: 200, body: z.object({ visits: z.array(StaffVisit) }) },
})

export const askVisit = endpoint({
  ...support,
  id: 'askVisit',
  method: 'POST',
  path: '/operator/visits',
  summary: 'Ask for a support visit to a customer (G10)',
  body: z.object({
    organisationId: OrganisationId,
    reason: z.enum(visitReasons),
    words: z.string().trim().min(10).max(1000),
    ticket: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,29}$/).meta({ examples: ['VP-1042'] }),
    ground: z.enum(visitGrounds),
    minutes: VisitMinutes,
    scope: z.enum(visitScopes),
  }),
  success: { status: 201, body: StaffVisit },
  errors: ['agreement_not_in_force', 'necessity_reads_only'],
})

export const approveVisit = endpoint({
  ...lead,
  id: 'approveVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/approval',
  stepUp: true,
  summary: 'Give the second signature under a visit of necessity; never under one’s own',
  params: z.object({ visitId: VisitId }),
  success: { status: 200, body: StaffVisit },
  errors: ['own_visit', 'visit_settled'],
})

export const beginVisit = endpoint({
  ...inVisit,
  id: 'beginVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/begin',
  stepUp: true,
  summary: 'Begin a visit that is allowed: from now its minutes count',
  success: { status: 200, body: StaffVisit },
  errors: ['visit_not_open', 'agreement_not_in_force'],
})

export const extendVisit = endpoint({
  ...inVisit,
  id: 'extendVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/extension',
  summary: 'Ask the customer for more minutes of a running visit',
  body: z.object({ minutes: VisitMinutes }),
  success: { status: 200, body: StaffVisit },
  errors: ['visit_not_open'],
})

export const endVisit = endpoint({
  ...inVisit,
  id: 'endVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/end',
  summary: 'End my visit, or give up asking; a lead may end anybody’s',
  success: { status: 200, body: StaffVisit },
  errors: ['visit_settled'],
})

export const watchVisit = endpoint({
  ...inVisit,
  id: 'watchVisit',
  method: 'GET',
  path: '/operator/visits/{visitId}/live',
  summary: 'A stream that lasts as long as my visit: `visit` when it changes, and it closes when the visit ends',
  success: { status: 200, body: z.string(), contentType: 'text/event-stream' },
  errors: ['visit_not_open'],
})

const PersonInVisit = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  kind: z.enum(['employee', 'guest']),
  roles: z.array(z.enum(roles)),
  optedIn: z.boolean(),
  deactivatedAt: Instant.nullable(),
  accessUntil: Instant.nullable(),
})

export const findPersonInVisit = endpoint({
  ...inVisit,
  id: 'findPersonInVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/people',
  summary: 'Find one person of the customer by their exact e-mail address; the person is told',
  body: z.object({ email: Email }),
  success: { status: 200, body: z.object({ person: PersonInVisit.nullable() }) },
  errors: ['visit_not_open'],
})

export const getPersonInVisit = endpoint({
  ...ofPerson,
  id: 'getPersonInVisit',
  method: 'GET',
  path: '/operator/visits/{visitId}/people/{personId}',
  summary: 'The account of one person: roles, sessions and bookings of today; the person is told',
  success: {
    status: 200,
    body: z.object({
      person: PersonInVisit,
      sessions: z.array(z.object({ device: z.string(), method: z.string(), createdAt: Instant, seenAt: Instant, endsAt: Instant })),
      bookings: z.array(z.object({ id: BookingId, workspaceName: z.string(), from: Instant, to: Instant, status: z.string() })),
    }),
  },
  errors: ['visit_not_open'],
})

export const listDevicesInVisit = endpoint({
  ...inVisit,
  id: 'listDevicesInVisit',
  method: 'GET',
  path: '/operator/visits/{visitId}/devices',
  summary: 'Devices of the customer and when each was last heard; nothing personal',
  success: {
    status: 200,
    body: z.object({
      devices: z.array(
        z.object({ id: DeviceId, name: z.string().nullable(), model: z.string(), lastSeenAt: Instant.nullable(), batteryPct: z.number().nullable(), stuck: z.boolean() }),
      ),
    }),
  },
  errors: ['visit_not_open'],
})

export const signOutInVisit = endpoint({
  ...ofPerson,
  id: 'signOutInVisit',
  method: 'POST',
  path: '/operator/visits/{visitId}/people/{personId}/sign-out',
  summary: 'Sign a person out everywhere; only when the customer allowed more than looking',
  success: { status: 204, body: null },
  errors: ['visit_not_open', 'visit_reads_only'],
})
