import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from '#properties'
import { weekdays } from '#contract/endpoints/places.ts'
import type { OpeningHours } from '#contract/endpoints/places.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  boundsOf,
  checkPeriod,
  clipToNow,
  closesAt,
  isTimeZone,
  isWorkingDay,
  lastBookableDay,
  openingHourFaults,
  openingsOn,
} from './opening-hours.ts'
import type { InstantRange, LocationTimes } from './opening-hours.ts'

type Opening = OpeningHours['monday'][number]
const instant = (text: string) => Temporal.Instant.from(text)
const day = (text: string) => Temporal.PlainDate.from(text)
const everyDay = (...openings: Opening[]): OpeningHours => ({
  monday: openings,
  tuesday: openings,
  wednesday: openings,
  thursday: openings,
  friday: openings,
  saturday: openings,
  sunday: openings,
})
const workWeek = (...openings: Opening[]): OpeningHours => ({ ...everyDay(...openings), saturday: [], sunday: [] })
const at = (timeZone: string, openingHours: OpeningHours, more: Partial<LocationTimes> = {}): LocationTimes => ({
  name: 'Hoofdkantoor',
  timeZone,
  openingHours,
  closedDays: [],
  deskWindowDays: 14,
  roomWindowDays: 60,
  ...more,
})
const texts = (ranges: readonly InstantRange[]) => ranges.map(({ from, to }) => `${from.toString()}/${to.toString()}`)
const codeOf = (result: Refusal | null) => result?.code ?? null
const period = (from: string, to: string): InstantRange => ({ from: instant(from), to: instant(to) })

const office = at('Europe/Amsterdam', workWeek({ from: '08:00', to: '18:00' }))
const sundayMorning = instant('2026-11-22T10:00:00Z')

test('opening hours keep their wall clock across the clock change', () => {
  assert.deepEqual(texts(openingsOn(office, day('2026-03-27'))), ['2026-03-27T07:00:00Z/2026-03-27T17:00:00Z'])
  assert.deepEqual(texts(openingsOn(office, day('2026-03-30'))), ['2026-03-30T06:00:00Z/2026-03-30T16:00:00Z'])
  const newYork = at('America/New_York', workWeek({ from: '08:00', to: '18:00' }))
  // The United States change three weeks before Europe.
  assert.deepEqual(texts(openingsOn(newYork, day('2026-03-06'))), ['2026-03-06T13:00:00Z/2026-03-06T23:00:00Z'])
  assert.deepEqual(texts(openingsOn(newYork, day('2026-03-09'))), ['2026-03-09T12:00:00Z/2026-03-09T22:00:00Z'])
})

test('open around the clock, the day of the spring change has 23 hours and that of the autumn change 25', () => {
  const always = everyDay({ from: '00:00', to: '24:00' })
  const hours = (timeZone: string, date: string) => {
    const [range, ...rest] = openingsOn(at(timeZone, always), day(date))
    assert.deepEqual(rest, [])
    return range?.to.since(range.from).total('hours')
  }
  assert.equal(hours('Europe/Amsterdam', '2026-03-29'), 23)
  assert.equal(hours('Europe/Amsterdam', '2026-10-25'), 25)
  assert.equal(hours('America/New_York', '2026-03-08'), 23)
  assert.equal(hours('America/New_York', '2026-11-01'), 25)
  // Lord Howe Island moves its clocks by half an hour.
  assert.equal(hours('Australia/Lord_Howe', '2026-10-04'), 23.5)
  assert.equal(hours('Australia/Lord_Howe', '2026-04-05'), 24.5)
})

test('an opening in the skipped hour moves on, or is left out when nothing of it remains', () => {
  const early = at('Europe/Amsterdam', everyDay({ from: '02:15', to: '03:30' }))
  assert.deepEqual(texts(openingsOn(early, day('2026-03-29'))), ['2026-03-29T01:15:00Z/2026-03-29T01:30:00Z'])
  const within = at('Europe/Amsterdam', everyDay({ from: '02:30', to: '03:00' }))
  assert.deepEqual(openingsOn(within, day('2026-03-29')), [])
})

test('a time that comes twice means the first', () => {
  const early = at('Europe/Amsterdam', everyDay({ from: '02:30', to: '04:00' }))
  assert.deepEqual(texts(openingsOn(early, day('2026-10-25'))), ['2026-10-25T00:30:00Z/2026-10-25T03:00:00Z'])
})

test('openings that touch are one, also over midnight', () => {
  const split = at('Europe/Amsterdam', everyDay({ from: '12:00', to: '24:00' }, { from: '00:00', to: '12:00' }))
  assert.equal(openingsOn(split, day('2026-11-24')).length, 1)
  assert.equal(checkPeriod(split, 'room', period('2026-11-24T20:00:00Z', '2026-11-25T04:00:00Z'), sundayMorning), null)
})

test('a booking may run from the first to the last minute of the opening, and not a second beyond', () => {
  const check = (from: string, to: string) => codeOf(checkPeriod(office, 'desk', period(from, to), sundayMorning))
  assert.equal(check('2026-11-23T07:00:00Z', '2026-11-23T17:00:00Z'), null)
  assert.equal(check('2026-11-23T06:59:59Z', '2026-11-23T17:00:00Z'), 'outside_opening_hours')
  assert.equal(check('2026-11-23T07:00:00Z', '2026-11-23T17:00:01Z'), 'outside_opening_hours')
  assert.equal(check('2026-11-23T16:00:00Z', '2026-11-24T08:00:00Z'), 'outside_opening_hours')
})

test('a lunch break, a closed day and a weekday without hours are told apart in words', () => {
  const library = at('Europe/Amsterdam', workWeek({ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }), {
    closedDays: [{ date: '2026-12-25', reason: 'Kerst' }],
    deskWindowDays: 60,
  })
  const lunch = checkPeriod(library, 'desk', period('2026-11-23T10:00:00Z', '2026-11-23T13:00:00Z'), sundayMorning)
  assert.equal(codeOf(lunch), 'outside_opening_hours')
  assert.equal(lunch?.values['hours'], '08:00–12:00, 13:00–17:00')
  const christmas = checkPeriod(library, 'desk', period('2026-12-25T10:00:00Z', '2026-12-25T11:00:00Z'), sundayMorning)
  assert.deepEqual([christmas?.code, christmas?.values['date']], ['closed_day', '2026-12-25'])
  assert.equal(
    codeOf(checkPeriod(library, 'desk', period('2026-11-28T10:00:00Z', '2026-11-28T11:00:00Z'), sundayMorning)),
    'closed_day',
  )
})

test('the booking window counts working days only: weekends and closed days do not use it up', () => {
  const place = at('Europe/Amsterdam', workWeek({ from: '08:00', to: '18:00' }), {
    deskWindowDays: 5,
    closedDays: [{ date: '2026-11-25', reason: 'dicht' }],
  })
  assert.equal(lastBookableDay(place, 'desk', day('2026-11-22')).toString(), '2026-11-30')
  assert.equal(lastBookableDay({ ...place, deskWindowDays: 0 }, 'desk', day('2026-11-23')).toString(), '2026-11-23')
  const check = (from: string, to: string) => checkPeriod(place, 'desk', period(from, to), sundayMorning)
  assert.equal(check('2026-11-30T08:00:00Z', '2026-11-30T12:00:00Z'), null)
  const beyond = check('2026-12-01T08:00:00Z', '2026-12-01T12:00:00Z')
  assert.deepEqual([beyond?.code, beyond?.values['date']], ['outside_booking_window', '2026-11-30'])
  assert.equal(checkPeriod(place, 'room', period('2026-12-01T08:00:00Z', '2026-12-01T12:00:00Z'), sundayMorning), null)
})

test('the window is counted from the day it is at the location, not here', () => {
  const auckland = at('Pacific/Auckland', everyDay({ from: '00:00', to: '24:00' }), { deskWindowDays: 0 })
  // 22 November 12:00 UTC is already the 23rd, 01:00, in Auckland.
  const now = instant('2026-11-22T12:00:00Z')
  assert.equal(checkPeriod(auckland, 'desk', period('2026-11-22T13:00:00Z', '2026-11-22T14:00:00Z'), now), null)
  const lateEvening = period('2026-11-23T10:30:00Z', '2026-11-23T11:30:00Z')
  assert.equal(checkPeriod(auckland, 'desk', lateEvening, now), null, 'it begins on the 23rd there')
  assert.equal(codeOf(checkPeriod(auckland, 'desk', lateEvening, now.subtract({ hours: 2 }))), 'outside_booking_window')
})

test('a location that is never open ends the search for a last day', () => {
  assert.equal(lastBookableDay(at('UTC', everyDay()), 'room', day('2026-11-22')).toString(), '2026-11-22')
})

test('a period that began a moment ago begins now; one further back is past', () => {
  const now = instant('2026-11-23T09:00:00Z')
  const clip = (from: string, to: string) => {
    const result = clipToNow(instant(from), instant(to), now)
    return result instanceof Refusal ? result.code : texts([result])[0]
  }
  assert.equal(clip('2026-11-23T08:55:00Z', '2026-11-23T10:00:00Z'), '2026-11-23T09:00:00Z/2026-11-23T10:00:00Z')
  assert.equal(clip('2026-11-23T08:54:59Z', '2026-11-23T10:00:00Z'), 'in_the_past')
  assert.equal(clip('2026-11-23T08:55:00Z', '2026-11-23T09:00:00Z'), 'in_the_past')
  assert.equal(clip('2026-11-23T10:00:00Z', '2026-11-23T10:04:59Z'), 'period_invalid')
  assert.equal(clip('2026-11-23T10:00:00Z', '2026-11-23T09:00:00Z'), 'period_invalid')
  assert.equal(clip('2026-11-23T10:00:00Z', '2026-11-24T10:00:01Z'), 'period_invalid')
})

test('closing time is that of the opening one is in', () => {
  assert.equal(closesAt(office, instant('2026-11-23T09:00:00Z'))?.toString(), '2026-11-23T17:00:00Z')
  assert.equal(closesAt(office, instant('2026-11-23T17:00:00Z')), null)
  assert.equal(closesAt(office, instant('2026-11-22T09:00:00Z')), null)
})

test('overlapping openings and ends before starts are found, each with its place', () => {
  const hours: OpeningHours = {
    ...workWeek(),
    monday: [
      { from: '08:00', to: '12:00' },
      { from: '11:00', to: '13:00' },
    ],
    friday: [{ from: '18:00', to: '08:00' }],
  }
  assert.deepEqual(openingHourFaults(hours), [
    { weekday: 'monday', index: 1 },
    { weekday: 'friday', index: 0 },
  ])
  assert.deepEqual(openingHourFaults(everyDay({ from: '00:00', to: '24:00' })), [])
})

test('only IANA names are time zones', () => {
  assert.ok(isTimeZone('Europe/Amsterdam') && isTimeZone('America/Argentina/Buenos_Aires') && isTimeZone('UTC'))
  for (const name of ['Europe/Utrecht', '+01:00', '', 'Mars/Base', '../../etc/passwd']) assert.equal(isTimeZone(name), false, name)
})

const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo']
const wallTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const openings = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) => Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({ from: wallTime(cuts[2 * i] ?? 0), to: wallTime(cuts[2 * i + 1] ?? 0) })))
const hoursOfWeek = fc.tuple(openings, openings, openings, openings, openings, openings, openings).map(
  (lists) => Object.fromEntries(weekdays.map((weekday, i) => [weekday, lists[i] ?? []])) as OpeningHours,
)
const anyDay = fc.integer({ min: 0, max: 1500 }).map((days) => day('2025-01-01').add({ days }))

test('for any hours, zone and day: openings are in order, apart, within the day, and each can be booked whole', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), hoursOfWeek, anyDay, (timeZone, openingHours, date) => {
      const place = at(timeZone, openingHours, { deskWindowDays: 366 })
      const ranges = openingsOn(place, date)
      const whole = boundsOf(date, timeZone)
      let previous = whole.from.subtract({ nanoseconds: 1 })
      for (const range of ranges) {
        assert.ok(Temporal.Instant.compare(previous, range.from) < 0)
        assert.ok(Temporal.Instant.compare(range.from, range.to) < 0)
        assert.ok(Temporal.Instant.compare(range.to, whole.to) <= 0)
        previous = range.to
        assert.equal(checkPeriod(place, 'desk', range, whole.from), null)
        assert.notEqual(codeOf(checkPeriod(place, 'desk', { from: range.from, to: whole.to.add({ hours: 25 }) }, whole.from)), undefined)
      }
      assert.ok(ranges.length === 0 || isWorkingDay(place, date))
    }),
  )
})

test('for any hours and day: exactly as many working days lie within the window as it says', () => {
  fc.assert(
    fc.property(hoursOfWeek, anyDay, fc.integer({ min: 0, max: 40 }), (openingHours, today, window) => {
      const place = at('Europe/Amsterdam', openingHours, { deskWindowDays: window, closedDays: [{ date: today.add({ days: 3 }).toString(), reason: '' }] })
      const last = lastBookableDay(place, 'desk', today)
      const days = Array.from({ length: today.until(last).days }, (_, i) => today.add({ days: i + 1 }))
      const neverOpen = weekdays.every((weekday) => openingHours[weekday].length === 0)
      assert.equal(days.filter((each) => isWorkingDay(place, each)).length, neverOpen ? 0 : window)
      assert.ok(window === 0 || neverOpen || isWorkingDay(place, last))
    }),
  )
})
