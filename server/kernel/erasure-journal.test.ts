import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from '#properties'
import { openErasureJournal, readJournal, realDisk } from './erasure-journal.ts'
import type { JournalDisk, JournalEntry } from './erasure-journal.ts'
import { StartError } from './errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'vrijplek-journal-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const newPath = () => join(folder, randomUUID(), 'erasures', 'journal.ndjson')
const at = Temporal.Instant.from('2026-11-24T07:00:00Z')
const entry = (over: Partial<JournalEntry> = {}): JournalEntry => ({ at, kind: 'person', fence: randomBytes(32), erasure: randomUUID(), ...over })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const filled = async (count: number): Promise<string> => {
  const path = newPath()
  const journal = await openErasureJournal(path)
  for (let n = 0; n < count; n++) await journal.append(entry())
  await journal.close()
  return path
}

test('an empty journal has head 0, and each line carries the hash of the one before it', async () => {
  const path = newPath()
  const journal = await openErasureJournal(path)
  assert.deepEqual(journal.head(), { n: 0, head: '0'.repeat(64) })
  const [one, two] = [entry(), entry({ kind: 'organisation' })]
  await journal.append(one)
  const second = await journal.append(two)
  await journal.close()
  const [first, last, rest] = readFileSync(path, 'utf8').split('\n')
  assert.ok(first !== undefined && last !== undefined)
  assert.equal(rest, '')
  assert.deepEqual(JSON.parse(first), {
    n: 1,
    at: '2026-11-24T07:00:00Z',
    kind: 'person',
    fence: Buffer.from(one.fence).toString('hex'),
    erasure: one.erasure,
    previous: '0'.repeat(64),
  })
  assert.equal((JSON.parse(last) as { previous: string }).previous, sha256(first))
  assert.deepEqual(second, { n: 2, head: sha256(last) })
  assert.equal(statSync(path).mode & 0o077, 0, 'nobody else reads it')
})

test('it goes on where it was after it was opened anew', async () => {
  const path = await filled(3)
  const journal = await openErasureJournal(path)
  assert.equal(journal.read().length, 3)
  const { n } = await journal.append(entry())
  await journal.close()
  assert.equal(n, 4)
  assert.equal(readJournal(readFileSync(path, 'utf8'), path).lines.length, 4)
})

test('the same erasure is written once, also by a service that crashed after writing it', async () => {
  const path = newPath()
  const one = entry()
  const journal = await openErasureJournal(path)
  const written = await journal.append(one)
  await journal.append(entry())
  assert.deepEqual(await journal.append(one), written)
  await journal.close()
  const again = await openErasureJournal(path)
  assert.deepEqual(await again.append(one), written)
  assert.equal(again.read().length, 2)
  await again.close()
})

test('lines that come at once are written one after the other', async () => {
  const path = newPath()
  const journal = await openErasureJournal(path)
  const written = await Promise.all(Array.from({ length: 20 }, () => journal.append(entry())))
  await journal.close()
  assert.deepEqual(written.map(({ n }) => n), Array.from({ length: 20 }, (_, index) => index + 1))
  assert.equal(readJournal(readFileSync(path, 'utf8'), path).lines.length, 20)
})

test('a last line torn at any byte is cut off, and nothing before it', async () => {
  const path = await filled(2)
  const whole = readFileSync(path)
  const journal = await openErasureJournal(path)
  await journal.append(entry())
  await journal.close()
  const longer = readFileSync(path)
  for (let length = whole.length; length < longer.length; length++) {
    writeFileSync(path, longer.subarray(0, length))
    const opened = await openErasureJournal(path)
    assert.equal(opened.head().n, 2, `torn at byte ${length}`)
    await opened.close()
    assert.deepEqual(readFileSync(path), whole, `torn at byte ${length}`)
  }
})

test('any single byte of a whole line that is changed is found at open', async () => {
  const path = await filled(4)
  const whole = readFileSync(path)
  // The last line is bound by nothing yet but its own form; its hash stands in the receipt and with the back-ups.
  const bound = whole.subarray(0, -1).lastIndexOf(10)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bound }), fc.integer({ min: 1, max: 255 }), async (where, flip) => {
      const changed = Buffer.from(whole)
      changed.writeUInt8(changed.readUInt8(where) ^ flip, where)
      assert.throws(() => readJournal(changed.toString('utf8'), path), StartError)
    }),
    { numRuns: 300 },
  )
})

test('a line that is taken out, swapped or added by hand is found', async () => {
  const path = await filled(3)
  const [one = '', two = '', three = ''] = readFileSync(path, 'utf8').split('\n')
  for (const lines of [[two, three], [one, three], [two, one, three], [one, one, two, three]]) {
    assert.throws(() => readJournal(`${lines.join('\n')}\n`, path), StartError)
  }
  appendFileSync(path, '{"n":4}\n')
  await assert.rejects(openErasureJournal(path), /broken at line 4/)
})

/** The real disk, with every act written down; `fail` names the acts that throw. */
const watched = (fail: (act: string, count: number) => boolean = () => false): { disk: JournalDisk; acts: string[] } => {
  const acts: string[] = []
  const doing = (act: string) => {
    acts.push(act)
    if (fail(act, acts.filter((each) => each === act).length)) throw new Error(`no ${act}`)
  }
  return {
    acts,
    disk: {
      open: (path) => realDisk.open(path),
      write: async (file, bytes) => {
        doing('write')
        await realDisk.write(file, bytes)
      },
      sync: async (file) => {
        doing('sync')
        await realDisk.sync(file)
      },
      truncate: async (file, length) => {
        doing('truncate')
        await realDisk.truncate(file, length)
      },
      syncFolder: async (path) => {
        doing('syncFolder')
        await realDisk.syncFolder(path)
      },
    },
  }
}

test('a line is acknowledged after write and fsync, in that order; a new journal’s folder is synced as well', async () => {
  const { disk, acts } = watched()
  const journal = await openErasureJournal(newPath(), disk)
  assert.deepEqual(acts, ['syncFolder'])
  await journal.append(entry())
  acts.push('acknowledged')
  await journal.append(entry())
  await journal.close()
  assert.deepEqual(acts, ['syncFolder', 'write', 'sync', 'acknowledged', 'write', 'sync'])
})

test('hooks are called after the line is on the disk, and a journal without room tells nobody', async () => {
  const { disk, acts } = watched((act, count) => act === 'write' && count === 2)
  const journal = await openErasureJournal(newPath(), disk)
  journal.onAppend(() => acts.push('shipped'))
  await journal.append(entry())
  await assert.rejects(journal.append(entry()), /no write/)
  await journal.append(entry())
  await journal.close()
  assert.deepEqual(acts, ['syncFolder', 'write', 'sync', 'shipped', 'write', 'truncate', 'sync', 'write', 'sync', 'shipped'])
})

test('half a line of a failed write is taken back before the next one', async () => {
  const path = newPath()
  let full = false
  const disk: JournalDisk = {
    ...realDisk,
    write: async (file, bytes) => {
      await realDisk.write(file, full ? bytes.subarray(0, 40) : bytes)
      if (full) throw new Error('ENOSPC')
    },
  }
  const journal = await openErasureJournal(path, disk)
  await journal.append(entry())
  full = true
  await assert.rejects(journal.append(entry()), /ENOSPC/)
  full = false
  assert.equal((await journal.append(entry())).n, 2)
  await journal.close()
  assert.equal(readJournal(readFileSync(path, 'utf8'), path).lines.length, 2)
})

test('when half a line cannot even be taken back nothing more is written until it is opened anew', async () => {
  const path = newPath()
  const { disk } = watched((act, count) => (act === 'sync' && count === 2) || act === 'truncate')
  const journal = await openErasureJournal(path, disk)
  await journal.append(entry())
  await assert.rejects(journal.append(entry()), /no sync/)
  await assert.rejects(journal.append(entry()), /read again at the next start/)
  await journal.close()
  const again = await openErasureJournal(path)
  assert.equal((await again.append(entry())).n, again.head().n)
  await again.close()
})

test('two processes write one journal in turns, and each line carries the hash of the one before it, whoever wrote that', async () => {
  const path = newPath()
  const [one, other] = [await openErasureJournal(path), await openErasureJournal(path)]
  const all = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).append(entry())))
  assert.deepEqual(all.map(({ n }) => n).toSorted((a, b) => a - b), Array.from({ length: 20 }, (_, index) => index + 1))
  await Promise.all([one.close(), other.close()])
  const again = await openErasureJournal(path)
  assert.equal(again.head().n, 20)
  await again.close()
})

test('an erasure that another process wrote down is not written once more', async () => {
  const path = newPath()
  const [one, other] = [await openErasureJournal(path), await openErasureJournal(path)]
  const same = entry()
  assert.deepEqual(await other.append(same), await one.append(same))
  await Promise.all([one.close(), other.close()])
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 2, 'one line, and its end')
})

test('a journal that was replaced under our hands is not written to', async () => {
  const path = newPath()
  const journal = await openErasureJournal(path)
  await journal.append(entry())
  truncateSync(path)
  await assert.rejects(journal.append(entry()), /replaced/)
  await journal.close()
})

