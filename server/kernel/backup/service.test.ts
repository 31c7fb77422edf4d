import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { heldClock } from '../clock.ts'
import { openErasureJournal } from '../erasure-journal.ts'
import { epochFiles, openKeyring } from '../keys/index.ts'
import { makeRootKeyFile, rootKeyFile } from '../keys/root.ts'
import { openSqliteStore } from '../keys/sqlite-store.ts'
import { createLog } from '../log.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { openFolder } from './folder-storage.ts'
import { fetchJournal, knows } from './journal-copy.ts'
import { fetchKeys, keyCopyName } from './key-copy.ts'
import { newBackupId, once, readInventory, writeManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { createBackupService } from './service.ts'
import type { Storage } from './storage.ts'
import { testWrapper } from './test-wrapper.ts'
import { archivedName } from './wal.ts'

const scratch = mkdtempSync(join(tmpdir(), 'vrijplek-back-ups-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

const begin = Temporal.Instant.from('2026-11-01T03:00:00Z')
const day = (n: number): string => begin.add({ minutes: 24 * 60 * n }).toString()
const root = testWrapper()
const line = 'aaaaaaaaaaaaaaaa'

const baseAt = async (storage: Storage, at: Temporal.Instant, segment: number): Promise<Manifest> => {
  const id = newBackupId(at)
  const lsn = `0/${segment.toString(16).toUpperCase()}000028`
  const manifest: Manifest = {
    format: 'vrijplek-back-up/1',
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
    wal: [],
    journal: { n: 0, head: '0'.repeat(64) },
    data: { object: `base/${id}/data`, bytes: 4, sha256: '0'.repeat(64) },
    wrappedKey: '',
  }
  await storage.put(manifest.data.object, once(Buffer.from('data')))
  await writeManifest(storage, manifest, Buffer.alloc(32, 1))
  return manifest
}

let scenes = 0
const scene = async (storageOf: (storage: Storage) => Storage = (storage) => storage) => {
  const folder = join(scratch, String((scenes += 1)))
  const clock = heldClock(day(0))
  const journalFile = join(folder, 'journal.ndjson')
  const journal = await openErasureJournal(journalFile)
  const storage = storageOf(openFolder(join(folder, 'store')))
  const spool = join(folder, 'wal-spool')
  mkdirSync(spool)
  const service = createBackupService({
    storage,
    root,
    clock,
    log: createLog('silent'),
    // Nothing here reaches for the server itself.
    cluster: { connection: {}, clusterDir: folder, folder, spool },
    besides: {},
    journal,
    journalFile,
    keys: null,
    beside: { line },
  })
  return { clock, journal, storage, service, spool, close: () => journal.close() }
}

test('a row that is deleted now is in no copy any more after 13 days, and until then it is said to be', async () => {
  const { clock, storage, service, close } = await scene()
  const deleted = begin.add({ hours: 12 })
  await baseAt(storage, begin, 1)
  for (let n = 1; n <= 13; n += 1) await baseAt(storage, begin.add({ hours: 24 * n }), 2 * n + 1)
  for (let n = 1; n <= 27; n += 1) {
    const [begun, closed] = [begin.add({ hours: 12 * (n - 1) }), begin.add({ hours: 12 * n })]
    const segment = `00000001${'0'.repeat(8)}${n.toString(16).toUpperCase().padStart(8, '0')}`
    await storage.put(archivedName({ line, segment, begunMs: begun.epochMilliseconds, closedMs: closed.epochMilliseconds, journalN: 0 }), once(Buffer.from('wal')))
  }
  clock.set(day(13))
  assert.equal(await service.goneBefore(deleted), false)
  await service.prune()
  const state = await service.state()
  assert.equal(state.keptDays, 13)
  assert.equal(state.failure, null)
  assert.equal(state.newest?.at.toString(), day(13))
  assert.equal(await service.goneBefore(deleted), true)
  assert.equal(await service.goneBefore(Temporal.Instant.from(day(1))), false)
  assert.equal((await service.state()).oldestAt?.toString(), day(1))
  await close()
})

test('WAL that waits in the spool is a copy too', async () => {
  const { service, spool, close } = await scene()
  assert.equal(await service.goneBefore(begin), true)
  writeFileSync(join(spool, '000000010000000000000001'), 'wal')
  assert.equal(await service.goneBefore(begin), false)
  await close()
})

test('a back-up whose manifest did not come is none, counts as a copy, and is swept', async () => {
  const { clock, storage, service, close } = await scene()
  const id = newBackupId(begin)
  await storage.put(`base/${id}/data`, once(Buffer.from('half')))
  assert.deepEqual((await readInventory(storage)).whole, [])
  assert.equal((await service.state()).newest, null)
  assert.equal(await service.goneBefore(begin), false)
  clock.set(day(2))
  await service.prune()
  assert.deepEqual(await storage.list(''), [])
  await close()
})

test('a manifest that was changed is not genuine', async () => {
  const { storage, close } = await scene()
  const { id } = await baseAt(storage, begin, 1)
  const [found] = (await readInventory(storage)).whole
  assert.equal(found?.isGenuine(Buffer.alloc(32, 1)), true)
  assert.equal(found?.isGenuine(Buffer.alloc(32, 2)), false)
  const text = (await (await storage.get(`base/${id}/manifest`))?.toArray())?.join('') ?? ''
  await storage.put(`base/${id}/manifest`, once(Buffer.from(text.replace('"n":0', '"n":7'))))
  assert.equal((await readInventory(storage)).whole[0]?.isGenuine(Buffer.alloc(32, 1)), false)
  await close()
})

test('a store that cannot be pruned, or keeps what is removed, shows the promise as broken', async () => {
  const stuck = await scene((storage) => ({ ...storage, keepsRemoved: async () => 'the bucket keeps old versions', list: async () => Promise.reject(new Error('away')) }))
  const state = await stuck.service.state()
  assert.equal(state.keptDays, null)
  assert.match(state.failure ?? '', /away/)
  await stuck.close()
})

test('after each line of the journal its copy is as new', async () => {
  const { journal, storage, service, close } = await scene()
  for (let n = 0; n < 2; n += 1) {
    await journal.append({ at: begin, kind: 'person', fence: Buffer.alloc(32, n), erasure: crypto.randomUUID() })
    await service.ship()
    const copy = await fetchJournal(storage, root)
    assert.ok(copy !== null && knows(copy, journal.head()))
    assert.equal(copy.lines.length, n + 1)
  }
  assert.equal(await fetchJournal(storage, testWrapper()).catch(() => 'closed'), 'closed')
  await close()
})

test('of the key store there is one copy, the newest, and it opens with root key and epoch secret of now only', async () => {
  const folder = join(scratch, 'keys')
  mkdirSync(folder)
  makeRootKeyFile(join(folder, 'root.key'))
  const places = { file: join(folder, 'keys.db'), epoch: epochFiles(join(folder, 'epoch.secret')), root: rootKeyFile(join(folder, 'root.key')) }
  const keyring = await openKeyring({ store: openSqliteStore(places.file), root: places.root, epoch: places.epoch })
  const [organisation, person] = [crypto.randomUUID() as OrganisationId, crypto.randomUUID() as PersonId]
  await keyring.keys.create(organisation, person)
  const journal = await openErasureJournal(join(folder, 'journal.ndjson'))
  const storage = openFolder(join(folder, 'store'))
  const options = { storage, root, clock: heldClock(day(0)), log: createLog('silent'), cluster: null, besides: {}, journal, journalFile: join(folder, 'journal.ndjson') }
  const service = createBackupService({ ...options, keys: places })
  await service.ship()
  const before = await fetchKeys(storage, places)
  assert.ok(before !== null)
  assert.ok(before.subarray(0, 15).equals(Buffer.from('SQLite format 3')))

  await keyring.keys.erase(organisation, [person])
  await assert.rejects(fetchKeys(storage, places), /is of epoch 1 and the epoch secret here of epoch 2/)
  await journal.append({ at: begin, kind: 'person', fence: keyring.keys.fence(organisation, person), erasure: crypto.randomUUID() })
  await service.ship()
  assert.deepEqual((await storage.list('keys/')), [keyCopyName])
  const now = await fetchKeys(storage, places)
  assert.ok(now !== null && !now.equals(before))
  await assert.rejects(fetchKeys(storage, { ...places, epoch: epochFiles(join(folder, 'nowhere')) }), /epoch secret is missing \(number 2\)/)
  await assert.rejects(fetchKeys(storage, { ...places, root: testWrapper() }))
  await keyring.close()
  await journal.close()
})

test('the copy of the key store follows every change of it, also without a line of the journal: who is added can be restored, and a new epoch leaves none that nothing opens', async () => {
  const folder = join(scratch, 'keys-that-change')
  mkdirSync(folder)
  makeRootKeyFile(join(folder, 'root.key'))
  const places = { file: join(folder, 'keys.db'), epoch: epochFiles(join(folder, 'epoch.secret')), root: rootKeyFile(join(folder, 'root.key')) }
  const keyring = await openKeyring({ store: openSqliteStore(places.file), root: places.root, epoch: places.epoch })
  const organisation = crypto.randomUUID() as OrganisationId
  const journal = await openErasureJournal(join(folder, 'journal.ndjson'))
  const storage = openFolder(join(folder, 'store'))
  const options = { storage, root, clock: heldClock(day(0)), log: createLog('silent'), cluster: null, besides: {}, journal, journalFile: join(folder, 'journal.ndjson') }
  const service = createBackupService({ ...options, keys: places })
  await service.ship()
  const written = async () => Buffer.concat((await (await storage.get(keyCopyName))?.toArray()) ?? [])
  const first = await written()
  await service.ship()
  assert.ok(first.equals(await written()), 'nothing changed, so nothing is copied')

  const person = crypto.randomUUID() as PersonId
  await keyring.keys.create(organisation, person)
  await service.ship()
  const copy = await fetchKeys(storage, places)
  assert.ok(copy !== null)
  const restored = join(folder, 'restored.db')
  writeFileSync(restored, copy)
  const other = await openKeyring({ store: openSqliteStore(restored), root: places.root, epoch: places.epoch })
  const sealed = (await keyring.keys.load(organisation, [person])).seal(person, 'name', 'Sanne')
  assert.equal((await other.keys.load(organisation, [person])).open(person, 'name', sealed), 'Sanne')
  await other.close()

  await keyring.rotateEpoch()
  await service.ship()
  assert.ok((await fetchKeys(storage, places)) !== null)
  await keyring.close()
  await journal.close()
})

