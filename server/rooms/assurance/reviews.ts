import type { PersonId, ReviewId, ReviewItemId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as integrations from '../integrations/index.ts'
import { lockOrganisation, organisationOf } from '../organisations/index.ts'
import * as trail from '../trail/index.ts'
import { lapseItems, takeItemsAway } from './lapse.ts'
import { daysToAnswer, mayAnswer, nextReview, noticeDue, reviewerOf, usualMonthsBetweenReviews } from './review-rules.ts'
import type { Answerer } from './review-rules.ts'
import { closeReview, insertReview, noteTold, readEveryMonths, readItems, readOpenReview, readReview, readReviews, settleItems } from './store.ts'
import type { ItemRow, NewItem, ReviewRow } from './store.ts'
import { tell } from './told.ts'

/** Everything that is granted now, with the one before whom it is put. */
const everythingGranted = async (tx: Tx): Promise<NewItem[]> => {
  const [grants, glass, thirdParties] = await Promise.all([access.reviewableGrants(tx), access.readBreakGlass(tx), integrations.reviewables(tx)])
  const items: Omit<NewItem, 'reviewer'>[] = [
    ...grants.map(({ id, person, role, locationId, givenAt, endsAt, by }) => ({
      kind: 'role' as const, subject: id, person, role, locationId, label: null, since: givenAt, until: endsAt, by,
    })),
    ...glass.map(({ person, since }) => ({
      kind: 'break_glass' as const, subject: null, person, role: null, locationId: null, label: null, since, until: null, by: null,
    })),
    ...thirdParties.map(({ kind, id, person, party, client, since, endsAt }) => ({
      kind, subject: id, person, role: null, locationId: null, label: client === null ? party : `${party}: ${client}`, since, until: endsAt, by: null,
    })),
  ]
  return items.map((item) => ({ ...item, reviewer: reviewerOf(item) }))
}

/**
 * Starts a review; those responsible are told. Purpose `administration`.
 * @throws Refusal review_open
 */
export const startReview = async (kernel: Kernel, tx: Tx, by: PersonId | null): Promise<ReviewRow> => {
  await lockOrganisation(tx)
  if ((await readOpenReview(tx)) !== null) throw new Refusal('review_open')
  const id = crypto.randomUUID() as ReviewId
  const items = await everythingGranted(tx)
  await insertReview(tx, { id, dueAt: tx.now.add({ hours: daysToAnswer * 24 }), startedBy: by }, items)
  await trail.record(tx, { action: 'assurance.review_started', subject: { kind: 'review', id }, detail: { items: items.length } })
  await tell(kernel, tx, { review: id, kind: 'review_asked' })
  const started = await readReview(tx, id)
  if (started === null) throw new Error('the review that was just started cannot be read')
  return started
}

export type Answer = { readonly itemId: ReviewItemId; readonly verdict: 'confirm' | 'take_away' }

/**
 * Confirms rights or takes them away, all or none. Purpose `administration`.
 * @param employees also confirms everybody's role of employee that waits for this answerer and is not answered by name
 * @throws Refusal not_found, review_closed, not_your_review, last_organisation_manager
 */
export const answerReview = async (
  kernel: Kernel,
  tx: Tx,
  caller: PersonId,
  id: ReviewId,
  { answers, employees }: { readonly answers: readonly Answer[]; readonly employees: boolean },
): Promise<ReviewRow> => {
  await lockOrganisation(tx)
  const review = await readReview(tx, id)
  if (review === null) throw new Refusal('not_found')
  if (review.closedAt !== null) throw new Refusal('review_closed')
  const [items, held, { officers }] = await Promise.all([readItems(tx, [id]), access.heldBy(tx, caller), access.reviewersNow(tx)])
  const answerer: Answerer = { person: caller, held }
  const known = new Map(items.map((item) => [item.id, item]))
  const verdicts = new Map(answers.map(({ itemId, verdict }) => [itemId, verdict]))
  for (const itemId of verdicts.keys()) {
    const item = known.get(itemId)
    if (item === undefined) throw new Refusal('not_found')
    if (!mayAnswer(answerer, item, officers)) throw new Refusal('not_your_review')
  }
  if (employees) {
    for (const item of items) {
      if (item.role === 'employee' && item.state === 'open' && !verdicts.has(item.id) && mayAnswer(answerer, item, officers)) verdicts.set(item.id, 'confirm')
    }
  }
  const answered = (verdict: Answer['verdict']) => items.filter((item) => item.state === 'open' && verdicts.get(item.id) === verdict)
  const [confirmed, taken] = [answered('confirm'), answered('take_away')]
  await settleItems(tx, confirmed.map((item) => item.id), 'confirmed', caller)
  await settleItems(tx, taken.map((item) => item.id), 'taken_away', caller)
  const subjects = (kind: ItemRow['kind']) => confirmed.flatMap((item) => (item.kind === kind && item.subject !== null ? [item.subject] : []))
  await access.confirmGrants(tx, subjects('role'))
  await integrations.confirmReviewed(tx, (['approval', 'client', 'token'] as const).flatMap((kind) => subjects(kind).map((subject) => ({ kind, id: subject }))))
  await takeItemsAway(kernel, tx, taken)
  const entry = (action: string) => (item: ItemRow) => ({
    action: `assurance.${action}`,
    subject: { kind: 'review_item', id: item.id },
    person: item.person,
    detail: { kind: item.kind, role: item.role, locationId: item.locationId },
  })
  await trail.record(tx, [...confirmed.map(entry('right_confirmed')), ...taken.map(entry('right_taken_away'))])
  return review
}

/** When the next review starts by itself. Purposes `administration`, `audit`. */
export const reviewPlan = async (tx: Tx) => {
  const [everyMonths, reviews, organisation] = await Promise.all([readEveryMonths(tx), readReviews(tx), organisationOf(tx)])
  const [last] = reviews
  const months = everyMonths ?? usualMonthsBetweenReviews
  return {
    everyMonths: months,
    nextAt: nextReview(last?.startedAt ?? organisation.createdAt, months),
    lastClosedAt: reviews.find(({ closedAt }) => closedAt !== null)?.closedAt ?? null,
  }
}

/** On the date: what nobody confirmed lapses, and those who lost something are told. Purpose `administration`, in the organisation's turn. */
const close = async (kernel: Kernel, tx: Tx, review: ReviewRow): Promise<void> => {
  const open = (await readItems(tx, [review.id])).filter(({ state }) => state === 'open')
  const outcome = await lapseItems(kernel, tx, open)
  for (const state of ['lapsed', 'at_risk', 'gone'] as const) {
    await settleItems(tx, outcome.filter((each) => each.state === state).map(({ item }) => item.id), state, null)
  }
  await closeReview(tx, review.id)
  const count = (state: string) => outcome.filter((each) => each.state === state).length
  await trail.record(tx, {
    action: 'assurance.review_closed',
    subject: { kind: 'review', id: review.id },
    detail: { lapsed: count('lapsed'), atRisk: count('at_risk'), gone: count('gone') },
  })
  if (count('lapsed') > 0) await tell(kernel, tx, { review: review.id, kind: 'right_lapsed' })
  if (count('at_risk') > 0) await tell(kernel, tx, { review: review.id, kind: 'review_at_risk' })
}

/**
 * What time brings, in one transaction: a review that is due starts, notices go out, and on its date it closes. Done again after a crash it finds done what
 * was done.
 */
export const runReviews = (kernel: Kernel) => (organisation: Tx['organisation']): Promise<void> =>
  kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
    if ((await organisationOf(tx)).agreementInForceId === null) return
    await lockOrganisation(tx)
    const review = await readOpenReview(tx)
    if (review === null) {
      const { nextAt } = await reviewPlan(tx)
      if (Temporal.Instant.compare(nextAt, tx.now) <= 0) await startReview(kernel, tx, null)
      return
    }
    if (Temporal.Instant.compare(review.dueAt, tx.now) <= 0) return close(kernel, tx, review)
    const due = noticeDue(review.told, review.dueAt, tx.now)
    if (due === null) return
    await noteTold(tx, review.id, due)
    await tell(kernel, tx, { review: review.id, kind: `review_${due}` })
  })
