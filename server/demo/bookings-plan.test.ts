import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { planBookings, type PlannedBooking } from './bookings-plan.ts'
import { demoLocations } from './places.ts'
import { waterBoard } from './people.ts'
import { OFTEN_USED_DESKS } from './trace-places.ts'

const timeZone = 'Europe/Amsterdam'
const workspaces = demoLocations().flatMap((location) => location.floors.flatMap((floor) => floor.workspaces))
const kindOf = new Map(workspaces.map((w) => [w.code, w.kind]))
const plan = (now: Temporal.Instant, seed: number): PlannedBooking[] =>
  planBookings({ now, timeZone, seed, workspaces, people: waterBoard.people, preferredDesks: OFTEN_USED_DESKS })

const ms = (instant: Temporal.Instant) => instant.epochMilliseconds
const moments = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })
  .map((at) => Temporal.Instant.fromEpochMilliseconds(at))

/** Pairs of neighbours in time among the bookings with the same key. */
function assertApart(bookings: readonly PlannedBooking[], key: (booking: PlannedBooking) => string) {
  for (const group of Map.groupBy(bookings, key).values()) {
    const inOrder = group.toSorted((a, b) => ms(a.from) - ms(b.from))
    inOrder.slice(1).forEach((booking, i) => {
      assert.ok(
        ms(booking.from) >= ms((inOrder[i] as PlannedBooking).to),
        `${key(booking)} is booked twice at ${booking.from.toString()}`,
      )
    })
  }
}

test('no workspace is booked twice at once, and nobody has two desks or hosts two rooms at once', () => {
  fc.assert(
    fc.property(moments, fc.integer(), (now, seed) => {
      const bookings = plan(now, seed)
      assertApart(bookings, (b) => b.workspaceCode)
      assertApart(bookings, (b) => `${kindOf.get(b.workspaceCode)} of ${b.email}`)
    }),
    { numRuns: 60 },
  )
})

test('bookings lie within the opening hours, for bookable places, and know nothing of what is still to come', () => {
  const bookable = new Set(workspaces.filter((w) => w.bookable).map((w) => w.code))
  fc.assert(
    fc.property(moments, fc.integer(), (now, seed) => {
      for (const { workspaceCode, from, to, checkedInAt, releasedAt } of plan(now, seed)) {
        assert.ok(bookable.has(workspaceCode))
        const [start, end] = [from.toZonedDateTimeISO(timeZone), to.toZonedDateTimeISO(timeZone)]
        assert.ok(ms(from) < ms(to) && start.toPlainDate().equals(end.toPlainDate()))
        assert.ok(start.hour >= 6 && (end.hour < 23 || (end.hour === 23 && end.minute === 0)))
        for (const told of [checkedInAt, releasedAt])
          assert.ok(told === null || (ms(told) <= ms(now) && ms(told) >= ms(from)))
        assert.ok(checkedInAt === null || releasedAt === null)
      }
    }),
    { numRuns: 60 },
  )
})

test('most desks stay free at any hour, and every day has bookings', () => {
  fc.assert(
    fc.property(moments, fc.integer(), (now, seed) => {
      const bookings = plan(now, seed)
      const desks = bookings.filter((b) => kindOf.get(b.workspaceCode) === 'desk')
      for (const { from } of desks)
        assert.ok(desks.filter((b) => ms(b.from) <= ms(from) && ms(from) < ms(b.to)).length <= 36)
      const byDay = Map.groupBy(bookings, (b) => b.from.toZonedDateTimeISO(timeZone).toPlainDate().toString())
      assert.equal(byDay.size, 11)
    }),
    { numRuns: 30 },
  )
})

test('the same seed and moment give the same bookings, another seed gives others', () => {
  const now = Temporal.Instant.from('2026-11-24T10:15:00+01:00')
  const text = (seed: number) => JSON.stringify(plan(now, seed))
  assert.equal(text(7), text(7))
  assert.notEqual(text(7), text(8))
})

test('on a working morning some have checked in, some are still to come', () => {
  const now = Temporal.Instant.from('2026-11-24T10:15:00+01:00')
  const today = plan(now, 1).filter(
    (b) => b.from.toZonedDateTimeISO(timeZone).toPlainDate().toString() === '2026-11-24',
  )
  assert.ok(today.filter((b) => b.checkedInAt !== null).length >= 8)
  assert.ok(today.filter((b) => ms(b.from) > ms(now)).length >= 5)
})

test('in the evening some bookings run now, and none is planned for a later evening', () => {
  const now = Temporal.Instant.from('2026-11-22T21:10:00+01:00')
  const bookings = plan(now, 1)
  assert.ok(bookings.filter((b) => ms(b.from) <= ms(now) && ms(now) < ms(b.to)).length >= 4)
  const later = bookings.filter((b) => ms(b.from) > ms(now))
  for (const { to } of later) {
    const end = to.toZonedDateTimeISO(timeZone)
    assert.ok(end.hour * 60 + end.minute <= 18 * 60 + 30)
  }
})

test('a closed day has no bookings, and the nearest open days have them instead', () => {
  const now = Temporal.Instant.from('2026-12-24T10:00:00+01:00')
  const days = planBookings({
    now,
    timeZone,
    seed: 1,
    workspaces,
    people: waterBoard.people,
    closedDays: ['2026-12-25'],
  }).map((b) => b.from.toZonedDateTimeISO(timeZone).toPlainDate().toString())
  assert.ok(!days.includes('2026-12-25'))
  assert.ok(days.includes('2026-12-31'))
})
