import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PersonId, VisitId } from '../ids.ts'
import { longestVisitMinutes, visitEnders, visitGrounds, visitReasons, visitScopes, visitStates } from '../support-visits.ts'
import { Instant } from '../values.ts'

/** Not `agreement: required`: who looked stays to be seen, and a visit can be ended, to the very end. */
const see = { access: { permission: 'see_support' }, agreement: 'not_required', tag: 'Support' } as const
const decide = { access: { permission: 'allow_support' }, purpose: null, agreement: 'not_required', tag: 'Support' } as const

export const VisitMinutes = z.number().int().min(1).max(longestVisitMinutes).meta({ examples: [30] })

export const SupportVisit = z.object({
  id: VisitId,
  state: z.enum(visitStates),
  ground: z.enum(visitGrounds),
  reason: z.enum(visitReasons),
  /** Why, in the operator's words. Null: what opens them was erased. */
  words: z.string().nullable(),
  ticket: z.string(),
  scope: z.enum(visitScopes),
  /** How long was asked; how long was allowed, extensions included. */
  askedMinutes: z.number().int(),
  allowedMinutes: z.number().int().nullable(),
  /** More minutes that support asks for while it runs, and that wait for an answer. */
  extensionMinutes: z.number().int().nullable(),
  askedAt: Instant,
  allowedAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  /** When it ends by itself, or ended. */
  endsAt: Instant.nullable(),
  endedBy: z.enum(visitEnders).nullable(),
})
export type SupportVisit = z.infer<typeof SupportVisit>

export const listSupportVisits = endpoint({
  ...see,
  id: 'listSupportVisits',
  method: 'GET',
  path: '/support/visits',
  purpose: 'administration',
  summary: 'Support visits of the operator to my organisation: asked, running and past',
  success: { status: 200, body: z.object({ visits: z.array(SupportVisit) }) },
})

export const getSupportVisit = endpoint({
  ...see,
  id: 'getSupportVisit',
  method: 'GET',
  path: '/support/visits/{visitId}',
  purpose: 'audit',
  summary: 'One visit, with everything that was looked at and done in it',
  params: z.object({ visitId: VisitId }),
  success: {
    status: 200,
    body: z.object({
      visit: SupportVisit,
      acts: z.array(
        z.object({
          at: Instant,
          /** What was looked at or done: `support_account`, `support_devices`, `support_signed_out` … */
          what: z.string(),
          person: z.object({ id: PersonId, name: z.string().nullable() }).nullable(),
        }),
      ),
    }),
  },
})

export const allowSupportVisit = endpoint({
  ...decide,
  id: 'allowSupportVisit',
  method: 'POST',
  path: '/support/visits/{visitId}/consent',
  summary: 'Say yes to a visit, or to its extension, for so many minutes; looking only unless scope says more',
  params: z.object({ visitId: VisitId }),
  body: z.object({ minutes: VisitMinutes, scope: z.enum(visitScopes) }),
  success: { status: 200, body: SupportVisit },
  errors: ['visit_settled'],
})

export const refuseSupportVisit = endpoint({
  ...decide,
  id: 'refuseSupportVisit',
  method: 'POST',
  path: '/support/visits/{visitId}/refusal',
  summary: 'Say no to a visit or to its extension',
  params: z.object({ visitId: VisitId }),
  success: { status: 200, body: SupportVisit },
  errors: ['visit_settled'],
})

export const endSupportVisit = endpoint({
  ...decide,
  id: 'endSupportVisit',
  method: 'POST',
  path: '/support/visits/{visitId}/end',
  summary: 'End a visit at once, or take back that it may begin, whatever its ground',
  params: z.object({ visitId: VisitId }),
  success: { status: 200, body: SupportVisit },
  errors: ['visit_settled'],
})
