import { after, beforeEach, before, test } from 'node:test'
import assert from 'node:assert/strict'
import * as endpoints from '#contract/endpoints/bookings.ts'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { findPeople } from '#contract/endpoints/people.ts'
import type { Colleague } from '#contract/endpoints/people.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { LocationId, OrganisationId, TeamId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse, tuesdayMorning } from '../../../test/house.ts'
import type { CallInput, TestHouse } from '../../../test/house.ts'
import { bookNow, checkInAt, endAt, jobs, onPersonSensed, routes } from './index.ts'

let house: TestHouse
let organisation: OrganisationId
let location: LocationId
let team: TeamId
let sanne: PersonPrincipal
let omar: PersonPrincipal
let hidden: PersonPrincipal
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
  team = await house.seed.team(organisation, 'Dijken')
  sanne = await house.seed.person(organisation, { teamId: team, visibility: 'team' })
  omar = await house.seed.person(organisation, { teamId: team, visibility: 'team', name: 'Omar' })
  hidden = await house.seed.person(organisation, { teamId: team, name: 'Verborgen' })
  location = await house.seed.location(organisation, { name: 'Vaartkade', graceMinutes: 30 })
  ;({ desks, rooms } = await house.seed.floor(organisation, location, { desks: 5, rooms: 1 }))
})
after(() => house.close())
beforeEach(async () => {
  house.clock.set(tuesdayMorning)
  for (const table of ['bookings', 'idempotency_keys', 'outbox']) await house.query(`DELETE FROM ${table}`)
})

type Day = { date: string; open: boolean; bookings: Booking[] }
type Body = Booking & {
  code: string
  current: Booking | null
  week: Day[]
  date: string
  location: unknown
  people: Colleague[]
  hiddenInMyTeam: number | null
  bookings: Booking[]
}
const call = async (spec: EndpointSpec, input: CallInput) => {
  const answer = await house.call(spec, input)
  return { ...answer, body: answer.body as unknown as Body }
}
const book = async (as: PersonPrincipal, workspaceId: string, from: string, to: string) => {
  const answer = await call(endpoints.createBooking, {
    as,
    body: { workspaceId, from: `2026-11-24T${from}+01:00`, to: `2026-11-24T${to}+01:00` },
  })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}
const seen = async (as: PersonPrincipal, id: string) => (await call(endpoints.getBooking, { as, params: { bookingId: id } })).body
const runJob = async (name: string) => {
  const job = jobs(house.kernel).find((each) => each.name === name)
  if (job === undefined) throw new Error(`no job ${name}`)
  await job.run(organisation)
}
const keepTime = () => runJob('bookings.keep-time')
const statusOf = async (id: string) =>
  (await house.query<{ status: string; to: Temporal.Instant }>('SELECT status FROM bookings WHERE id = $1', [id]))[0]?.status
const inBooking = <T>(work: Parameters<TestHouse['kernel']['inPurpose']>[1] extends (tx: infer X) => unknown ? (tx: X) => Promise<T> : never) =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, work)

test('half of the grace without a check-in is told once; at its end the booking is released and the place free', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  const remindersUntil = async (moment: string) => {
    house.clock.set(moment)
    await keepTime()
    return (await house.query<{ reminded: boolean }>('SELECT reminded_at IS NOT NULL AS reminded FROM bookings'))[0]?.reminded
  }
  assert.equal(await remindersUntil('2026-11-24T08:14:59Z'), false)
  assert.equal(await remindersUntil('2026-11-24T08:15:00Z'), true)
  assert.equal(await remindersUntil('2026-11-24T08:29:59Z'), true)
  assert.equal((await seen(sanne, mine.id)).status, 'booked')
  await remindersUntil('2026-11-24T08:30:00Z')
  const over = await seen(sanne, mine.id)
  assert.deepEqual([over.status, over.to], ['released', '2026-11-24T09:30:00+01:00'])
  await book(omar, at(desks, 0), '09:30:00', '12:00:00')
})

test('a short booking is held no longer than it lasts; one checked in ends when its time is up', async () => {
  const short = await book(sanne, at(rooms, 0), '09:00:00', '09:10:00')
  assert.equal(short.heldUntil, short.to)
  const long = await book(sanne, at(desks, 0), '09:00:00', '10:00:00')
  house.clock.set('2026-11-24T08:05:00Z')
  await call(endpoints.checkIn, { as: sanne, params: { bookingId: long.id } })
  house.clock.set('2026-11-24T09:00:00Z')
  assert.deepEqual([(await seen(sanne, short.id)).status, (await seen(sanne, long.id)).status], ['released', 'ended'], 'before the job')
  await keepTime()
  assert.deepEqual([await statusOf(short.id), await statusOf(long.id)], ['released', 'ended'])
})

test('a sensor’s word checks in whoever booked for then, where the location wants it', async () => {
  const sense = (workspaceId: string, moment: string) => onPersonSensed(house.kernel)(organisation, { workspaceId, at: moment })
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  await sense(at(desks, 0), '2026-11-24T07:49:59Z')
  assert.equal((await seen(sanne, mine.id)).status, 'booked', 'too early: this may be anybody')
  await sense(at(desks, 1), '2026-11-24T08:10:00Z')
  assert.equal((await seen(sanne, mine.id)).status, 'booked', 'another desk')
  await house.query('UPDATE locations SET sensor_checks_in = false WHERE id = $1', [location])
  await sense(at(desks, 0), '2026-11-24T08:10:00Z')
  assert.equal((await seen(sanne, mine.id)).status, 'booked', 'not wanted')
  await house.query('UPDATE locations SET sensor_checks_in = true WHERE id = $1', [location])
  house.clock.set('2026-11-24T08:11:00Z')
  await sense(at(desks, 0), '2026-11-24T08:10:00Z')
  await sense(at(desks, 0), '2026-11-24T08:10:00Z')
  const now = await seen(sanne, mine.id)
  assert.deepEqual([now.status, now.checkedInAt], ['checked_in', '2026-11-24T09:10:00+01:00'])
})

test('who has long been seen at the desk when the booking starts is checked in by the minute’s job, not released', async () => {
  const mine = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  const [device, link] = [crypto.randomUUID(), crypto.randomUUID()]
  const moment = (time: string) => `2026-11-24T${time}Z`
  await house.query(`INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at) VALUES ($1, $2, '24e124fffef00199', 'VS340', 'desk_sensor', $3)`, [organisation, device, tuesdayMorning])
  await house.query(`INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during) VALUES ($1, $2, $3, $4, tstzrange($5, NULL))`, [organisation, link, device, at(desks, 0), '2026-11-01T00:00:00Z'])
  await house.query(
    `INSERT INTO presence (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, stuck, state)
     VALUES ($1, $2, 0, $3, true, $4, $5, false, '{}')`,
    [organisation, device, link, moment('07:20:00'), moment('09:00:00')],
  )
  house.clock.set(moment('08:30:00'))
  await keepTime()
  assert.equal((await seen(sanne, mine.id)).status, 'checked_in')
})

test('door and device: book now without a name, check in what is due, end it', async () => {
  const room = at(rooms, 0)
  house.clock.set('2026-11-24T08:00:00Z')
  const { live } = house.kernel
  const made = await inBooking((tx) => bookNow(tx, live, { workspaceId: room, minutes: 30 }))
  assert.equal(made.to.toString(), '2026-11-24T08:30:00Z')
  await assert.rejects(inBooking((tx) => bookNow(tx, live, { workspaceId: room, minutes: 30 })), { code: 'workspace_taken' })
  assert.equal(await inBooking((tx) => checkInAt(tx, live, room, 'door')), null, 'it is checked in already')
  house.clock.set('2026-11-24T08:10:00Z')
  assert.equal((await inBooking((tx) => endAt(tx, live, room)))?.bookingId, made.bookingId)
  assert.equal(await inBooking((tx) => endAt(tx, live, room)), null)
  const next = await book(sanne, room, '09:30:00', '10:00:00')
  assert.equal((await inBooking((tx) => checkInAt(tx, live, room, 'device')))?.bookingId, next.id)
  assert.equal((await seen(sanne, next.id)).status, 'checked_in')
})

const scan = (as: PersonPrincipal, workspaceId: string) => call(endpoints.checkInAtWorkspace, { as, params: { workspaceId } })

test('the QR code checks in to one’s booking, or books until the next one, closing time, or one’s own next desk', async () => {
  house.clock.set('2026-11-24T08:00:00Z')
  const mine = await book(sanne, at(desks, 0), '09:20:00', '12:00:00')
  const checked = await scan(sanne, at(desks, 0))
  assert.deepEqual([checked.body.id, checked.body.status], [mine.id, 'checked_in'])
  await book(omar, at(desks, 1), '11:00:00', '12:00:00')
  const other = await house.seed.person(organisation)
  const untilNext = await scan(other, at(desks, 1))
  assert.deepEqual([untilNext.body.status, untilNext.body.to], ['checked_in', '2026-11-24T11:00:00+01:00'])
  assert.equal((await scan(omar, at(desks, 1))).body.code, 'workspace_taken')
  assert.equal((await scan(other, at(desks, 2))).body.code, 'person_already_booked')
  const third = await house.seed.person(organisation)
  assert.equal((await scan(third, at(desks, 2))).body.to, '2026-11-24T22:00:00+01:00', 'closing time')
  const untilOwn = await scan(omar, at(desks, 3))
  assert.equal(untilOwn.body.to, '2026-11-24T11:00:00+01:00', 'Omar has a desk of his own then')
  house.clock.set('2026-11-24T22:00:00Z')
  assert.equal((await scan(third, at(desks, 4))).body.code, 'outside_opening_hours')
})

test('Today: the desk before the room, the week with its closed days, and the team mates who let themselves be seen', async () => {
  const empty = (await call(endpoints.getToday, { as: sanne })).body
  assert.deepEqual([empty.location, empty.current, empty.week], [null, null, []])
  const room = await book(sanne, at(rooms, 0), '08:30:00', '09:00:00')
  const desk = await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  await book(omar, at(desks, 1), '10:00:00', '12:00:00')
  await book(hidden, at(desks, 2), '09:00:00', '12:00:00')
  await house.query(`INSERT INTO closed_days VALUES ($1, $2, '2026-11-26', 'dicht')`, [organisation, location])
  const today = (await call(endpoints.getToday, { as: sanne })).body
  assert.equal(today.date, '2026-11-24')
  assert.equal(today.current?.id, desk.id)
  assert.deepEqual(today.week.map(({ date, open }) => `${date} ${open}`), [
    '2026-11-23 true',
    '2026-11-24 true',
    '2026-11-25 true',
    '2026-11-26 false',
    '2026-11-27 true',
  ])
  assert.deepEqual(today.week[1]?.bookings.map(({ id }) => id), [room.id, desk.id])
  assert.deepEqual(today.people.map(({ name, place }) => [name, place?.workspaceName, place?.from]), [['Omar', '2.02', '2026-11-24T10:00:00+01:00']])
  house.clock.set('2026-11-24T09:30:00Z')
  assert.deepEqual((await call(endpoints.getToday, { as: sanne })).body.people.map(({ place }) => place?.from), [null], 'since when is never told')
  await house.query('DELETE FROM closed_days')
})

test('Today: at the end of the week the five days begin with today', async () => {
  await book(sanne, at(desks, 0), '09:00:00', '12:00:00')
  house.clock.set('2026-11-29T09:30:00Z')
  const today = (await call(endpoints.getToday, { as: sanne })).body
  assert.deepEqual(today.week.map(({ date }) => date), ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'])
})

test('colleagues are found by name and day with their place; whoever hides is not, not even in the count of a few', async () => {
  await book(omar, at(desks, 1), '10:00:00', '12:00:00')
  await book(hidden, at(desks, 2), '09:00:00', '12:00:00')
  const found = async (query: Record<string, string>) => (await call(findPeople, { as: sanne, query })).body
  const all = await found({})
  assert.deepEqual(all.people.map(({ name, place }) => [name, place?.workspaceName]), [['Omar', '2.02']])
  assert.deepEqual((await found({ search: 'oma', date: '2026-11-24' })).people[0]?.place?.workspaceName, '2.02')
  assert.equal((await found({ search: 'oma', date: '2026-11-25' })).people[0]?.place, null)
  assert.deepEqual((await found({ search: 'Verborgen' })).people, [])
})

const days = [
  { timeZone: 'Europe/Amsterdam', date: '2026-10-25', hours: 25, now: '2026-10-24T08:00:00Z' },
  { timeZone: 'Europe/Amsterdam', date: '2026-03-29', hours: 23, now: '2026-03-28T08:00:00Z' },
  { timeZone: 'America/New_York', date: '2026-11-01', hours: 25, now: '2026-10-31T12:00:00Z' },
  { timeZone: 'Australia/Lord_Howe', date: '2026-10-04', hours: 23.5, now: '2026-10-03T00:00:00Z' },
]
for (const { timeZone, date, hours, now } of days) {
  test(`on ${date} in ${timeZone}, a day of ${hours} hours, bookings follow the clock on the wall`, async () => {
    house.clock.set(now)
    const allDay = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [{ from: '01:30', to: '24:00' }]]),
    )
    const there = await house.seed.location(organisation, { timeZone, openingHours: allDay, name: `${timeZone} ${date}` })
    const floor = await house.seed.floor(organisation, there, { desks: 1 })
    const person = await house.seed.person(organisation)
    const instant = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant()
    const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
    const attempt = (from: Temporal.Instant, to: Temporal.Instant) =>
      call(endpoints.createBooking, { as: person, body: { workspaceId: at(floor.desks, 0), from: from.toString(), to: to.toString() } })
    const [opens, closes] = [instant(`${date}T01:30`), instant(`${next}T00:00`)]
    assert.equal(closes.since(opens).total('hours'), hours - 1.5)
    assert.equal((await attempt(opens.subtract({ minutes: 1 }), closes)).body.code, 'outside_opening_hours')
    assert.equal((await attempt(opens.add({ hours: 1 }), closes.add({ minutes: 1 }))).body.code, 'outside_opening_hours')
    const whole = await attempt(opens, closes)
    assert.equal(whole.status, 201, whole.text)
    assert.match(whole.body.from, new RegExp(`^${date}T01:30:00`))
    assert.match(whole.body.to, new RegExp(`^${next}T00:00:00`))
  })
}
