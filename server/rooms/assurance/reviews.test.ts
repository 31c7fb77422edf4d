import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { deactivateAccount } from '#contract/endpoints/people.ts'
import { answerReview, getReview, getReviewSettings, listReviews, setReviewSettings, startReview } from '#contract/endpoints/reviews.ts'
import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import { giveGrant } from '#contract/endpoints/rights.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import type { LocationId, OrganisationId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse, SignedUp } from '../../../test/accounts.ts'
import * as notices from '../notices/index.ts'
import * as places from '../places/index.ts'
import { runReviews } from './reviews.ts'
import { figures, onReviewTold, reviewTold, routes } from './index.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse({}, (kernel) => {
    kernel.outbox.on(reviewTold, onReviewTold(kernel))
    return [...routes(kernel, places.locationNames), ...notices.routes()]
  })
})
after(() => house.close())

let round = 0
let manager: SignedUp
let here: LocationId
beforeEach(async () => {
  round += 1
  manager = await house.establish(`baas${round}@controle.example`)
  here = await house.seed.location(manager.organisation as OrganisationId, { name: 'Vaartkade' })
})

const join = async (name: string, held: readonly Role[] = ['employee']): Promise<SignedUp> => {
  const joined = await house.join(manager.cookie, `${name}${round}@controle.example`, held)
  await house.optIn(joined.cookie)
  return joined
}
/** Time goes on; whoever acts afterwards has shown again who they are. */
const pass = async (hours: number): Promise<void> => {
  house.clock.advance({ hours })
  const now = house.clock.now().toString()
  await house.query(
    `UPDATE sessions SET seen_at = $2, created_at = $2, verified_at = $2, idle_until = $2::timestamptz + interval '12 hours', absolute_until = $2::timestamptz + interval '14 days'
     WHERE organisation_id = $1`,
    [manager.organisation, now],
  )
}
const run = async () => {
  await runReviews(house.kernel)(manager.organisation as OrganisationId)
  await house.kernel.outbox.settled()
}
const start = async (by = manager) => (await house.call(startReview, { cookie: by.cookie })).body['id'] as unknown as string
const itemsOf = async (by: SignedUp, reviewId: string, query: Record<string, string> = {}) =>
  (await house.call(getReview, { cookie: by.cookie, params: { reviewId }, query })).body['items'] as unknown as ReviewItem[]
const answer = (by: SignedUp, reviewId: string, body: object) => house.call(answerReview, { cookie: by.cookie, params: { reviewId }, body })
const held = async (): Promise<string[]> =>
  (await house.query<{ text: string }>(`SELECT concat_ws(' ', role, person_id) AS text FROM role_grants WHERE organisation_id = $1 ORDER BY 1`, [manager.organisation])).map(({ text }) => text)
const told = async ({ cookie }: SignedUp) =>
  ((await house.call(listNotices, { cookie })).body['notices'] as unknown as { kind: string }[]).map(({ kind }) => kind).toSorted()
const daysToAnswer = 28

test('each right waits for the one responsible; what is confirmed stays, what is not lapses on the date, and its holder is told', async () => {
  const [fleur, lot, rik] = [await join('fleur', ['employee', 'privacy_officer']), await join('lot'), await join('rik')]
  const give = (to: SignedUp, role: Role) =>
    house.call(giveGrant, { cookie: manager.cookie, body: { personId: to.person, role, locationId: here, why: 'Beheert de Vaartkade' } })
  await give(lot, 'location_manager')
  await give(rik, 'receptionist')
  const reviewId = await start()
  await house.kernel.outbox.settled()
  const mine = async (by: SignedUp) => (await itemsOf(by, reviewId, { mine: 'true' })).map(({ role, person }) => `${role} ${person?.id}`).toSorted()
  assert.deepEqual(await mine(fleur), [`organisation_manager ${manager.person}`])
  assert.deepEqual(await mine(lot), [`receptionist ${rik.person}`])
  assert.ok((await mine(manager)).includes(`privacy_officer ${fleur.person}`))
  for (const who of [manager, fleur, lot]) assert.deepEqual(await told(who), ['review_asked'])
  assert.deepEqual(await told(rik), [])

  // A reason can be read by whoever judges; somebody else's right cannot be judged.
  const [desk] = await itemsOf(lot, reviewId, { mine: 'true' })
  assert.equal(desk?.why, 'Beheert de Vaartkade')
  const [own] = (await itemsOf(manager, reviewId)).filter((item) => item.person?.id === manager.person)
  assert.equal((await answer(manager, reviewId, { answers: [{ itemId: own?.id, verdict: 'confirm' }] })).body['code'], 'not_your_review')
  assert.equal((await answer(lot, reviewId, { answers: [{ itemId: own?.id, verdict: 'confirm' }] })).body['code'], 'not_your_review')

  assert.equal((await answer(lot, reviewId, { answers: [{ itemId: desk?.id, verdict: 'take_away' }] })).status, 200)
  assert.equal((await answer(manager, reviewId, { employees: 'confirm' })).status, 200)
  const [officer] = (await itemsOf(manager, reviewId)).filter(({ role }) => role === 'privacy_officer')
  await answer(manager, reviewId, { answers: [{ itemId: officer?.id, verdict: 'confirm' }] })
  const [managing] = await itemsOf(fleur, reviewId, { mine: 'true' })
  await answer(fleur, reviewId, { answers: [{ itemId: managing?.id, verdict: 'confirm' }] })
  // Left over: the location manager's own role, and (nobody else could) nothing more.
  await pass(daysToAnswer * 24 - 1)
  await run()
  assert.ok((await held()).includes(`location_manager ${lot.person}`), 'not before the date')
  await pass(1)
  await run()
  assert.deepEqual(
    await held(),
    [`employee ${fleur.person}`, `employee ${lot.person}`, `employee ${rik.person}`, `organisation_manager ${manager.person}`, `privacy_officer ${fleur.person}`].toSorted(),
  )
  assert.ok((await told(lot)).includes('right_lapsed'))
  const { body } = await house.call(getReview, { cookie: manager.cookie, params: { reviewId } })
  const counts = (body['review'] as unknown as { counts: Record<string, number> }).counts
  assert.deepEqual(counts, { open: 0, confirmed: 5, takenAway: 1, lapsed: 1, atRisk: 0, gone: 0 })
  assert.equal((await answer(manager, reviewId, { employees: 'confirm' })).body['code'], 'review_closed')
  const numbers = await house.kernel.inPurpose({ organisation: manager.organisation as OrganisationId, actor: { kind: 'system' }, purpose: 'administration' }, figures)
  assert.deepEqual([numbers.confirmed, numbers.takenAway, numbers.lapsed, numbers.atRisk, numbers.open, numbers.late], [5, 1, 1, 0, 0, false])
  const trail = await house.query<{ action: string }>(`SELECT action FROM trail_entries WHERE organisation_id = $1 AND action LIKE 'assurance.%' ORDER BY at, action`, [manager.organisation])
  for (const action of ['review_started', 'right_confirmed', 'right_taken_away', 'review_closed']) assert.ok(trail.some((entry) => entry.action === `assurance.${action}`), action)
})

test('the last manager is kept though nobody confirmed the role, and that is shown as a risk', async () => {
  await pass(1)
  const two = await join('twee', ['organisation_manager'])
  const reviewId = await start()
  await pass(daysToAnswer * 24)
  await run()
  assert.deepEqual(await held(), [`organisation_manager ${manager.person}`], 'of two, the one who was there longest')
  const states = (await itemsOf(manager, reviewId)).map(({ person, state }) => `${state} ${person?.id}`)
  assert.deepEqual(states.toSorted(), [`at_risk ${manager.person}`, `lapsed ${two.person}`])
  assert.deepEqual((await told(manager)).filter((kind) => kind === 'review_at_risk'), ['review_at_risk'])
})

test('a manager whose role was confirmed lets the others lapse', async () => {
  const [fleur, two] = [await join('fleur', ['privacy_officer']), await join('twee', ['organisation_manager'])]
  const reviewId = await start()
  const [item] = (await itemsOf(fleur, reviewId, { mine: 'true' })).filter(({ person }) => person?.id === two.person)
  await answer(fleur, reviewId, { answers: [{ itemId: item?.id, verdict: 'confirm' }] })
  await pass(daysToAnswer * 24)
  await run()
  assert.deepEqual((await held()).filter((text) => text.startsWith('organisation_manager')), [`organisation_manager ${two.person}`])
})

test('reviews start by themselves, after half a year or as often as was chosen, and never two at once', async () => {
  const settings = async () => (await house.call(getReviewSettings, { cookie: manager.cookie })).body
  assert.equal((await settings())['everyMonths'], 6)
  assert.equal((await house.call(setReviewSettings, { cookie: manager.cookie, body: { everyMonths: 24 } })).status, 400)
  assert.equal((await house.call(setReviewSettings, { cookie: manager.cookie, body: { everyMonths: 3 } })).body['everyMonths'], 3)
  const next = Temporal.Instant.from(String((await settings())['nextAt']))
  await pass(house.clock.now().until(next).total('hours') - 1)
  await run()
  assert.deepEqual((await house.call(listReviews, { cookie: manager.cookie })).body['reviews'], [])
  await pass(1)
  await Promise.all([run(), run()])
  const { body } = await house.call(listReviews, { cookie: manager.cookie })
  assert.equal((body['reviews'] as unknown as unknown[]).length, 1)
  assert.equal((await house.call(startReview, { cookie: manager.cookie })).body['code'], 'review_open')
})

test('what was done once is not done again: notices, lapses and closing after a crash', async () => {
  await join('fleur', ['privacy_officer'])
  await start()
  await house.kernel.outbox.settled()
  await pass((daysToAnswer - 7) * 24)
  for (let turn = 0; turn < 2; turn += 1) await run()
  await pass(6 * 24)
  for (let turn = 0; turn < 2; turn += 1) await run()
  assert.deepEqual(await told(manager), ['review_asked', 'review_day', 'review_week'])
  await pass(24)
  for (let turn = 0; turn < 3; turn += 1) await run()
  const closed = await house.query(`SELECT FROM trail_entries WHERE organisation_id = $1 AND action = 'assurance.review_closed'`, [manager.organisation])
  assert.equal(closed.length, 1)
})

test('what had ended before the date is told apart from what lapsed', async () => {
  const rik = await join('rik')
  const reviewId = await start()
  assert.equal((await house.call(deactivateAccount, { cookie: manager.cookie, params: { personId: rik.person } })).status, 204)
  await house.query(`DELETE FROM role_grants WHERE organisation_id = $1 AND person_id = $2`, [manager.organisation, rik.person])
  await pass(daysToAnswer * 24)
  await run()
  assert.equal((await itemsOf(manager, reviewId)).find(({ person }) => person?.id === rik.person)?.state, 'gone')
})
