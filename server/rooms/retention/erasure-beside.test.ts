import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { RequestId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { findEverywhere, keepEverywhere, placeOf } from '../../../test/kept-scene.ts'
import { inventory } from '../../inventory.ts'
import { createRetention } from './index.ts'
import type { Retention } from './index.ts'

// What happens beside an erasure, between its steps.

let house: TestHouse
let retention: Retention
/** What a test throws at a moment, as a crash would end it there. */
let crashAt: string | null = null
class Crash extends Error {}

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      retention = createRetention(kernel, inventory, (at) => {
        if (at === crashAt) throw new Crash(at)
      })
      return []
    },
    settings: { LOG_LEVEL: 'silent' },
  })
})
after(async () => {
  await retention.stop()
  await house.close()
})

const start = async ({ organisation, person }: PersonPrincipal) => {
  const request = randomUUID() as RequestId
  await house.query(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state)
     VALUES ($1, $2, 'erase', $3, 'person', $3, $4, $4::timestamptz + interval '30 days', 'working')`,
    [organisation, request, person, house.clock.now().toString()],
  )
  const as = { organisation, actor: { kind: 'system' }, purpose: 'rights' } as const
  return { request, ...(await house.kernel.inPurpose(as, (tx) => retention.desk.start(tx, { person, request }))) }
}
const scene = async () => {
  const organisation = await house.seed.organisation()
  const [desk] = (await placeOf(house, organisation)).desks
  if (desk === undefined) throw new Error('no desk')
  const person = await house.seed.person(organisation, { name: 'Canary Kanarie' })
  const other = await house.seed.person(organisation, { name: 'Omar' })
  await keepEverywhere(house, person, other.person, desk)
  return { organisation, person }
}

test('what was under way when the person went, and wrote their id once more where no key forbids it, is found at a second look', async () => {
  const { person, organisation } = await scene()
  crashAt = 'after rows'
  await start(person)
  await retention.erasures.settled()
  crashAt = null
  await house.query(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, person_id) VALUES ($1, now(), 'person', $2, 'booking', 'bookings.created', $2)`,
    [organisation, person.person],
  )
  await retention.erasures.resume(organisation)
  assert.deepEqual(await findEverywhere(house, person.person), [])
})

test('once a hold is over the request says that it is being worked on before anything goes, so that no export of everybody is finished meanwhile', async () => {
  const { person, organisation } = await scene()
  const endsAt = house.clock.now().add({ hours: 1 })
  await house.query(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_at, ends_at) VALUES ($1, $2, $3, 'een zaak die loopt', $4, $5)`,
    [organisation, randomUUID(), person.person, house.clock.now().toString(), endsAt.toString()],
  )
  const { request, state } = await start(person)
  assert.equal(state, 'postponed')
  await house.query(`UPDATE requests SET state = 'postponed' WHERE id = $1`, [request])
  house.clock.set(endsAt.toString())
  crashAt = 'before the journal'
  await assert.rejects(retention.erasures.resume(organisation), Crash)
  crashAt = null
  assert.deepEqual(await house.query('SELECT state FROM requests WHERE id = $1', [request]), [{ state: 'working' }])
  await retention.erasures.resume(organisation)
  assert.deepEqual(await findEverywhere(house, person.person), [])
})

test('a stream that a sign-in under way opened after access had ended is closed once the person is gone', async () => {
  const { person } = await scene()
  crashAt = 'before the entry'
  await start(person)
  await retention.erasures.settled()
  crashAt = null
  const { streams } = house.kernel
  const closeWhere = streams.closeWhere.bind(streams)
  let closed = false
  streams.closeWhere = (matches) => {
    closed ||= matches(person)
    return closeWhere(matches)
  }
  try {
    await retention.erasures.resume(person.organisation)
  } finally {
    streams.closeWhere = closeWhere
  }
  assert.ok(closed)
})

