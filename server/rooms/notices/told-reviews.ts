import type { OrganisationId, PersonId, ReviewId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { tellOfReview } from './store.ts'
import type { ReviewNotice } from './store.ts'

/** Tells people of a review of rights, once each: that they have to answer in it, or lost a right by it. Opens purpose `rights` itself. */
export const tellReviewed = (kernel: Kernel, organisation: OrganisationId, people: readonly PersonId[], kind: ReviewNotice, review: ReviewId): Promise<void> =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, async (tx) => {
    const told = await tellOfReview(tx, people, kind, review)
    await trail.record(
      tx,
      told.map(({ noticeId, person }) => ({ action: 'notices.told', subject: { kind: 'notice', id: noticeId }, person, detail: { kind } })),
    )
    tx.afterCommit(() => {
      for (const { person } of told) kernel.live.changed(organisation, `notices:${person}`)
    })
  })
