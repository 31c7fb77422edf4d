import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newBackupId } from '../manifest.ts'
import type { FoundManifest } from '../manifest.ts'
import type { Store } from '../prune.ts'
import { archivedName, parseArchived } from '../wal.ts'
import type { ArchivedSegment } from '../wal.ts'
import { chooseBackup } from './choose.ts'

const at = (minute: number): Temporal.Instant => Temporal.Instant.from('2026-11-22T10:00:00Z').add({ minutes: minute })
const segmentName = (n: number): string => `00000001${'0'.repeat(8)}${n.toString(16).toUpperCase().padStart(8, '0')}`
const line = 'aaaaaaaaaaaaaaaa'

const base = (minute: number, segment: number): FoundManifest => {
  const id = newBackupId(at(minute))
  const lsn = `0/${segment.toString(16).toUpperCase()}000028`
  const manifest = {
    format: 'vrijplek-back-up/1' as const,
    id,
    line,
    startedAt: at(minute).toString(),
    holdsUntil: at(minute + 1).toString(),
    consistentAt: at(minute + 2).toString(),
    finishedAt: at(minute + 3).toString(),
    startLsn: lsn,
    stopLsn: lsn,
    timeline: 1,
    postgres: '18.4',
    wal: [segmentName(segment)],
    journal: { n: 0, head: '0'.repeat(64) },
    data: { object: `base/${id}/data`, bytes: 1, sha256: '0'.repeat(64) },
    wrappedKey: '',
  }
  return { manifest, isGenuine: () => true }
}

const wal = (n: number, of = line): ArchivedSegment => {
  const object = archivedName({ line: of, segment: segmentName(n), begunMs: at(n).epochMilliseconds, closedMs: at(n + 1).epochMilliseconds, journalN: 0 })
  const parsed = parseArchived(object)
  assert.ok(parsed)
  return parsed
}

const [old, young] = [base(10, 10), base(30, 30)]
/** One segment a minute. */
const store: Store = { whole: [old, young], broken: [], archived: Array.from({ length: 31 }, (_, n) => wal(n + 10)) }
const numbers = (segments: readonly ArchivedSegment[]): number[] => segments.map(({ segment }) => Number.parseInt(segment.slice(16), 16))

test('without a wish it is the newest back-up, and all the log that goes on from it', () => {
  const choice = chooseBackup(store, {})
  assert.equal(choice.found, young)
  assert.deepEqual(numbers(choice.wal), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
  assert.equal(choice.reachesTo.toString(), at(41).toString())
})

test('for a moment it is the newest back-up that is consistent by then, and one segment past the moment', () => {
  const choice = chooseBackup(store, { at: at(31) })
  assert.equal(choice.found, old)
  assert.deepEqual(numbers(choice.wal).slice(-2), [31, 32])
  assert.equal(chooseBackup(store, { at: at(32) }).found, young)
})

test('a moment that the log does not reach, or that no back-up goes back to, is refused in words', () => {
  assert.throws(() => chooseBackup(store, { at: at(42) }), /up to 2026-11-22T10:41:00Z only/)
  assert.throws(() => chooseBackup(store, { at: at(5) }), /No back-up is of before/)
  assert.throws(() => chooseBackup(store, { backup: 'another' }), /no finished back-up another/)
  assert.throws(() => chooseBackup(store, { backup: young.manifest.id, at: at(20) }), /after the moment asked for/)
})

test('a hole in the log is named, and what lies before it can be had', () => {
  const holed = { ...store, archived: store.archived.filter(({ segment }) => segment !== segmentName(35)) }
  assert.throws(() => chooseBackup(holed, {}), /segment 000000010000000000000023 is missing.*--at 2026-11-22T10:35:00Z/)
  assert.deepEqual(numbers(chooseBackup(holed, { at: at(34) }).wal).at(-1), 34)
})

test('the log of another line of the same cluster is never mixed in', () => {
  const other = { ...store, archived: [...store.archived, wal(41, 'bbbbbbbbbbbbbbbb')] }
  assert.equal(numbers(chooseBackup(other, {}).wal).at(-1), 40)
})
