import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { mostMonthsBetweenReviews, nextReview } from './review-rules.ts'
import { reviewPlan } from './reviews.ts'
import { readItems, readReviews } from './store.ts'

/** How reviews stand, in numbers, for whoever has to show that rights are checked (G6.2g). */
export type ReviewFigures = {
  readonly lastClosedAt: Temporal.Instant | null
  readonly nextAt: Temporal.Instant
  /** No review began in the year behind us, though one was due. */
  readonly late: boolean
  readonly open: number
  /** Of the last review that closed. */
  readonly confirmed: number
  readonly takenAway: number
  readonly lapsed: number
  readonly atRisk: number
}

/** Purpose `administration`. */
export const figures = async (tx: Tx): Promise<ReviewFigures> => {
  const [{ lastClosedAt, nextAt }, reviews] = await Promise.all([reviewPlan(tx), readReviews(tx)])
  const closed = reviews.find((review) => review.closedAt !== null)
  const open = reviews.find((review) => review.closedAt === null)
  const items = await readItems(tx, [closed, open].flatMap((review) => (review === undefined ? [] : [review.id])))
  const count = (review: typeof closed, state: string) => items.filter((item) => item.reviewId === review?.id && item.state === state).length
  const [last] = reviews
  return {
    lastClosedAt,
    nextAt,
    late: last !== undefined && Temporal.Instant.compare(nextReview(last.startedAt, mostMonthsBetweenReviews), tx.now) < 0,
    open: count(open, 'open'),
    confirmed: count(closed, 'confirmed'),
    takenAway: count(closed, 'taken_away'),
    lapsed: count(closed, 'lapsed'),
    atRisk: count(closed, 'at_risk'),
  }
}
