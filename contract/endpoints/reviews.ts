import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { GrantId, LocationId, PersonId, ReviewId, ReviewItemId } from '../ids.ts'
import { roles } from '../permissions.ts'
import { Instant } from '../values.ts'

/** Granted rights are checked (G6.2g): what is not confirmed by the date lapses. */
const base = { purpose: 'administration', agreement: 'required', tag: 'Access reviews' } as const
const Named = z.object({ id: PersonId, name: z.string() })

/** Months between two reviews. Once a year is the least (G6.2g): there is no longer period and no way to switch it off (G2.1). */
export const reviewPeriods = [3, 6, 12] as const
const EveryMonths = z.union(reviewPeriods.map((months) => z.literal(months)))

export const ReviewSettings = z.object({
  everyMonths: EveryMonths,
  /** How long those responsible have to answer. */
  answerDays: z.number().int(),
  nextAt: Instant,
  lastClosedAt: Instant.nullable(),
})

export const reviewedKinds = ['role', 'break_glass', 'approval', 'client', 'token'] as const

export const ReviewItem = z.object({
  id: ReviewItemId,
  reviewId: ReviewId,
  kind: z.enum(reviewedKinds),
  /** Whose; null for what is nobody's (an approval, a program), or when that person is erased. */
  person: Named.nullable(),
  role: z.enum(roles).nullable(),
  grantId: GrantId.nullable(),
  location: z.object({ id: LocationId, name: z.string() }).nullable(),
  /** Of what is no role: what it is called. */
  label: z.string().nullable(),
  since: Instant,
  until: Instant.nullable(),
  by: Named.nullable(),
  why: z.string().nullable(),
  /** Who has to answer. Nobody answers about themselves. */
  reviewer: z.enum(['organisation_manager', 'location_manager', 'privacy_officer']),
  /** Whether I may answer. */
  mine: z.boolean(),
  /** `at_risk`: not confirmed, and kept only because nobody else could manage the organisation. `gone`: it had ended before. */
  state: z.enum(['open', 'confirmed', 'taken_away', 'lapsed', 'at_risk', 'gone']),
  answeredBy: Named.nullable(),
  answeredAt: Instant.nullable(),
})
export type ReviewItem = z.infer<typeof ReviewItem>

export const Review = z.object({
  id: ReviewId,
  startedAt: Instant,
  /** On this moment whatever is not confirmed lapses. */
  dueAt: Instant,
  closedAt: Instant.nullable(),
  /** Null: it started by itself. */
  startedBy: Named.nullable(),
  counts: z.object({
    open: z.number().int(),
    confirmed: z.number().int(),
    takenAway: z.number().int(),
    lapsed: z.number().int(),
    atRisk: z.number().int(),
    gone: z.number().int(),
  }),
  /** How many wait for me. */
  mine: z.number().int(),
})
export type Review = z.infer<typeof Review>

export const getReviewSettings = endpoint({
  ...base,
  id: 'getReviewSettings',
  method: 'GET',
  path: '/access-reviews/settings',
  summary: 'How often granted rights are reviewed, and when next',
  access: { permission: 'see_rights', at: 'any' },
  success: { status: 200, body: ReviewSettings },
})

export const setReviewSettings = endpoint({
  ...base,
  id: 'setReviewSettings',
  method: 'PUT',
  path: '/access-reviews/settings',
  stepUp: true,
  summary: 'Review more or less often: every 3, 6 or 12 months; never less (G2.1)',
  access: { permission: 'review_rights' },
  body: z.object({ everyMonths: EveryMonths }),
  success: { status: 200, body: ReviewSettings },
})

export const listReviews = endpoint({
  ...base,
  id: 'listReviews',
  method: 'GET',
  path: '/access-reviews',
  summary: 'Access reviews with their results, newest first',
  access: { permission: 'see_rights', at: 'any' },
  success: { status: 200, body: z.object({ reviews: z.array(Review) }) },
})

export const startReview = endpoint({
  ...base,
  id: 'startReview',
  method: 'POST',
  path: '/access-reviews',
  stepUp: true,
  summary: 'Start a review now; what is not confirmed in time lapses',
  access: { permission: 'review_rights' },
  success: { status: 201, body: Review },
  errors: ['review_open'],
})

export const getReview = endpoint({
  ...base,
  id: 'getReview',
  method: 'GET',
  path: '/access-reviews/{reviewId}',
  summary: 'One review with what it puts before whom; of a location manager what is at their locations',
  access: { permission: 'see_rights', at: 'any' },
  params: z.object({ reviewId: ReviewId }),
  query: z.object({
    mine: z.stringbool().default(false),
    state: ReviewItem.shape.state.optional(),
    after: ReviewItemId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  success: {
    status: 200,
    body: z.object({ review: Review, items: z.array(ReviewItem), total: z.number().int(), next: ReviewItemId.nullable() }),
  },
})

export const answerReview = endpoint({
  ...base,
  id: 'answerReview',
  method: 'POST',
  path: '/access-reviews/{reviewId}/answers',
  stepUp: true,
  summary: 'Confirm rights or take them away, all or none',
  description: '`employees` answers at once for everyone whose role of employee waits for me and is not among `answers`.',
  access: { permission: 'review_rights', at: 'any' },
  params: z.object({ reviewId: ReviewId }),
  body: z
    .object({
      answers: z.array(z.object({ itemId: ReviewItemId, verdict: z.enum(['confirm', 'take_away']) })).max(500).default([]),
      employees: z.literal('confirm').optional(),
    })
    .refine(({ answers, employees }) => answers.length > 0 || employees !== undefined, { message: 'no answer' }),
  success: { status: 200, body: Review },
  errors: ['review_closed', 'not_your_review', 'last_organisation_manager'],
})
