import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import type { WorkspaceId } from '#contract/ids.ts'
import { nearest } from './nearest.ts'
import type { FreeWorkspace } from './nearest.ts'

const free = (code: string, x: number, y = 0): FreeWorkspace => ({ workspaceId: code as WorkspaceId, name: `desk ${code}`, zoneName: null, code, x, y })
const codes = (found: readonly { workspaceId: string }[]) => found.map(({ workspaceId }) => workspaceId)

test('the three nearest are offered, nearest first, whatever order they come in', () => {
  const desks = [free('far', 90), free('near', 11), free('third', 7, 4), free('second', 8), free('fourth', 20)]
  assert.deepEqual(codes(nearest(desks, { x: 10, y: 0 })), ['near', 'second', 'third'])
})

test('equally near ones go by code', () => {
  assert.deepEqual(codes(nearest([free('c', 2), free('a', 0), free('b', 2)], { x: 1, y: 0 })), ['a', 'b', 'c'])
})

test('fewer free ones than asked for are all offered, and none is no error', () => {
  assert.deepEqual(codes(nearest([free('a', 5)], { x: 0, y: 0 })), ['a'])
  assert.deepEqual(nearest([], { x: 0, y: 0 }), [])
})

test('it finds what sorting all of them by distance and code would', () => {
  const some = fc.uniqueArray(fc.record({ code: fc.integer({ min: 10, max: 99 }).map(String), x: fc.integer({ min: 0, max: 4 }), y: fc.integer({ min: 0, max: 4 }) }), {
    selector: ({ code }) => code,
  })
  fc.assert(
    fc.property(some, (list) => {
      const desks = list.map(({ code, x, y }) => free(code, x, y))
      const farness = ({ x, y }: FreeWorkspace) => (x - 2) ** 2 + (y - 2) ** 2
      const sorted = desks.toSorted((a, b) => farness(a) - farness(b) || Number(a.code) - Number(b.code))
      assert.deepEqual(codes(nearest(desks, { x: 2, y: 2 })), codes(sorted.slice(0, 3)))
    }),
  )
})
