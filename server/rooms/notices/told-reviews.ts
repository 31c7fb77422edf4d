import { z } from 'zod'
import { PersonId, ReviewId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import * as trail from '../trail/index.ts'
import { tellOfReview } from './store.ts'

/** As the room assurance puts it into the outbox. */
const ReviewTold = z.object({
  review: ReviewId,
  kind: z.enum(['review_asked', 'review_week', 'review_day', 'review_at_risk', 'right_lapsed']),
  people: z.array(PersonId),
})

/** For the outbox: who has to answer in a review of rights, or lost one by it, is told. Meeting an event twice tells nobody twice. */
export const onReviewTold =
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const { review, kind, people } = ReviewTold.parse(payload)
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, async (tx) => {
      const told = await tellOfReview(tx, people, kind, review)
      await trail.record(
        tx,
        told.map(({ noticeId, person }) => ({ action: 'notices.told', subject: { kind: 'notice', id: noticeId }, person, detail: { kind } })),
      )
      tx.afterCommit(() => {
        for (const { person } of told) kernel.live.changed(organisation, `notices:${person}`)
      })
    })
  }
