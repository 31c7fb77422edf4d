import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { nextPlace, type Direction } from './nearest.ts'

// Two blocks of two by two desks, and a single desk far off.
const places = [
  { id: 'a1', x: 0, y: 0 }, { id: 'a2', x: 8, y: 0 }, { id: 'a3', x: 0, y: 16 }, { id: 'a4', x: 8, y: 16 },
  { id: 'b1', x: 50, y: 0 }, { id: 'b2', x: 58, y: 0 }, { id: 'b3', x: 50, y: 16 }, { id: 'b4', x: 58, y: 16 },
  { id: 'far', x: 300, y: 180 },
]
type Place = (typeof places)[number]
const at = (id: string) => places.find((place) => place.id === id) ?? assert.fail(id)
const go = (from: string, direction: Direction) => nextPlace(places, at(from), direction)?.id ?? null

test('an arrow goes to the neighbour that lies that way', () => {
  assert.equal(go('a1', 'right'), 'a2')
  assert.equal(go('a2', 'right'), 'b1')
  assert.equal(go('b1', 'left'), 'a2')
  assert.equal(go('a1', 'down'), 'a3')
  assert.equal(go('b4', 'up'), 'b2')
})

test('where nothing lies that way, one stays', () => {
  assert.equal(go('a1', 'up'), null)
  assert.equal(go('far', 'right'), null)
})

test('an arrow always goes its own way, and only stays when nothing lies there', () => {
  const place = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 600 }) })
  const direction = fc.constantFrom<Direction>('left', 'right', 'up', 'down')
  const ahead = (from: Place, to: Place, way: Direction) =>
    ({ left: from.x - to.x, right: to.x - from.x, up: from.y - to.y, down: to.y - from.y })[way]
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), direction, (points, way) => {
      const floor = points.map((point, index) => ({ ...point, id: String(index) }))
      const [from] = floor as [Place, ...Place[]]
      const next = nextPlace(floor, from, way)
      if (next === null) assert.ok(floor.every((one) => ahead(from, one, way) <= 0.5))
      else assert.ok(ahead(from, next, way) > 0)
    }),
  )
})
