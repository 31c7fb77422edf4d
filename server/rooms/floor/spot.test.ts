import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BookingId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { BookingFact, WorkspaceFacts } from './facts.ts'
import { spotAt } from './spot.ts'

const nowMs = Date.UTC(2026, 10, 24, 9)
const minute = 60_000
const text = (minutes: number) => Temporal.Instant.fromEpochMilliseconds(nowMs + minutes * minute).toString()

const booking = (fromMinutes: number, toMinutes: number, person: string | null, checkedInMinutes: number | null = null): BookingFact => ({
  id: `booking of ${person ?? 'nobody'}` as BookingId,
  status: checkedInMinutes === null ? 'booked' : 'checked_in',
  fromMs: nowMs + fromMinutes * minute,
  toMs: nowMs + toMinutes * minute,
  checkedInMs: checkedInMinutes === null ? null : nowMs + checkedInMinutes * minute,
  person: person === null ? null : { id: person as PersonId, teamId: null, visibility: 'organisation', nameSealed: '' },
})
/** As the view publishes a sensor: occupied, since, holds until, unknown from, stuck. */
const sees = (occupied: boolean, sinceMinutes = -60): WorkspaceFacts['sensors'] => [
  [occupied, nowMs + sinceMinutes * minute, nowMs + 30 * minute, nowMs + 15 * minute, false],
]
const desk = (more: Partial<WorkspaceFacts> = {}): WorkspaceFacts => ({
  id: 'desk' as WorkspaceId,
  bookable: true,
  sensors: null,
  people: null,
  peopleUntilMs: null,
  temperatureC: null,
  humidityPct: null,
  co2Ppm: null,
  bookings: [],
  ...more,
})
const shows = (more: Partial<WorkspaceFacts>) => {
  const { shared, occupant } = spotAt(desk(more), nowMs)
  return { state: shared.state, until: shared.until, nextFrom: shared.nextFrom, occupant: occupant?.id ?? null }
}

describe('a spot of the floor', () => {
  it('is free until its next booking of today', () => {
    assert.deepEqual(shows({ bookings: [booking(60, 120, 'Sanne')] }), {
      state: 'free', until: text(60), nextFrom: text(60), occupant: null,
    })
  })

  it('is booked for the next one from half an hour before, until that ends', () => {
    assert.deepEqual(shows({ bookings: [booking(20, 120, 'Sanne')] }), {
      state: 'booked', until: text(120), nextFrom: text(20), occupant: 'Sanne',
    })
  })

  it('used without a booking is used by nobody in particular, not by who comes next', () => {
    assert.deepEqual(shows({ sensors: sees(true), bookings: [booking(20, 120, 'Sanne')] }), {
      state: 'in_use', until: null, nextFrom: text(20), occupant: null,
    })
  })

  it('is in use from an early check-in on', () => {
    assert.deepEqual(shows({ bookings: [booking(20, 120, 'Sanne', -5)] }), {
      state: 'in_use', until: text(120), nextFrom: null, occupant: 'Sanne',
    })
  })

  it('belongs to the running booking while the next one is checked in early', () => {
    assert.deepEqual(shows({ bookings: [booking(-60, 10, 'Bram', -60), booking(10, 60, 'Sanne', -5)] }), {
      state: 'in_use', until: text(10), nextFrom: text(10), occupant: 'Bram',
    })
  })

  it('is away once its sensor has seen nobody for a quarter of an hour, and still says whose it is', () => {
    const bookings = [booking(-60, 60, 'Sanne', -60)]
    assert.equal(shows({ sensors: sees(false, -14), bookings }).state, 'in_use')
    assert.deepEqual(shows({ sensors: sees(false, -15), bookings }), {
      state: 'away', until: text(60), nextFrom: null, occupant: 'Sanne',
    })
  })

  it('has no end when it is unknown or not bookable', () => {
    const bookings = [booking(60, 120, 'Sanne')]
    assert.deepEqual(shows({ bookable: false, bookings }), {
      state: 'not_bookable', until: null, nextFrom: text(60), occupant: null,
    })
    assert.deepEqual(shows({ sensors: [[null, null, null, null, false]], bookings }), {
      state: 'unknown', until: null, nextFrom: text(60), occupant: null,
    })
  })

  it('says how many people are counted only as long as that count holds', () => {
    assert.equal(spotAt(desk({ people: 4, peopleUntilMs: nowMs }), nowMs).shared.people, 4)
    assert.equal(spotAt(desk({ people: 4, peopleUntilMs: nowMs - 1 }), nowMs).shared.people, null)
  })
})
