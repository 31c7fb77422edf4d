import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { WorkspaceState } from '#contract/values.ts'
import { bookedLeadMs, workspaceState } from './state.ts'
import type { CurrentBooking, SensorWord, WorkspaceNow } from './state.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 10, 23, 10)

const none: SensorWord = { hasSensor: false, occupied: null, silent: false, stuck: false, sinceMs: null }
const sensor = (occupied: boolean | null, more: Partial<SensorWord> = {}): SensorWord => ({
  hasSensor: true, occupied, silent: occupied === null, stuck: false, sinceMs: now - hour, ...more,
})
const booking = (status: CurrentBooking['status'], more: Partial<CurrentBooking> = {}): CurrentBooking => ({
  status, fromMs: now - 2 * hour, toMs: now + hour, ...more,
})
const quiet: WorkspaceNow = {
  bookable: true, sensor: none, booking: null, nextBookingFromMs: null, awayAfterMs: 15 * minute,
}
const stuck = sensor(true, { stuck: true })
const booked = booking('booked')
const checkedIn = booking('checked_in')

describe('the state of a workspace', () => {
  const cases: [string, Partial<WorkspaceNow>, WorkspaceState][] = [
    ['free without sensor and booking', {}, 'free'],
    ['free when the sensor sees nobody', { sensor: sensor(false) }, 'free'],
    ['unknown when the sensor is silent', { sensor: sensor(null) }, 'unknown'],
    ['unknown when the sensor was never heard', { sensor: sensor(null, { sinceMs: null }) }, 'unknown'],
    ['unknown when the sensor is stuck', { sensor: stuck }, 'unknown'],
    ['unknown when an old vacant word has run out', { sensor: sensor(false, { silent: true }) }, 'unknown'],
    ['in use when somebody is seen without a booking', { sensor: sensor(true, { sinceMs: now }) }, 'in_use'],
    ['in use when somebody is seen where nothing can be booked', { bookable: false, sensor: sensor(true) }, 'in_use'],
    ['in use when somebody is seen on another’s booking', { sensor: sensor(true), booking: booked }, 'in_use'],
    ['not bookable when nobody is seen', { bookable: false, sensor: sensor(false) }, 'not_bookable'],
    ['not bookable also with a silent sensor', { bookable: false, sensor: sensor(null) }, 'not_bookable'],
    ['not bookable just before an old booking', { bookable: false, nextBookingFromMs: now + minute }, 'not_bookable'],
    ['booked before the check-in, without a sensor', { booking: booked }, 'booked'],
    ['booked before the check-in, nobody seen', { booking: booked, sensor: sensor(false) }, 'booked'],
    ['booked before the check-in, sensor silent', { booking: booked, sensor: sensor(null) }, 'booked'],
    ['booked before the check-in, sensor stuck', { booking: booked, sensor: stuck }, 'booked'],
    ['booked on a workspace that was closed afterwards', { bookable: false, booking: booked }, 'booked'],
    ['in use when checked in without a sensor', { booking: checkedIn }, 'in_use'],
    ['in use when checked in and seen', { booking: checkedIn, sensor: sensor(true) }, 'in_use'],
    ['in use when checked in and the sensor is silent', { booking: checkedIn, sensor: sensor(null) }, 'in_use'],
    ['in use when checked in and the sensor is stuck', { booking: checkedIn, sensor: stuck }, 'in_use'],
    ['in use when checked in and unseen for less than the time', {
      booking: checkedIn, sensor: sensor(false, { sinceMs: now - 15 * minute + 1 }),
    }, 'in_use'],
    ['away when checked in and unseen for that time', {
      booking: checkedIn, sensor: sensor(false, { sinceMs: now - 15 * minute }),
    }, 'away'],
    ['in use when just checked in at a desk long empty', {
      booking: booking('checked_in', { lastSeenMs: now - minute }), sensor: sensor(false, { sinceMs: now - 5 * hour }),
    }, 'in_use'],
    ['away when checked in and never sat down', {
      booking: booking('checked_in', { lastSeenMs: now - 20 * minute }),
      sensor: sensor(false, { sinceMs: now - 5 * hour }),
    }, 'away'],
    ['booked shortly before a booking', { nextBookingFromMs: now + bookedLeadMs }, 'booked'],
    ['free longer before a booking', { nextBookingFromMs: now + bookedLeadMs + 1 }, 'free'],
    ['unknown long before a booking', { sensor: sensor(null), nextBookingFromMs: now + hour }, 'unknown'],
    ['free in the very instant the booking ends', { booking: booking('checked_in', { toMs: now }) }, 'free'],
    ['booked from the very instant the booking begins', { booking: booking('booked', { fromMs: now }) }, 'booked'],
  ]
  for (const [name, given, state] of cases) {
    it(`is ${name}`, () => assert.equal(workspaceState({ ...quiet, ...given }, now), state))
  }

  const instant = fc.integer({ min: now - 30 * hour, max: now + 30 * hour })
  const sensors = fc.record({
    hasSensor: fc.boolean(),
    occupied: fc.constantFrom(true, false, null),
    silent: fc.boolean(),
    stuck: fc.boolean(),
    sinceMs: fc.option(instant),
  })
  const bookings = fc.record(
    {
      status: fc.constantFrom<CurrentBooking['status']>('booked', 'checked_in'),
      fromMs: instant,
      toMs: instant,
      lastSeenMs: instant,
    },
    { requiredKeys: ['status', 'fromMs', 'toMs'] },
  )
  const anything = fc.record({
    bookable: fc.boolean(), sensor: sensors, booking: fc.option(bookings), nextBookingFromMs: fc.option(instant),
    awayAfterMs: fc.integer({ min: 0, max: 2 * hour }),
  })

  it('is in use whenever a sensor that is not stuck sees somebody', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const seen = { ...given, sensor: { ...given.sensor, hasSensor: true, occupied: true, stuck: false } }
        assert.equal(workspaceState(seen, now), 'in_use')
      }),
    )
  })

  it('is one of the six for anything whatever, and never in use or away with neither a sight nor a check-in', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const state = workspaceState(given, now)
        assert.ok(WorkspaceState.options.includes(state))
        const sight = given.sensor.hasSensor && given.sensor.occupied === true && !given.sensor.stuck
        if (!sight && given.booking?.status !== 'checked_in') assert.ok(state !== 'in_use' && state !== 'away')
      }),
      { numRuns: 1_000 },
    )
  })

  it('never offers as free what is booked, closed, seen in use or not known', () => {
    fc.assert(
      fc.property(anything, (given) => {
        if (workspaceState(given, now) !== 'free') return
        const { sensor: word, booking: current, nextBookingFromMs } = given
        assert.ok(given.bookable)
        assert.ok(current === null || now < current.fromMs || current.toMs <= now)
        assert.ok(nextBookingFromMs === null || nextBookingFromMs > now + bookedLeadMs)
        assert.ok(!word.hasSensor || (word.occupied === false && !word.silent && !word.stuck))
      }),
      { numRuns: 1_000 },
    )
  })
})
