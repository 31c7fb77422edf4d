import assert from 'node:assert/strict'
import { test } from 'node:test'
import { archivedName, chainFrom, nextSegment, parseArchived, segmentOf, segmentsBetween } from './wal.ts'
import type { ArchivedSegment } from './wal.ts'

test('a position in the log lies in the segment that PostgreSQL names for it', () => {
  assert.equal(segmentOf('0/3000060', 1), '000000010000000000000003')
  assert.equal(segmentOf('1A/FF000000', 2), '000000020000001A000000FF')
  assert.equal(nextSegment('000000010000000000000009'), '00000001000000000000000A')
  assert.equal(nextSegment('0000000100000000000000FF'), '000000010000000100000000')
  assert.deepEqual(segmentsBetween('0000000100000000000000FE', '000000010000000100000000').length, 3)
})

const archived = (segment: string): ArchivedSegment => {
  const found = parseArchived(archivedName({ line: '0123456789abcdef', segment, begunMs: 1, closedMs: 2, journalN: 3 }))
  assert.ok(found)
  return found
}

test('a chain ends where a segment is missing, and says so when later ones are there', () => {
  const [a, b, c] = ['000000010000000000000003', '000000010000000000000004', '000000010000000000000006'].map(archived)
  assert.ok(a && b && c)
  assert.deepEqual(chainFrom(a.segment, [c, a, b]), { segments: [a, b], hole: '000000010000000000000005' })
  assert.deepEqual(chainFrom(a.segment, [a, b, a]), { segments: [a, b], hole: null })
  assert.deepEqual(chainFrom(b.segment, [a]), { segments: [], hole: null })
})

test('names that are not ours are not read', () => {
  assert.equal(parseArchived('wal/0123456789abcdef/000000010000000000000003'), null)
  assert.equal(parseArchived('base/x/data'), null)
})
