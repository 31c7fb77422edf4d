import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { HoldId, PersonId, RequestId } from '../ids.ts'
import { Instant } from '../values.ts'
import { Corrected, Corrections, DataRequest, ErasureAnswer, ErasurePreview, LooksPage, LooksQuery, MyData } from './my-data.ts'

/** The customer's privacy officer does for its people what they can do themselves (G1.2). Each act is in the trail, and the person is told. */
const desk = {
  access: { permission: 'handle_requests' },
  purpose: 'rights',
  agreement: 'not_required',
  tag: 'Privacy desk',
} as const
const one = { ...desk, params: z.object({ personId: PersonId }) } as const

export const listDataSubjects = endpoint({
  id: 'listDataSubjects',
  method: 'GET',
  path: '/data-subjects',
  summary: 'The people about whom something is kept',
  ...desk,
  query: z.object({ search: z.string().max(100).optional() }),
  success: {
    status: 200,
    body: z.object({
      people: z.array(
        z.object({ id: PersonId, name: z.string(), restrictedAt: Instant.nullable(), onHold: z.boolean(), openRequests: z.number().int() }),
      ),
    }),
  },
})

export const listDataRequests = endpoint({
  id: 'listDataRequests',
  method: 'GET',
  path: '/data-requests',
  summary: 'All requests of the organisation, open ones first; the erased without a name',
  ...desk,
  success: {
    status: 200,
    body: z.object({ requests: z.array(DataRequest.extend({ person: z.object({ id: PersonId, name: z.string() }).nullable() })) }),
  },
})

export const getDataOf = endpoint({
  id: 'getDataOf',
  method: 'GET',
  path: '/data-subjects/{personId}/data',
  summary: 'Everything that is kept about a person; recorded singly, and the person sees it',
  ...one,
  success: { status: 200, body: MyData.extend({ name: z.string() }) },
})

export const getLooksAt = endpoint({
  id: 'getLooksAt',
  method: 'GET',
  path: '/data-subjects/{personId}/looks',
  summary: 'Who looked at a person',
  ...one,
  query: LooksQuery,
  success: { status: 200, body: LooksPage },
})

export const correctDataOf = endpoint({
  id: 'correctDataOf',
  method: 'POST',
  path: '/data-subjects/{personId}/corrections',
  stepUp: true,
  summary: 'Correct a person’s name or e-mail address',
  ...one,
  agreement: 'required',
  body: Corrections,
  success: { status: 200, body: Corrected },
  errors: ['email_taken'],
})

export const restrictDataOf = endpoint({
  id: 'restrictDataOf',
  method: 'PUT',
  path: '/data-subjects/{personId}/restriction',
  summary: 'Freeze a person’s data',
  ...one,
  agreement: 'required',
  success: { status: 200, body: z.object({ restrictedAt: Instant }) },
})

export const liftRestrictionOf = endpoint({
  id: 'liftRestrictionOf',
  method: 'DELETE',
  path: '/data-subjects/{personId}/restriction',
  summary: 'Use a person’s data again',
  ...one,
  agreement: 'required',
  success: { status: 204, body: null },
})

export const askExportOf = endpoint({
  id: 'askExportOf',
  method: 'POST',
  path: '/data-subjects/{personId}/exports',
  stepUp: true,
  summary: 'Make a ZIP with everything about a person',
  ...one,
  success: { status: 202, body: DataRequest },
  errors: ['request_already_open'],
})

export const getExportFileOf = endpoint({
  id: 'getExportFileOf',
  method: 'GET',
  path: '/data-subjects/{personId}/exports/{requestId}/file',
  summary: 'The ZIP of a person; the person is told that it was taken',
  ...desk,
  params: z.object({ personId: PersonId, requestId: RequestId }),
  success: { status: 200, body: z.string(), contentType: 'application/zip' },
})

export const previewErasureOf = endpoint({
  id: 'previewErasureOf',
  method: 'GET',
  path: '/data-subjects/{personId}/erasure',
  summary: 'What erasing a person would do',
  ...one,
  success: { status: 200, body: ErasurePreview },
})

export const erasePerson = endpoint({
  id: 'erasePerson',
  method: 'POST',
  path: '/data-subjects/{personId}/erasure',
  stepUp: true,
  summary: 'Erase a person, for good',
  ...one,
  body: z.object({ erase: z.literal(true) }),
  success: { status: 202, body: ErasureAnswer },
  errors: ['last_organisation_manager', 'request_already_open'],
})

export const Hold = z.object({
  id: HoldId,
  /** Null: the whole organisation. */
  person: z.object({ id: PersonId, name: z.string() }).nullable(),
  ground: z.string(),
  statute: z.string().nullable(),
  placedAt: Instant,
  endsAt: Instant,
  liftedAt: Instant.nullable(),
})

export const listHolds = endpoint({
  id: 'listHolds',
  method: 'GET',
  path: '/holds',
  summary: 'What suspends erasure, with ground and end',
  ...desk,
  access: { permission: 'see_keeping' },
  success: { status: 200, body: z.object({ holds: z.array(Hold) }) },
})

export const placeHold = endpoint({
  id: 'placeHold',
  method: 'POST',
  path: '/holds',
  stepUp: true,
  summary: 'Suspend erasure and keeping periods, for a person or for all',
  ...desk,
  access: { permission: 'place_holds' },
  agreement: 'required',
  body: z.object({
    personId: PersonId.nullable(),
    ground: z.string().trim().min(10).max(1000),
    /** The law that demands it; without one a hold ends with the agreement (GDPR art. 28(3)(g)). */
    statute: z.string().trim().min(3).max(300).nullable().default(null),
    endsAt: Instant,
  }),
  success: { status: 201, body: Hold },
  errors: ['in_the_past'],
})

export const liftHold = endpoint({
  id: 'liftHold',
  method: 'DELETE',
  path: '/holds/{holdId}',
  stepUp: true,
  summary: 'Lift a hold; what waited for it goes on',
  ...desk,
  access: { permission: 'place_holds' },
  params: z.object({ holdId: HoldId }),
  success: { status: 204, body: null },
})
