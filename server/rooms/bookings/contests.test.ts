import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { createContests } from './contests.ts'
import type { Contests, Place } from './contests.ts'
import { giveBack } from './store-check-in.ts'
import { book } from './store-book.ts'

let house: TestHouse
let organisation: OrganisationId
let people: PersonPrincipal[]
let desks: WorkspaceId[]
let contests: Contests
let attempts: number

before(async () => {
  house = await openTestHouse({ routes: () => [] })
  organisation = await house.seed.organisation()
  people = await Promise.all(Array.from({ length: 20 }, () => house.seed.person(organisation)))
  desks = (await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 5 })).desks
})
after(() => house.close())
beforeEach(async () => {
  await house.query('DELETE FROM bookings')
  contests = createContests(house.kernel)
  attempts = 0
})

const slot = () => {
  const [workspaceId] = desks
  if (workspaceId === undefined) throw new Error('no desk')
  return { workspaceId, from: Temporal.Instant.from('2026-11-24T09:00:00Z'), to: Temporal.Instant.from('2026-11-24T16:00:00Z') }
}
const contextOf = (person: PersonPrincipal) => ({ organisation, actor: { kind: 'person', id: person.person }, purpose: 'booking' }) as const
const inPurpose = <T>(person: PersonPrincipal, work: (tx: Tx) => Promise<T>) => house.kernel.inPurpose(contextOf(person), work)
const enter = (person: PersonPrincipal, instead?: (see: (place: Place) => void) => Promise<never>) =>
  contests.enter(contextOf(person), slot(), (see) => {
    attempts += 1
    return instead === undefined ? inPurpose(person, (tx) => book(tx, { ...slot(), person: person.person }, see)) : instead(see)
  })
const at = (index: number) => people[index] ?? assert.fail('no such person')
const isTaken = (error: unknown) => error instanceof Refusal && error.code === 'workspace_taken'

test('of twenty who want the same slot at once one tries, and the others hear what is free instead', async () => {
  const outcomes = await Promise.allSettled(people.map((person) => enter(person)))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Refusal] : []))
  assert.equal(refused.length, 19)
  for (const refusal of refused) {
    assert.ok(isTaken(refusal))
    assert.deepEqual(refusal.extra.alternatives?.map(({ workspaceId }) => workspaceId), desks.slice(1, 4))
  }
  assert.equal(attempts, 1)
})

test('what was just seen to be gone is to be had in the moment it is given back', async () => {
  const booked = await enter(at(0))
  await assert.rejects(enter(at(1)), isTaken)
  await inPurpose(at(0), (tx) => giveBack(tx, at(0).person, booked.booking_id, 'bookings.cancelled'))
  assert.equal((await enter(at(1))).person_id, at(1).person)
  await assert.rejects(enter(at(2)), isTaken)
  assert.equal(attempts, 2)
})

test('what another program has booked is found by trying, and is known from then on', async () => {
  await inPurpose(at(0), (tx) => book(tx, { ...slot(), person: at(0).person }))
  for (const index of [1, 2, 3]) await assert.rejects(enter(at(index)), isTaken)
  assert.equal(attempts, 1)
})

test('an attempt that fails for a reason of its own lets the next one try', async () => {
  const first = enter(at(0), () => Promise.reject(new Refusal('person_already_booked')))
  const second = enter(at(1))
  const third = enter(at(2))
  await assert.rejects(first, { code: 'person_already_booked' })
  assert.equal((await second).person_id, at(1).person)
  await assert.rejects(third, isTaken)
})

test('a place is remembered for two seconds only, since its name and rules may change', async () => {
  await enter(at(0))
  await assert.rejects(enter(at(1)), isTaken)
  house.clock.advance({ milliseconds: 2001 })
  await assert.rejects(enter(at(1)), isTaken)
  assert.equal(attempts, 2)
})
