import type { Review, ReviewItem } from '#contract/endpoints/reviews.ts'
import type { GrantId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { personNames } from '../people/index.ts'
import { mayAnswer } from './review-rules.ts'
import type { Answerer } from './review-rules.ts'
import type { ItemRow, ReviewRow } from './store.ts'

type Reader = { readonly answerer: Answerer; readonly officers: readonly PersonId[] }

/** Reviews as a reader sees them, with how many answers they owe. Purpose `administration`. */
export const reviewViews = async (kernel: Kernel, tx: Tx, reviews: readonly ReviewRow[], items: readonly ItemRow[], { answerer, officers }: Reader): Promise<Review[]> => {
  const names = await personNames(tx, kernel.keys, [...new Set(reviews.flatMap(({ startedBy }) => (startedBy === null ? [] : [startedBy])))])
  const byReview = Map.groupBy(items, ({ reviewId }) => reviewId)
  return reviews.map((review) => {
    const own = byReview.get(review.id) ?? []
    const count = (state: ItemRow['state']) => own.filter((item) => item.state === state).length
    const name = review.startedBy === null ? undefined : names.get(review.startedBy)
    return {
      id: review.id,
      startedAt: review.startedAt.toString(),
      dueAt: review.dueAt.toString(),
      closedAt: review.closedAt?.toString() ?? null,
      startedBy: review.startedBy === null || name === undefined ? null : { id: review.startedBy, name },
      counts: {
        open: count('open'), confirmed: count('confirmed'), takenAway: count('taken_away'), lapsed: count('lapsed'), atRisk: count('at_risk'), gone: count('gone'),
      },
      mine: own.filter((item) => item.state === 'open' && mayAnswer(answerer, item, officers)).length,
    }
  })
}

/** Items with names, places and reasons. Purpose `administration`. */
export const itemViews = async (kernel: Kernel, tx: Tx, locations: access.LocationNames, items: readonly ItemRow[], { answerer, officers }: Reader): Promise<ReviewItem[]> => {
  const people = new Set(items.flatMap(({ person, by, answeredBy }) => [person, by, answeredBy].filter((id) => id !== null)))
  const [names, places, reasons] = await Promise.all([
    personNames(tx, kernel.keys, [...people]),
    locations(tx),
    access.grantReasons(kernel, tx, items.flatMap(({ kind, subject }) => (kind === 'role' && subject !== null ? [subject as GrantId] : []))),
  ])
  const named = (id: PersonId | null) => (id !== null && names.has(id) ? { id, name: names.get(id) ?? '' } : null)
  return items.map((item) => ({
    id: item.id,
    reviewId: item.reviewId,
    kind: item.kind,
    person: named(item.person),
    role: item.role,
    grantId: item.kind === 'role' ? (item.subject as GrantId | null) : null,
    location: item.locationId === null ? null : { id: item.locationId, name: places.get(item.locationId) ?? '' },
    label: item.label,
    since: item.since.toString(),
    until: item.until?.toString() ?? null,
    by: named(item.by),
    why: item.kind === 'role' ? (reasons.get(item.subject as GrantId) ?? null) : null,
    reviewer: item.reviewer,
    mine: item.state === 'open' && mayAnswer(answerer, item, officers),
    state: item.state,
    answeredBy: named(item.answeredBy),
    answeredAt: item.answeredAt?.toString() ?? null,
  }))
}
