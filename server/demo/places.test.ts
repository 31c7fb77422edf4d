import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LocationFile } from '#contract/endpoints/location-file.ts'
import { demoLocations } from './places.ts'
import { contains, footprint, groundOf, overlap, type Box } from './places/ground.ts'

const locations = demoLocations()
const floors = locations.flatMap((location) => location.floors)
const said = (box: Box) => `${box.left},${box.top} to ${box.right},${box.bottom}`

test('the demo locations are in the import format, nothing lost or added', () => {
  for (const location of locations) assert.deepEqual(LocationFile.parse(location), location)
})

test('two locations have three floors with the desks and rooms that the recording needs, and more', () => {
  const count = (kind: string) =>
    locations.map(({ floors: own }) => own.flatMap((floor) => floor.workspaces).filter((w) => w.kind === kind).length)
  assert.equal(floors.length, 3)
  assert.deepEqual(count('desk'), [60, 14])
  assert.deepEqual(count('room'), [8, 2])
})

test('a code is used once', () => {
  const codes = floors.flatMap((floor) => floor.workspaces).map((w) => w.code)
  assert.equal(new Set(codes).size, codes.length)
})

test('every workspace names a zone of its floor and stands in it', () => {
  for (const floor of floors)
    for (const workspace of floor.workspaces) {
      const zone = floor.zones.find(({ name }) => name === workspace.zone)
      assert.ok(zone, `${workspace.code} names the zone ${workspace.zone}`)
      assert.ok(contains(zone.polygon, workspace.x, workspace.y), `${workspace.code} stands outside ${zone.name}`)
    }
})

test('desk and chair stand on the floor, clear of walls, columns, furniture, rooms and one another', () => {
  for (const floor of floors) {
    const { outline, obstacles, rooms } = groundOf(floor.plan?.svg ?? '')
    assert.ok(obstacles.length > 20 && rooms.length > 0)
    const bookableRooms = floor.workspaces.filter((w) => w.kind === 'room')
    const taken = bookableRooms.map((w) => ({ code: w.code, box: footprint(w)[0] as Box }))
    for (const desk of floor.workspaces.filter((w) => w.kind === 'desk')) {
      const own = footprint(desk)
      for (const part of own) {
        for (const [x, y] of [
          [part.left, part.top],
          [part.right, part.top],
          [part.left, part.bottom],
          [part.right, part.bottom],
        ] as const)
          assert.ok(contains(outline, x, y), `${desk.code} reaches out of ${floor.name}`)
        for (const box of obstacles)
          assert.ok(!overlap(part, box), `${desk.code} stands in what is drawn at ${said(box)}`)
        for (const other of taken) assert.ok(!overlap(part, other.box), `${desk.code} stands in ${other.code}`)
      }
      taken.push(...own.map((box) => ({ code: desk.code, box })))
    }
  }
})

test('the rectangle of a room is the room that is drawn', () => {
  for (const floor of floors) {
    const drawn = groundOf(floor.plan?.svg ?? '').rooms.map(said)
    for (const room of floor.workspaces.filter((w) => w.kind === 'room'))
      assert.ok(drawn.includes(said(footprint(room)[0] as Box)), `${room.name} is not drawn where it is said to be`)
  }
})

test('one or two desks of the building cannot be booked', () => {
  const closed = floors.flatMap((floor) => floor.workspaces).filter((w) => !w.bookable)
  assert.deepEqual(
    closed.map((w) => w.code),
    ['2.26', '1.16'],
  )
})
