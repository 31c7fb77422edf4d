import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { catchUp, dueBetween, readDemoTrace, traceMoment, type DueUplink } from './trace-day.ts'

const timeZone = 'Europe/Amsterdam'
const trace = readDemoTrace()
const at = (text: string) => Temporal.Instant.from(text)
const seen = ({ publishAt, heardAt, devEui, hex, fCnt, gateway }: DueUplink) =>
  `${publishAt.toString()} ${heardAt.toString()} ${devEui} ${hex} ${fCnt} ${gateway}`
const moments = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))

/** As the demo runs it: a catch-up at the start, then minute by minute. */
function played(from: Temporal.Instant, minutes: number): DueUplink[] {
  const uplinks = catchUp(trace, from, timeZone)
  for (let minute = 0; minute < minutes; minute += 5)
    uplinks.push(...dueBetween(trace, from.add({ minutes: minute }), from.add({ minutes: minute + 5 }), timeZone))
  return uplinks
}

/**
 * Per device, in order of hearing: a counter is as high as its time, and stands for one payload. Copies come twice
 * within a second.
 */
function assertCountersRise(uplinks: readonly DueUplink[]) {
  for (const [devEui, own] of Map.groupBy(uplinks, (u) => u.devEui)) {
    const payloads = new Map<number, string>()
    let highest = -1
    for (const uplink of own.toSorted((a, b) => a.heardAt.epochMilliseconds - b.heardAt.epochMilliseconds)) {
      assert.equal(
        payloads.get(uplink.fCnt) ?? uplink.hex,
        uplink.hex,
        `${devEui} uses the counter ${uplink.fCnt} twice`,
      )
      payloads.set(uplink.fCnt, uplink.hex)
      assert.ok(
        uplink.fCnt >= highest,
        `${devEui} counts back from ${highest} to ${uplink.fCnt} at ${uplink.heardAt.toString()}`,
      )
      highest = uplink.fCnt
    }
  }
}

test('the recording is whole: 5,433 uplinks of 77 sensors within one day', () => {
  assert.equal(trace.length, 5433)
  assert.equal(new Set(trace.map((frame) => frame.devEui)).size, 77)
  assert.ok(
    trace.every((frame) => frame.heardMs >= 0 && frame.deliveredMs >= frame.heardMs && frame.heardMs < 86_400_000),
  )
})

test('within office hours each uplink is due at its own time of day', () => {
  const from = at('2026-11-24T11:30:00+01:00')
  const expected = trace.filter(
    (frame) => frame.deliveredMs >= 11.5 * 3_600_000 && frame.deliveredMs < 11.6 * 3_600_000,
  )
  const due = dueBetween(trace, from, from.add({ minutes: 6 }), timeZone)
  assert.deepEqual(
    due.map((uplink) => uplink.hex),
    expected.map((frame) => frame.hex),
  )
  assert.deepEqual(traceMoment(from, timeZone), { shifted: false, wallTime: Temporal.PlainTime.from('11:30') })
})

test('outside office hours the hour from ten is played, and the moment says so', () => {
  const due = dueBetween(trace, at('2026-11-24T22:20:00+01:00'), at('2026-11-24T22:25:00+01:00'), timeZone)
  const inOffice = dueBetween(trace, at('2026-11-24T10:20:00+01:00'), at('2026-11-24T10:25:00+01:00'), timeZone)
  assert.ok(due.length > 10)
  assert.deepEqual(
    due.map((uplink) => uplink.hex),
    inOffice.map((uplink) => uplink.hex),
  )
  assert.deepEqual(traceMoment(at('2026-11-24T22:20:00+01:00'), timeZone), {
    shifted: true,
    fromHour: 10,
    wallTime: Temporal.PlainTime.from('10:20'),
  })
})

test('the hours change over at eight and at eighteen, also where the clock is another', () => {
  const shifted = (text: string, zone = timeZone) => traceMoment(at(text), zone).shifted
  assert.deepEqual(
    ['07:59:59', '08:00:00', '17:59:59', '18:00:00'].map((time) => shifted(`2026-07-01T${time}+02:00`)),
    [true, false, false, true],
  )
  assert.equal(shifted('2026-07-01T08:30:00+05:30', 'Asia/Kolkata'), false)
})

test('at the start nearly every sensor has told its last word within two seconds, in time order', () => {
  const now = at('2026-11-24T10:40:00+01:00')
  const uplinks = catchUp(trace, now, timeZone)
  const alone = new Set(dueBetween(trace, now, now.add({ seconds: 3 }), timeZone).map((uplink) => uplink.devEui))
  assert.equal(new Set(uplinks.map((uplink) => uplink.devEui)).size, uplinks.length)
  assert.ok(new Set([...uplinks.map((uplink) => uplink.devEui), ...alone]).size >= 75)
  const times = uplinks.map((uplink) => uplink.publishAt.epochMilliseconds - now.epochMilliseconds)
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  assert.ok(times[0] === 0 && (times.at(-1) ?? 0) < 2000)
})

test('when the shifted hour ends, every sensor says again what holds at ten', () => {
  const jump = at('2026-11-24T22:00:00+01:00')
  const after = dueBetween(trace, jump, jump.add({ seconds: 2 }), timeZone)
  assert.ok(new Set(after.map((uplink) => uplink.devEui)).size >= 70)
  assertCountersRise(played(at('2026-11-24T21:50:00+01:00'), 20))
})

test('two calls that meet give what one call over both gives', () => {
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 0, max: 300_000 }),
      fc.integer({ min: 0, max: 300_000 }),
      (from, first, second) => {
        const middle = from.add({ milliseconds: first })
        const to = middle.add({ milliseconds: second })
        assert.deepEqual(
          [...dueBetween(trace, from, middle, timeZone), ...dueBetween(trace, middle, to, timeZone)].map(seen),
          dueBetween(trace, from, to, timeZone).map(seen),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('counters rise per sensor through a whole day with all its jumps and on into the next', () => {
  const day = (date: string) => played(at(`${date}T00:00:00+01:00`), 24 * 60)
  const [first, second] = [day('2026-11-24'), day('2026-11-25')]
  assert.ok(first.length > 8000)
  assertCountersRise([...first, ...second])
  assert.ok([...first, ...second].every(({ fCnt }) => fCnt > 0 && fCnt < 2 ** 31))
})

test('counters rise over a restart at any moment, and through the nights when the clock changes', () => {
  fc.assert(
    fc.property(
      fc.oneof(moments, fc.constantFrom(at('2026-10-25T00:20:00Z'), at('2027-03-28T00:20:00Z'))),
      fc.integer({ min: 1, max: 90 }),
      (from, minutes) => {
        const restart = from.add({ minutes: Math.ceil(minutes / 5) * 5, seconds: 4 })
        assertCountersRise([...played(from, minutes), ...played(restart, 15)])
      },
    ),
    { numRuns: 40 },
  )
})

test('a frame that two gateways heard keeps one counter', () => {
  const due = dueBetween(trace, at('2026-11-24T10:20:00+01:00'), at('2026-11-24T10:30:00+01:00'), timeZone)
  const twice = [...Map.groupBy(due, (u) => `${u.devEui} ${u.fCnt}`).values()].filter((copies) => copies.length > 1)
  assert.ok(twice.length > 0)
  for (const copies of twice) assert.equal(new Set(copies.map((u) => u.gateway)).size, copies.length)
})

test('a late uplink keeps the earlier time at which it was heard', () => {
  const outage = dueBetween(trace, at('2026-11-24T11:50:00+01:00'), at('2026-11-24T12:00:00+01:00'), timeZone)
  assert.ok(outage.some((u) => u.publishAt.epochMilliseconds - u.heardAt.epochMilliseconds > 20 * 60_000))
})

test('after a pause of hours there is one catch-up, not hours of uplinks', () => {
  const due = dueBetween(trace, at('2026-11-24T09:00:00+01:00'), at('2026-11-24T14:00:00+01:00'), timeZone)
  assert.ok(due.length > 60 && due.length <= 77)
})

test('a sensor that speaks within the second of a start is not made to speak twice with one counter', () => {
  const midnight = at('2026-11-24T00:00:00+01:00').epochMilliseconds
  const loud = trace.filter((f) => f.heardMs > 9 * 3_600_000 && f.heardMs < 17 * 3_600_000 && f.heardMs % 1000 > 500)
  for (const frame of loud.filter((_, i) => i % 20 === 0)) {
    const start = Temporal.Instant.fromEpochMilliseconds(midnight + frame.sentSecond * 1000 + 1)
    const first = catchUp(trace, start, timeZone)
    const next = dueBetween(trace, start, start.add({ seconds: 3 }), timeZone)
    for (const { devEui, fCnt } of next.filter((u) => u.devEui === frame.devEui))
      assert.ok(!first.some((u) => u.devEui === devEui && u.fCnt >= fCnt), `${devEui} at ${start.toString()}`)
  }
})
