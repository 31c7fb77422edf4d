import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewPeriods } from '#contract/endpoints/reviews.ts'
import type { LocationId, PersonId } from '#contract/ids.ts'
import { mayAnswer, mostMonthsBetweenReviews, nextReview, noticeDue, reviewerOf, usualMonthsBetweenReviews } from './review-rules.ts'

const [ada, ben, cas] = ['ada', 'ben', 'cas'] as unknown as [PersonId, PersonId, PersonId]
const here = 'here' as LocationId

test('a review may be asked for more often than once a year, never less (G6.2g, G2.1)', () => {
  assert.equal(Math.max(...reviewPeriods), mostMonthsBetweenReviews)
  assert.ok((reviewPeriods as readonly number[]).includes(usualMonthsBetweenReviews))
  assert.equal(nextReview(Temporal.Instant.from('2026-08-31T10:00:00Z'), 6).toString(), '2027-02-28T10:00:00Z')
})

test('each right is put before the one responsible', () => {
  const about = { kind: 'role', role: 'employee', locationId: null } as const
  assert.equal(reviewerOf(about), 'organisation_manager')
  assert.equal(reviewerOf({ ...about, role: 'receptionist', locationId: here }), 'location_manager')
  assert.equal(reviewerOf({ ...about, role: 'organisation_manager' }), 'privacy_officer')
  assert.equal(reviewerOf({ ...about, role: 'privacy_officer' }), 'organisation_manager')
  assert.equal(reviewerOf({ ...about, kind: 'break_glass', role: null }), 'privacy_officer')
  assert.equal(reviewerOf({ ...about, kind: 'token', role: null }), 'organisation_manager')
})

test('nobody answers about themselves, whatever they hold', () => {
  const everything = [{ role: 'organisation_manager', locationId: null }, { role: 'privacy_officer', locationId: null }] as const
  for (const reviewer of ['organisation_manager', 'location_manager', 'privacy_officer'] as const) {
    assert.equal(mayAnswer({ person: ada, held: everything }, { person: ada, reviewer, locationId: null }, [ada]), false)
    assert.equal(mayAnswer({ person: ada, held: everything }, { person: ben, reviewer, locationId: null }, [ada]), true)
  }
})

test('a manager answers for other managers only where no other privacy officer could', () => {
  const manager = { person: ada, held: [{ role: 'organisation_manager', locationId: null }] } as const
  const about = { person: ben, reviewer: 'privacy_officer', locationId: null } as const
  assert.equal(mayAnswer(manager, about, [cas]), false)
  assert.equal(mayAnswer(manager, about, []), true)
  // The only officer is the one it is about.
  assert.equal(mayAnswer(manager, about, [ben]), true)
})

test('those responsible are told again a week and a day before, each once', () => {
  const due = Temporal.Instant.from('2026-12-22T07:00:00Z')
  const at = (told: 'start' | 'week' | 'day', hours: number) => noticeDue(told, due, due.subtract({ hours }))
  assert.equal(at('start', 7 * 24 + 1), null)
  assert.equal(at('start', 7 * 24), 'week')
  assert.equal(at('week', 25), null)
  assert.equal(at('week', 24), 'day')
  // A service that stood still for a week sends the one that fits.
  assert.equal(at('start', 3), 'day')
  assert.equal(at('day', 1), null)
})
