import { z } from 'zod'
import { ReviewId } from '#contract/ids.ts'
import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { tellReviewed } from '../notices/index.ts'
import { mayAnswer } from './review-rules.ts'
import { readItems } from './store.ts'

/** For the outbox: people are to be told of a review. Which people is found when they are told: an event names nobody. */
export const reviewTold = 'assurance.reviewTold'

const ReviewTold = z.object({ review: ReviewId, kind: z.enum(['review_asked', 'review_week', 'review_day', 'review_at_risk', 'right_lapsed']) })
type ReviewTold = z.infer<typeof ReviewTold>

/** Lets people be told, with the commit. Purpose `administration`. */
export const tell = (kernel: Kernel, tx: Tx, told: ReviewTold): Promise<void> => kernel.outbox.emit(tx, [{ kind: reviewTold, payload: told }])

/** Who lost a right by the review, who answers for the organisation as a whole, or who has something to answer in it still. */
const whoIsTold = async (tx: Tx, { review, kind }: ReviewTold): Promise<PersonId[]> => {
  const [items, { officers, reviewers }] = await Promise.all([readItems(tx, [review]), access.reviewersNow(tx)])
  if (kind === 'right_lapsed') return items.flatMap(({ state, person }) => (state === 'lapsed' && person !== null ? [person] : []))
  const told = reviewers.filter((reviewer) =>
    kind === 'review_at_risk'
      ? reviewer.held.some(({ role }) => role === 'organisation_manager' || role === 'privacy_officer')
      : items.some((item) => item.state === 'open' && mayAnswer(reviewer, item, officers)),
  )
  return told.map(({ person }) => person)
}

/** For the outbox. Meeting an event twice tells nobody twice. */
export const onReviewTold =
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const told = ReviewTold.parse(payload)
    const people = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) => whoIsTold(tx, told))
    await tellReviewed(kernel, organisation, [...new Set(people)], told.kind, told.review)
  }
