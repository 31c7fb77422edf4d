import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heldClock } from '../clock.ts'
import type { FoundManifest } from './manifest.ts'
import { begunAt, newBackupId } from './manifest.ts'
import { oldestCopy, whatGoes } from './prune.ts'
import type { Store } from './prune.ts'
import { archivedName, parseArchived } from './wal.ts'
import type { ArchivedSegment } from './wal.ts'

const begin = '2026-11-01T03:00:00Z'
const day = (n: number): Temporal.Instant => Temporal.Instant.from(begin).add({ minutes: 24 * 60 * n })
const segmentName = (n: number): string => `00000001${'0'.repeat(8)}${n.toString(16).toUpperCase().padStart(8, '0')}`

const base = (line: string, at: Temporal.Instant, firstSegment: number): FoundManifest => {
  const id = newBackupId(at)
  const lsn = `0/${firstSegment.toString(16).toUpperCase()}000028`
  const journal = { n: 0, head: '0'.repeat(64) }
  const data = { object: `base/${id}/data`, bytes: 1, sha256: '0'.repeat(64) }
  const manifest = {
    format: 'vrijplek-back-up/1' as const,
    id,
    line,
    startedAt: at.toString(),
    holdsUntil: at.toString(),
    consistentAt: at.toString(),
    finishedAt: at.toString(),
    startLsn: lsn,
    stopLsn: lsn,
    timeline: 1,
    postgres: '18.4',
    wal: [segmentName(firstSegment)],
    journal,
    data,
    wrappedKey: '',
  }
  return { manifest, isGenuine: () => true }
}

const wal = (line: string, n: number, begun: Temporal.Instant, closed = begun): ArchivedSegment => {
  const object = archivedName({ line, segment: segmentName(n), begunMs: begun.epochMilliseconds, closedMs: closed.epochMilliseconds, journalN: 0 })
  const parsed = parseArchived(object)
  assert.ok(parsed)
  return parsed
}

const running = 'aaaaaaaaaaaaaaaa'
/** One base back-up and two segments a day. */
const store: Store = {
  whole: Array.from({ length: 16 }, (_, n) => base(running, day(n), 2 * n + 1)),
  broken: [],
  archived: Array.from({ length: 32 }, (_, n) => wal(running, n + 1, day(n / 2), day(n / 2 + 0.5))),
}

test('a back-up is there to 12 days and 23 hours, and not a second past 13 days', () => {
  const clock = heldClock(begin)
  const [first] = store.whole
  assert.ok(first)
  const goes = () => whatGoes({ ...store, whole: [first], archived: [] }, clock.now(), running)
  clock.set(day(13).subtract({ hours: 1 }).toString())
  assert.deepEqual(goes(), [])
  clock.set(day(13).toString())
  assert.deepEqual(goes(), [`base/${first.manifest.id}/manifest`, `base/${first.manifest.id}/data`])
})

test('WAL that only an old back-up needs goes with it, and what a younger one needs stays', () => {
  const going = whatGoes(store, day(13), running)
  const [oldest] = store.whole
  assert.ok(oldest)
  assert.ok(going.includes(oldest.manifest.data.object))
  const left = store.archived.filter(({ object }) => !going.includes(object))
  assert.equal(left[0]?.segment, segmentName(3))
  assert.equal(left.length, 30)
})

test('WAL goes 13 days after writing to it began, whoever needs it and however late it was closed', () => {
  const late = wal(running, 40, day(0), day(9))
  const young = base(running, day(10), 40)
  assert.deepEqual(whatGoes({ whole: [young], broken: [], archived: [late] }, day(12.75), running), [])
  assert.deepEqual(whatGoes({ whole: [young], broken: [], archived: [late] }, day(13), running), [late.object])
})

test('WAL of a line without a back-up is of no use, unless the line has just begun', () => {
  const [mine, other] = [wal(running, 1, day(1)), wal('bbbbbbbbbbbbbbbb', 1, day(1))]
  assert.deepEqual(whatGoes({ whole: [], broken: [], archived: [mine, other] }, day(1), running), [other.object])
})

test('what a crash left half-way is no back-up: it goes after a day, and counts as a copy until then', () => {
  const half = { object: `base/${newBackupId(day(1))}/data`, at: day(1) }
  const nameless = { object: 'base/by-hand/data', at: begunAt('by-hand') }
  const found: Store = { whole: [], broken: [half, nameless], archived: [] }
  assert.deepEqual(whatGoes(found, day(1.5), running), [nameless.object])
  assert.deepEqual(whatGoes(found, day(2), running), [half.object, nameless.object])
  assert.equal(oldestCopy({ ...found, broken: [half] })?.toString(), day(1).toString())
})

test('the oldest copy is the oldest of back-ups and WAL', () => {
  assert.equal(oldestCopy({ whole: [], broken: [], archived: [] }), null)
  assert.equal(oldestCopy({ whole: [base(running, day(3), 1)], broken: [], archived: [wal(running, 1, day(2), day(4))] })?.toString(), day(2).toString())
})
