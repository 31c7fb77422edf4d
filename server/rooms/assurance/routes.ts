import * as endpoints from '#contract/endpoints/reviews.ts'
import type { LocationId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { answerReview, reviewPlan, startReview } from './reviews.ts'
import { daysToAnswer, mayAnswer } from './review-rules.ts'
import { readItems, readReview, readReviews, setEveryMonths } from './store.ts'
import type { ItemRow, ReviewRow } from './store.ts'
import { itemViews, reviewViews } from './views.ts'

/** What a reader sees of items: everything, or what is at their locations. */
const seenBy = ({ permissions, locally }: PersonPrincipal, items: readonly ItemRow[]): readonly ItemRow[] => {
  if (permissions.has('see_rights')) return items
  const mine: ReadonlySet<LocationId> = locally.get('see_rights') ?? new Set<LocationId>()
  return items.filter(({ locationId }) => locationId !== null && mine.has(locationId))
}

/** Reviews of granted rights (G6.2g). */
export const routes = (kernel: Kernel, locations: access.LocationNames): Route[] => {
  const readerOf = async (tx: Tx, { person }: PersonPrincipal) => {
    const [held, { officers }] = await Promise.all([access.heldBy(tx, person), access.reviewersNow(tx)])
    return { answerer: { person, held }, officers }
  }
  const viewOf = async (tx: Tx, principal: PersonPrincipal, review: ReviewRow) => {
    const items = seenBy(principal, await readItems(tx, [review.id]))
    const [view] = await reviewViews(kernel, tx, [review], items, await readerOf(tx, principal))
    if (view === undefined) throw new Error('a review without a view')
    return view
  }
  const settings = async (tx: Tx) => {
    const { everyMonths, nextAt, lastClosedAt } = await reviewPlan(tx)
    return { everyMonths, answerDays: daysToAnswer, nextAt: nextAt.toString(), lastClosedAt: lastClosedAt?.toString() ?? null }
  }

  return [
    route(endpoints.getReviewSettings, ({ tx }) => settings(tx)),

    route(endpoints.setReviewSettings, async ({ tx, body }) => {
      await setEveryMonths(tx, body.everyMonths)
      await trail.record(tx, { action: 'assurance.review_period_set', detail: { everyMonths: body.everyMonths } })
      return settings(tx)
    }),

    route(endpoints.listReviews, async ({ tx, principal }) => {
      const reviews = await readReviews(tx)
      const items = seenBy(principal, await readItems(tx, reviews.map(({ id }) => id)))
      return { reviews: await reviewViews(kernel, tx, reviews, items, await readerOf(tx, principal)) }
    }),

    route(endpoints.startReview, async ({ tx, principal }) => viewOf(tx, principal, await startReview(kernel, tx, principal.person))),

    route(endpoints.getReview, async ({ tx, principal, params, query }) => {
      const review = await readReview(tx, params.reviewId)
      if (review === null) throw new Refusal('not_found')
      const [all, reader] = await Promise.all([readItems(tx, [review.id]), readerOf(tx, principal)])
      const seen = seenBy(principal, all)
      const [view] = await reviewViews(kernel, tx, [review], seen, reader)
      if (view === undefined) throw new Error('a review without a view')
      const { answerer, officers } = reader
      const wanted = seen
        .filter((item) => query.state === undefined || item.state === query.state)
        .filter((item) => !query.mine || (item.state === 'open' && mayAnswer(answerer, item, officers)))
        // What weighs most first; the rest stays together by person.
        .toSorted((one, other) => order(one) - order(other) || compare(one.person, other.person) || compare(one.id, other.id))
      const start = query.after === undefined ? 0 : wanted.findIndex(({ id }) => id === query.after) + 1
      const page = query.after !== undefined && start === 0 ? [] : wanted.slice(start, start + query.limit)
      const items = await itemViews(kernel, tx, locations, page, reader)
      const role = principal.roles.find((each) => permissionsOf([each]).has('see_rights')) ?? 'employee'
      const people = new Set(items.flatMap(({ person }) => (person === null ? [] : [person.id])))
      await trail.lookedAtList(tx, kernel.looks, [...people], { role, view: 'access_review' })
      const last = page.at(-1)
      return { review: view, items, total: wanted.length, next: last === undefined || last === wanted.at(-1) ? null : last.id }
    }),

    route(endpoints.answerReview, async ({ tx, principal, params, body }) => {
      const review = await answerReview(kernel, tx, principal.person, params.reviewId, { answers: body.answers, employees: body.employees === 'confirm' })
      return viewOf(tx, principal, review)
    }),
  ]
}

const order = ({ kind, role }: ItemRow): number => (kind === 'role' && role === 'employee' ? 1 : 0)
const compare = (one: string | null, other: string | null): number => (one ?? '').localeCompare(other ?? '')
