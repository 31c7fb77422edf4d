import { after, beforeEach, before, test } from 'node:test'
import assert from 'node:assert/strict'
import * as endpoints from '#contract/endpoints/bookings.ts'
import type { Booking } from '#contract/endpoints/bookings.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse, tuesdayMorning } from '../../../test/house.ts'
import type { CallInput, TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

let house: TestHouse
let organisation: OrganisationId
let sanne: PersonPrincipal
let omar: PersonPrincipal
let stranger: PersonPrincipal
let desks: WorkspaceId[]
let rooms: WorkspaceId[]

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}

before(async () => {
  house = await openTestHouse({ routes })
  organisation = await house.seed.organisation()
  sanne = await house.seed.person(organisation)
  omar = await house.seed.person(organisation, { name: 'Omar' })
  stranger = await house.seed.person(await house.seed.organisation({ name: 'Bibliotheek' }))
  const location = await house.seed.location(organisation, { name: 'Vaartkade' })
  ;({ desks, rooms } = await house.seed.floor(organisation, location, { desks: 5, rooms: 1 }))
})
after(() => house.close())
beforeEach(async () => {
  house.clock.set(tuesdayMorning)
  await house.query('DELETE FROM bookings')
  await house.query('DELETE FROM idempotency_keys')
})

type Body = Booking & {
  code: string
  detail: string
  alternatives?: { workspaceId: string; name: string }[]
  bookings: Booking[]
}
const call = async (spec: EndpointSpec, input: CallInput) => {
  const answer = await house.call(spec, input)
  return { ...answer, body: answer.body as unknown as Body }
}
const book = (as: PersonPrincipal, workspaceId: string, from: string, to: string, key?: string) =>
  call(endpoints.createBooking, {
    as,
    body: { workspaceId, from: `2026-11-24T${from}+01:00`, to: `2026-11-24T${to}+01:00` },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  })
const act = (spec: EndpointSpec, as: PersonPrincipal, bookingId: string, body?: object) =>
  call(spec, { as, params: { bookingId }, ...(body === undefined ? {} : { body }) })
const codes = (answers: readonly { status: number; body: Body }[]) =>
  answers.map(({ status, body }) => (status < 300 ? String(status) : body.code)).toSorted((a, b) => a.localeCompare(b))

test('a desk is booked, seen in the list, and its entry stands in the trail', async () => {
  const answer = await book(sanne, at(desks, 0), '09:00:00', '13:00:00')
  assert.equal(answer.status, 201, answer.text)
  assert.equal(answer.body.from, '2026-11-24T09:00:00+01:00')
  assert.equal(answer.body.heldUntil, '2026-11-24T09:30:00+01:00')
  assert.equal(answer.body.status, 'booked')
  assert.deepEqual([answer.body.locationName, answer.body.zoneName, answer.body.kind], ['Vaartkade', 'Kade', 'desk'])
  const list = await call(endpoints.listMyBookings, { as: sanne })
  assert.deepEqual(list.body.bookings, [answer.body])
  assert.deepEqual((await act(endpoints.getBooking, sanne, answer.body.id)).body, answer.body)
  const entries = await house.query(
    `SELECT actor_id, person_id, subject_id FROM trail_entries WHERE action = 'bookings.booked' AND subject_id = $1`,
    [answer.body.id],
  )
  assert.deepEqual(entries, [{ actor_id: sanne.person, person_id: sanne.person, subject_id: answer.body.id }])
})

test('somebody else’s booking is as good as none, for a colleague and for a stranger', async () => {
  const { body } = await book(sanne, at(desks, 0), '09:00:00', '13:00:00')
  for (const as of [omar, stranger]) {
    for (const spec of [endpoints.getBooking, endpoints.cancelBooking, endpoints.checkIn, endpoints.leaveEarly])
      assert.equal((await act(spec, as, body.id)).status, 404)
    assert.equal((await act(endpoints.changeBooking, as, body.id, { to: '2026-11-24T12:00:00+01:00' })).status, 404)
  }
  assert.equal((await book(stranger, at(desks, 0), '15:00:00', '16:00:00')).status, 404)
})

test('whoever comes too late gets the three nearest free ones of the same kind', async () => {
  await book(sanne, at(desks, 0), '09:00:00', '13:00:00')
  const other = await house.seed.person(organisation)
  await book(other, at(desks, 1), '12:00:00', '14:00:00')
  const lost = await book(omar, at(desks, 0), '12:59:00', '15:00:00')
  assert.equal(lost.status, 409)
  assert.equal(lost.body.code, 'workspace_taken')
  assert.match(lost.body.detail, /2\.01/)
  assert.deepEqual(lost.body.alternatives?.map(({ workspaceId }) => workspaceId), desks.slice(2, 5))
  assert.equal((await book(omar, at(desks, 0), '13:00:00', '15:00:00')).status, 201, 'bookings may touch')
})

test('one desk at a time per person, but a room besides it', async () => {
  await book(sanne, at(desks, 0), '09:00:00', '13:00:00')
  assert.equal((await book(sanne, at(desks, 1), '12:00:00', '14:00:00')).body.code, 'person_already_booked')
  assert.equal((await book(sanne, at(rooms, 0), '10:00:00', '10:05:00')).status, 201)
  assert.equal((await book(sanne, at(desks, 1), '13:00:00', '14:00:00')).status, 201)
})

test('rules of period and place are told apart', async () => {
  const desk = at(desks, 0)
  const code = async (from: string, to: string) => (await book(sanne, desk, from, to)).body.code
  assert.equal(await code('09:00:00', '09:04:59'), 'period_invalid')
  assert.equal(await code('10:00:00', '09:00:00'), 'period_invalid')
  assert.equal(await code('06:00:00', '09:00:00'), 'in_the_past')
  assert.equal(await code('21:00:00', '22:00:01'), 'outside_opening_hours')
  await house.query('UPDATE workspaces SET bookable = false WHERE id = $1', [desk])
  assert.equal(await code('09:00:00', '10:00:00'), 'workspace_not_bookable')
  await house.query('UPDATE workspaces SET bookable = true WHERE id = $1', [desk])
  const far = await call(endpoints.createBooking, {
    as: sanne,
    body: { workspaceId: desk, from: '2027-01-20T09:00:00Z', to: '2027-01-20T10:00:00Z' },
  })
  assert.equal(far.body.code, 'outside_booking_window')
  assert.match(far.body.detail, /2026-12-08/)
  assert.deepEqual(await house.query('SELECT id FROM bookings'), [], 'a refused booking leaves nothing')
})

test('a booking that starts now may be asked for a few minutes late, and starts now', async () => {
  house.clock.set('2026-11-24T08:03:00Z')
  const answer = await book(sanne, at(desks, 0), '09:00:00', '10:00:00')
  assert.equal(answer.status, 201)
  assert.equal(answer.body.from, '2026-11-24T09:03:00+01:00')
})

test('twenty people at once for one desk: one gets it, the others are told where there is room', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => house.seed.person(organisation)))
  const answers = await Promise.all(people.map((each) => book(each, at(desks, 0), '09:00:00', '17:00:00')))
  assert.deepEqual(codes(answers), ['201', ...Array.from({ length: 19 }, () => 'workspace_taken')])
  for (const { status, body } of answers) if (status === 409) assert.equal(body.alternatives?.length, 3)
})

test('one person at once for all desks gets one', async () => {
  const answers = await Promise.all(desks.map((desk) => book(sanne, desk, '09:00:00', '17:00:00')))
  assert.deepEqual(codes(answers), ['201', ...Array.from({ length: 4 }, () => 'person_already_booked')])
})

test('the same key with the same input gets the first answer again: a booking, or a refusal', async () => {
  const first = await book(sanne, at(desks, 0), '09:00:00', '10:00:00', 'k1')
  assert.equal(first.status, 201)
  const again = await book(sanne, at(desks, 0), '09:00:00', '10:00:00', 'k1')
  assert.deepEqual([again.status, again.body], [201, first.body])
  const refused = await book(omar, at(desks, 0), '09:00:00', '10:00:00', 'k1')
  assert.equal(refused.body.code, 'workspace_taken')
  assert.equal(refused.headers['content-type'], 'application/problem+json')
  await act(endpoints.cancelBooking, sanne, first.body.id)
  const still = await book(omar, at(desks, 0), '09:00:00', '10:00:00', 'k1')
  assert.deepEqual([still.status, still.body], [409, refused.body], 'the desk is free by now, but this was the answer')
  assert.equal((await book(omar, at(desks, 0), '09:00:00', '11:00:00', 'k1')).body.code, 'idempotency_key_reused')
  assert.equal((await book(omar, at(desks, 0), '09:00:00', '10:00:00', 'k2')).status, 201)
})

test('the same key many times at once makes one booking, and everyone hears of it', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => book(sanne, at(desks, 0), '09:00:00', '10:00:00', 'same')))
  assert.deepEqual(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size, 1)
  assert.equal(answers[0]?.status, 201)
  assert.equal((await house.query('SELECT FROM bookings')).length, 1)
})

test('moving a booking keeps its id, and keeps the old place when the new one is taken', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  await book(omar, at(desks, 1), '09:00:00', '12:00:00')
  const lost = await act(endpoints.changeBooking, sanne, mine.body.id, { workspaceId: at(desks, 1) })
  assert.equal(lost.body.code, 'workspace_taken')
  assert.equal(lost.body.alternatives?.length, 3)
  assert.deepEqual((await act(endpoints.getBooking, sanne, mine.body.id)).body, mine.body)
  const moved = await act(endpoints.changeBooking, sanne, mine.body.id, { workspaceId: at(desks, 2), to: '2026-11-24T14:00:00+01:00' })
  assert.equal(moved.status, 200, moved.text)
  assert.deepEqual([moved.body.id, moved.body.workspaceId, moved.body.to], [mine.body.id, at(desks, 2), '2026-11-24T14:00:00+01:00'])
  assert.equal((await book(omar, at(desks, 0), '13:00:00', '14:00:00')).status, 201, 'the old place is free')
})

test('a change meets the same rules as a booking', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  await book(sanne, at(desks, 1), '14:00:00', '16:00:00')
  const code = async (change: object) => (await act(endpoints.changeBooking, sanne, mine.body.id, change)).body.code
  assert.equal(await code({ to: '2026-11-24T15:00:00+01:00' }), 'person_already_booked')
  assert.equal(await code({ to: '2026-11-24T23:00:00+01:00' }), 'outside_opening_hours')
  assert.equal(await code({ from: '2026-11-24T05:00:00+01:00' }), 'in_the_past')
  assert.equal(await code({ to: '2026-11-24T09:01:00+01:00' }), 'period_invalid')
  assert.equal(await code({ workspaceId: stranger.person }), 'not_found')
  assert.equal(await code({}), 'invalid_input')
})

test('a running booking can be made longer or shorter; it stays checked in', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  house.clock.set('2026-11-24T08:10:00Z')
  await act(endpoints.checkIn, sanne, mine.body.id)
  const longer = await act(endpoints.changeBooking, sanne, mine.body.id, { to: '2026-11-24T15:00:00+01:00' })
  assert.deepEqual([longer.status, longer.body.status, longer.body.from], [200, 'checked_in', mine.body.from], longer.text)
  const past = await act(endpoints.changeBooking, sanne, mine.body.id, { to: '2026-11-24T09:10:00+01:00' })
  assert.equal(past.body.code, 'in_the_past')
  const moved = await act(endpoints.changeBooking, sanne, mine.body.id, { workspaceId: at(desks, 3) })
  assert.deepEqual([moved.body.from, moved.body.status], ['2026-11-24T09:10:00+01:00', 'booked'], 'it starts there now')
})

test('two who swap onto the same desk at once: one gets it, both keep a desk', async () => {
  for (let round = 0; round < 5; round++) {
    await house.query('DELETE FROM bookings')
    const [one, two] = await Promise.all([book(sanne, at(desks, 0), '09:00:00', '12:00:00'), book(omar, at(desks, 1), '09:00:00', '12:00:00')])
    const answers = await Promise.all([
      act(endpoints.changeBooking, sanne, one.body.id, { workspaceId: at(desks, 2) }),
      act(endpoints.changeBooking, omar, two.body.id, { workspaceId: at(desks, 2) }),
    ])
    assert.deepEqual(codes(answers), ['200', 'workspace_taken'])
    assert.equal((await house.query(`SELECT FROM bookings WHERE status = 'booked'`)).length, 2)
  }
})

test('check-in opens 30 minutes before the start and closes at the end', async () => {
  const mine = await book(sanne, at(desks, 0), '10:00:00', '11:00:00')
  house.clock.set('2026-11-24T08:29:59Z')
  const early = await act(endpoints.checkIn, sanne, mine.body.id)
  assert.equal(early.body.code, 'too_early_to_check_in')
  assert.match(early.body.detail, /09:30/)
  house.clock.set('2026-11-24T08:30:00Z')
  const done = await act(endpoints.checkIn, sanne, mine.body.id)
  assert.deepEqual([done.status, done.body.status, done.body.checkedInAt], [200, 'checked_in', '2026-11-24T09:30:00+01:00'])
  house.clock.set('2026-11-24T08:40:00Z')
  assert.equal((await act(endpoints.checkIn, sanne, mine.body.id)).body.checkedInAt, '2026-11-24T09:30:00+01:00', 'twice changes nothing')
  house.clock.set('2026-11-24T10:00:00Z')
  assert.equal((await act(endpoints.checkIn, sanne, mine.body.id)).body.code, 'booking_over')
  assert.equal((await act(endpoints.getBooking, sanne, mine.body.id)).body.status, 'ended')
})

test('cancelled before the start; given back after it, cut to the time that was used', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  assert.equal((await act(endpoints.cancelBooking, sanne, mine.body.id)).status, 204)
  assert.equal((await act(endpoints.getBooking, sanne, mine.body.id)).body.status, 'cancelled')
  assert.equal((await act(endpoints.cancelBooking, sanne, mine.body.id)).body.code, 'booking_over')
  assert.equal((await act(endpoints.changeBooking, sanne, mine.body.id, { to: '2026-11-24T13:00:00+01:00' })).body.code, 'booking_over')
  const next = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  assert.equal(next.status, 201)
  house.clock.set('2026-11-24T08:20:00Z')
  assert.equal((await act(endpoints.cancelBooking, sanne, next.body.id)).status, 204)
  const over = (await act(endpoints.getBooking, sanne, next.body.id)).body
  assert.deepEqual([over.status, over.to], ['released', '2026-11-24T09:20:00+01:00'])
  assert.equal((await book(omar, at(desks, 0), '09:20:00', '12:00:00')).status, 201, 'free from that moment')
})

test('leaving early frees the rest at once', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '17:00:00')
  house.clock.set('2026-11-24T08:00:00Z')
  await act(endpoints.checkIn, sanne, mine.body.id)
  const gone = await act(endpoints.leaveEarly, sanne, mine.body.id)
  assert.deepEqual([gone.body.status, gone.body.to], ['ended', '2026-11-24T09:00:01+01:00'], 'at least a second')
  assert.equal((await act(endpoints.leaveEarly, sanne, mine.body.id)).body.code, 'booking_over')
  house.clock.set('2026-11-24T08:00:01Z')
  assert.equal((await book(omar, at(desks, 0), '09:00:01', '17:00:00')).status, 201)
})

test('open maps are told to look again after the commit, and not when nothing came of it', async () => {
  let looks = 0
  const [floor] = await house.query<{ floor_id: string }>('SELECT floor_id FROM workspaces WHERE id = $1', [at(desks, 0)])
  const end = house.kernel.live.subscribe(organisation, `floor:${floor?.floor_id}`, () => looks++)
  await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  assert.equal(looks, 1)
  await book(omar, at(desks, 0), '09:00:00', '12:00:00')
  assert.equal(looks, 1)
  end()
})
