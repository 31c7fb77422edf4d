import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { LiveFloor } from '#contract/endpoints/floor.ts'
import type { BookingId, FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Visibility } from '#contract/values.ts'
import { maySee } from '../people/index.ts'
import type { FloorFacts, PersonFact } from './facts.ts'
import { changeBetween, pictureOf, wholeFloor } from './picture.ts'
import type { Viewer } from './picture.ts'

const nowMs = Date.UTC(2026, 10, 24, 9)
const minute = 60_000
const id = (kind: number, n: number) => `00000000-0000-4000-8000-${kind}${String(n).padStart(11, '0')}`
const floorId = id(0, 1) as FloorId
const team = (n: number) => id(3, n)

const peopleCount = 4
const deskCount = 4
const person = fc.record({ teamId: fc.option(fc.integer({ min: 1, max: 2 })), visibility: fc.constantFrom(...Visibility.options) })
const people = fc.array(person, { minLength: peopleCount, maxLength: peopleCount })
const desk = fc.record({
  bookable: fc.boolean(),
  seen: fc.constantFrom(true, false, null),
  bookings: fc.array(
    fc.record({
      person: fc.option(fc.integer({ min: 0, max: peopleCount - 1 })),
      from: fc.integer({ min: -120, max: 300 }),
      minutes: fc.integer({ min: 5, max: 120 }),
      checkedIn: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
})
const floor = fc.record({ people, desks: fc.array(desk, { minLength: deskCount, maxLength: deskCount }) })
type Floor = typeof floor extends fc.Arbitrary<infer T> ? T : never

const personFact = (given: Floor, n: number): PersonFact => ({
  id: id(1, n) as PersonId,
  teamId: given.people[n]?.teamId == null ? null : team(given.people[n].teamId),
  visibility: given.people[n]?.visibility ?? 'nobody',
  nameSealed: `name of ${n}`,
})

/** Bookings of a desk one after the other, as the database keeps them. */
const factsOf = (given: Floor): FloorFacts => ({
  floorId,
  nowMs,
  workspaces: given.desks.map((each, n) => {
    let endMs = Number.NEGATIVE_INFINITY
    const bookings = each.bookings
      .toSorted((a, b) => a.from - b.from)
      .flatMap((booking, index) => {
        const fromMs = nowMs + booking.from * minute
        const toMs = fromMs + booking.minutes * minute
        if (fromMs < endMs || toMs <= nowMs) return []
        endMs = toMs
        return [{
          id: id(4, n * 10 + index) as BookingId,
          status: booking.checkedIn ? ('checked_in' as const) : ('booked' as const),
          fromMs,
          toMs,
          checkedInMs: booking.checkedIn ? Math.min(fromMs, nowMs) : null,
          person: booking.person === null ? null : personFact(given, booking.person),
        }]
      })
    return {
      id: id(2, n) as WorkspaceId,
      bookable: each.bookable,
      sensors: each.seen === null ? null : [[each.seen, nowMs - 60 * minute, nowMs + minute, nowMs, false]],
      people: null,
      peopleUntilMs: null,
      temperatureC: null,
      humidityPct: null,
      co2Ppm: null,
      bookings,
    }
  }),
})
const pictureFor = (given: Floor) => pictureOf(factsOf(given), ({ nameSealed }) => nameSealed)
const viewers: Viewer[] = Array.from({ length: peopleCount + 1 }, (_none, n) => n).flatMap((n) =>
  [null, team(1), team(2)].map((teamId) => ({ person: id(1, n), teamId })),
)
const read = (text: string) => LiveFloor.strict().parse(JSON.parse(text))

describe('a picture of a floor', () => {
  it('keeps to the contract, and names nobody but whom the rule lets this viewer see', () => {
    fc.assert(
      fc.property(floor, (given) => {
        const picture = pictureFor(given)
        for (const viewer of viewers) {
          for (const workspace of read(wholeFloor(picture, viewer).text).workspaces) {
            if (workspace.person === null) continue
            const n = given.people.findIndex((_each, at) => id(1, at) === workspace.person?.id)
            const subject = personFact(given, n)
            assert.equal(workspace.person.name, subject.nameSealed)
            assert.ok(maySee(viewer, { ...subject, person: subject.id }))
            assert.ok(['booked', 'in_use', 'away'].includes(workspace.state))
          }
        }
      }),
    )
  })

  it('shows everybody their own booking and nobody else’s', () => {
    fc.assert(
      fc.property(floor, (given) => {
        const facts = factsOf(given)
        const picture = pictureFor(given)
        for (const viewer of viewers) {
          const shown = read(wholeFloor(picture, viewer).text).workspaces.map(({ myBookingId }) => myBookingId)
          const own = facts.workspaces.map(
            ({ bookings }) => bookings.find((booking) => booking.person?.id === viewer.person)?.id ?? null,
          )
          assert.deepEqual(shown, own)
        }
      }),
    )
  })

  it('tells in changes exactly what differs for each viewer, so that who follows them sees what is there', () => {
    fc.assert(
      fc.property(floor, floor, (earlier, later) => {
        const [before, after] = [pictureFor(earlier), pictureFor(later)]
        const change = changeBetween(before, after)
        assert.equal(change.whole, false)
        for (const viewer of viewers) {
          const followed = new Map(read(wholeFloor(before, viewer).text).workspaces.map((each) => [each.id, each]))
          const text = change.shownTo(viewer)?.text ?? null
          for (const each of text === null ? [] : read(text).workspaces) {
            assert.notDeepEqual(each, followed.get(each.id), 'an unchanged workspace was told again')
            followed.set(each.id, each)
          }
          assert.deepEqual([...followed.values()], read(wholeFloor(after, viewer).text).workspaces)
        }
      }),
    )
  })

  it('is told whole when workspaces came or went', () => {
    const given = fc.sample(floor, 1)[0]
    assert.ok(given !== undefined)
    const one = pictureFor(given)
    const other = pictureFor({ ...given, desks: given.desks.slice(1) })
    assert.equal(changeBetween(one, other).whole, true)
    assert.equal(changeBetween(other, one).whole, true)
  })

  it('opens a name only when somebody who may see it looks, and then once', () => {
    const opened: string[] = []
    const given: Floor = {
      people: Array.from({ length: peopleCount }, () => ({ teamId: 1, visibility: 'team' as const })),
      desks: [{ bookable: true, seen: null, bookings: [{ person: 0, from: -10, minutes: 60, checkedIn: true }] }],
    }
    const picture = pictureOf(factsOf(given), ({ nameSealed }) => {
      opened.push(nameSealed)
      return nameSealed
    })
    wholeFloor(picture, { person: id(1, 9), teamId: team(2) })
    assert.deepEqual(opened, [])
    wholeFloor(picture, { person: id(1, 9), teamId: team(1) })
    wholeFloor(picture, { person: id(1, 0), teamId: team(1) })
    assert.deepEqual(opened, ['name of 0'])
  })

  it('shows nobody where the key of the name is gone', () => {
    const given: Floor = {
      people: Array.from({ length: peopleCount }, () => ({ teamId: null, visibility: 'organisation' as const })),
      desks: [{ bookable: true, seen: null, bookings: [{ person: 0, from: -10, minutes: 60, checkedIn: true }] }],
    }
    const picture = pictureOf(factsOf(given), () => null)
    const [workspace] = read(wholeFloor(picture, { person: id(1, 1), teamId: null }).text).workspaces
    assert.equal(workspace?.person, null)
    assert.equal(workspace?.state, 'in_use')
  })
})
