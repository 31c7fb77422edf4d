import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { BookingId, DeviceId, OrganisationId, PersonId, StaffId, VisitId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { visitGrounds, visitReasons, visitScopes } from '../support-visits.ts'
import { Email, Instant } from '../values.ts'
import { SupportVisit, VisitMinutes } from './support.ts'

/** Support visits as the operator's staff see them. Outside a running visit nothing of a customer's people can be read (G10). */
const support = { access: 'staff', staffRoles: ['support', 'lead'], purpose: null, agreement: 'not_required', tag: 'Operator' } as const
const lead = { ...support, staffRoles: ['lead'] } as const
const inVisit = { ...support, params: z.object({ visitId: VisitId }) } as const
const ofPerson = { ...support, params: z.object({ visitId: VisitId, personId: PersonId }) } as const

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
