import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { setImmediate as breathe } from 'node:timers/promises'
import pg from 'pg'
import * as endpoints from '#contract/endpoints/bookings.ts'
import type { Booking } from '#contract/endpoints/bookings.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { createPools } from '#kernel/database/index.ts'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import { checkHistory } from '../../../test/history-checker.ts'
import type { Operation, Row } from '../../../test/history-checker.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'
import { book } from './store-book.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes })
})
after(() => house.close())

/** The same draws every time (xorshift32), so that a fault can be met again. */
const drawing = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const readRows = (organisation: string): Promise<Row[]> =>
  house.query<Row>(
    `SELECT id, workspace_id AS "workspaceId", person_id AS person, kind, status, to_json(lower(during)) #>> '{}' AS "from",
       to_json(upper(during)) #>> '{}' AS "to" FROM bookings WHERE organisation_id = $1`,
    [organisation],
  )

const stage = async (people: number, desks: number) => {
  const organisation = await house.seed.organisation()
  const location = await house.seed.location(organisation)
  const floor = await house.seed.floor(organisation, location, { desks, rooms: 2 })
  const persons: PersonPrincipal[] = []
  for (let i = 0; i < people; i++) persons.push(await house.seed.person(organisation))
  return { organisation, persons, floor, workspaces: [...floor.desks, ...floor.rooms] }
}

test('thousands of random bookings, changes, check-ins, departures and cancellations at once: no overlap, nothing lost', async () => {
  const { organisation, persons, workspaces } = await stage(24, 6)
  const operations: Operation[] = []
  let order = 0
  const start = house.clock.now()
  const quarter = (n: number) => start.add({ minutes: 15 * n }).toString()

  const client = async (person: PersonPrincipal, seed: number) => {
    const draw = drawing(seed)
    const mine: string[] = []
    const call = async (kind: Operation['kind'], spec: EndpointSpec, input: object, bookingId?: string) => {
      const sentMs = ++order
      const answer = await house.call(spec, { as: person, ...input })
      const told = answer.body as unknown as Partial<Booking> & { code?: string }
      const isTold = answer.status < 300 && told.id !== undefined
      operations.push({
        client: person.person,
        kind,
        sentMs,
        answeredMs: ++order,
        status: answer.status,
        ...(told.code === undefined ? {} : { code: told.code }),
        ...(bookingId === undefined ? {} : { bookingId }),
        ...(isTold
          ? {
              booking: {
                id: told.id ?? '',
                workspaceId: told.workspaceId ?? '',
                person: person.person,
                kind: told.kind ?? 'desk',
                from: told.from ?? '',
                to: told.to ?? '',
              },
            }
          : {}),
      })
      return isTold ? told.id : undefined
    }
    for (let turn = 0; turn < 110; turn++) {
      const what = draw(10)
      const bookingId = mine[draw(Math.max(1, mine.length))]
      const from = draw(40)
      const period = { from: quarter(from), to: quarter(from + 1 + draw(12)) }
      const workspaceId = workspaces[draw(workspaces.length)]
      if (what < 5 || bookingId === undefined) {
        const id = await call('book', endpoints.createBooking, { body: { workspaceId, ...period } })
        if (id !== undefined) mine.push(id)
      } else if (what === 5) {
        await call('change', endpoints.changeBooking, { params: { bookingId }, body: { ...period } }, bookingId)
      } else if (what === 6) {
        await call('change', endpoints.changeBooking, { params: { bookingId }, body: { workspaceId } }, bookingId)
      } else if (what === 7) {
        await call('check_in', endpoints.checkIn, { params: { bookingId } }, bookingId)
      } else if (what === 8) {
        await call('leave', endpoints.leaveEarly, { params: { bookingId } }, bookingId)
      } else {
        await call('cancel', endpoints.cancelBooking, { params: { bookingId } }, bookingId)
      }
      await breathe()
    }
  }
  // Each person from two devices at once: they race with themselves as well.
  await Promise.all(persons.flatMap((person, i) => [client(person, 7919 + i), client(person, 104_729 + i)]))

  assert.equal(operations.length, 24 * 2 * 110)
  const unexpected = operations.filter(({ status }) => status === null || status >= 500)
  assert.deepEqual(unexpected, [])
  const count = (kind: Operation['kind'], isGood: boolean) => operations.filter((each) => each.kind === kind && (each.status ?? 500) < 300 === isGood).length
  for (const kind of ['book', 'change', 'check_in', 'leave', 'cancel'] as const) assert.ok(count(kind, true) > 10, `${kind} was tried in earnest`)
  assert.ok(operations.filter(({ code }) => code === 'workspace_taken').length > 100, 'they really raced')
  assert.deepEqual(checkHistory(operations, await readRows(organisation)), [])
})

test('two programs on one database, each with pools of its own: one winner for each slot', async () => {
  const { organisation, persons, floor } = await stage(16, 3)
  const pools = createPools(house.database.server, { password: house.database.password, connections: 30, onError: () => {} })
  const other = createInPurpose(pools, house.clock)
  try {
    for (let round = 0; round < 30; round++) {
      const from = Temporal.Instant.from('2026-11-24T08:00:00Z').add({ minutes: 5 * round })
      const workspaceId = floor.desks[round % 3]
      if (workspaceId === undefined) throw new Error('no desk')
      const outcomes = await Promise.allSettled(
        persons.map((person, i) =>
          (i % 2 === 0 ? house.kernel.inPurpose : other)(
            { organisation, actor: { kind: 'person', id: person.person }, purpose: 'booking' },
            (tx) => book(tx, { workspaceId, person: person.person, from, to: from.add({ minutes: 5 }) }),
          ),
        ),
      )
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code?: string }).code] : []))
      assert.equal(outcomes.length - lost.length, 1, `round ${round}: ${lost.join(' ')}`)
      assert.deepEqual(new Set(lost), new Set(['workspace_taken']))
    }
  } finally {
    await pools.close()
  }
})

test('the checker finds the double bookings that appear once the constraints are taken away', async () => {
  const { organisation, persons, floor } = await stage(16, 1)
  const owner = new pg.Client(house.database.owner)
  await owner.connect()
  try {
    await owner.query('ALTER TABLE bookings DROP CONSTRAINT one_booking_per_workspace')
    const [desk] = floor.desks
    const answers = await Promise.all(
      persons.map(async (as, minute) => {
        // Each starts at another minute: those who want the very same slot take turns in the server as well.
        const from = Temporal.Instant.from('2026-11-24T09:00:00Z').add({ minutes: minute }).toString()
        const answer = await house.call(endpoints.createBooking, { as, body: { workspaceId: desk, from, to: '2026-11-24T10:00:00Z' } })
        return { as, ...answer }
      }),
    )
    const won = answers.filter(({ status }) => status === 201)
    assert.ok(won.length > 1, 'without its guard the desk is given away more than once')
    const operations = won.map(({ as, body }, index): Operation => {
      const { id, workspaceId, kind, from, to } = body as unknown as Booking
      return { client: as.person, kind: 'book', sentMs: index, answeredMs: index + 1, status: 201, booking: { id, workspaceId, kind, from, to, person: as.person } }
    })
    const faults = checkHistory(operations, await readRows(organisation))
    assert.match(faults.join('\n'), /double booking of workspace/)
    assert.match(faults.join('\n'), /by the answers alone/)
  } finally {
    await owner.end()
  }
})
