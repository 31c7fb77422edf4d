import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { systemClock } from '../clock.ts'
import { openErasureJournal } from '../erasure-journal.ts'
import type { ErasureJournal } from '../erasure-journal.ts'
import { createLog } from '../log.ts'
import { startEmbeddedPostgres, walSpool, walToRestore } from '../postgres/index.ts'
import type { EmbeddedPostgres } from '../postgres/index.ts'
import { readInventory } from './manifest.ts'
import { openFolder } from './folder-storage.ts'
import { chooseBackup } from './restore/choose.ts'
import { recover } from './restore/recover.ts'
import { fetchWal, unpackBase } from './restore/unpack.ts'
import { createBackupService } from './service.ts'
import type { BackupService } from './service.ts'
import { testWrapper } from './test-wrapper.ts'
import { parseArchived, walPrefix } from './wal.ts'
import type { Storage } from './storage.ts'

// One cluster for the whole file, in a path with a space, that archives its WAL while rows are written.
const scratch = mkdtempSync(join(tmpdir(), 'vrijplek back-up '))
const place = join(scratch, 'store')
const folder = join(scratch, 'data', 'postgres')
const root = testWrapper()
let server: EmbeddedPostgres
let client: pg.Client
let storage: Storage
let journal: ErasureJournal
let service: BackupService

const serviceOn = (): BackupService =>
  createBackupService({
    storage,
    root,
    clock: systemClock,
    log: createLog('silent'),
    cluster: { connection: server.connection, clusterDir: server.clusterDir, folder, spool: walSpool(folder) },
    besides: { 'superuser-password': join(folder, 'superuser-password') },
    journal,
    journalFile: join(scratch, 'journal.ndjson'),
    keys: null,
  })

before(async () => {
  server = await startEmbeddedPostgres({ dataDir: folder, fsync: false, archiveWal: true, log: () => {} })
  client = new pg.Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  await client.query('CREATE TABLE rows (n serial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), word text NOT NULL)')
  storage = openFolder(place)
  journal = await openErasureJournal(join(scratch, 'journal.ndjson'))
  service = serviceOn()
})

after(async () => {
  await client.end()
  await server.stop()
  await journal.close()
  rmSync(scratch, { recursive: true, force: true })
})

const look = async () => {
  const archived = (await storage.list(walPrefix)).flatMap((object) => parseArchived(object) ?? [])
  return { ...(await readInventory(storage)), archived }
}

/** Closes the segment and waits until the archiver has laid it into the spool, or until it tells that it cannot. */
const segmentInSpool = async (): Promise<string> => {
  await client.query('CREATE TABLE IF NOT EXISTS filler (n int)')
  await client.query('INSERT INTO filler VALUES (1)')
  const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name, pg_switch_wal()')
  const name = rows[0]?.name ?? ''
  while (!existsSync(join(walSpool(folder), name))) await client.query('SELECT pg_sleep(0.02)')
  return name
}

const restored = async (wish: Parameters<typeof chooseBackup>[1]): Promise<{ words: string[]; close: () => Promise<void> }> => {
  const choice = chooseBackup(await look(), wish)
  const target = join(scratch, `restored ${randomUUID()}`)
  await unpackBase(storage, choice.found.manifest, root, { cluster: join(target, 'cluster'), 'superuser-password': join(target, 'superuser-password') })
  const spool = walToRestore(target)
  await fetchWal(storage, choice.wal, { root, folder: spool.folder, prepare: spool.give })
  await recover({ folder: target, at: wish.at, say: () => {}, fsync: false })
  const again = await startEmbeddedPostgres({ dataDir: target, fsync: false, log: () => {} })
  const reader = new pg.Client(again.connection)
  await reader.connect()
  const { rows } = await reader.query<{ word: string }>('SELECT word FROM rows ORDER BY n')
  await reader.end()
  return { words: rows.map(({ word }) => word), close: () => again.stop() }
}

const write = async (word: string): Promise<void> => void (await client.query('INSERT INTO rows (word) VALUES ($1)', [word]))
const canary = `canary-${randomUUID()}`
let moment: Temporal.Instant
let inTime: string[]

test('a back-up taken while rows are written comes back with every row whose WAL was shipped', async () => {
  await write(canary)
  let writing = true
  const writer = new pg.Client(server.connection)
  await writer.connect()
  const written: string[] = [canary]
  const busy = (async () => {
    for (let n = 0; writing; n += 1) {
      await writer.query('INSERT INTO rows (word) VALUES ($1)', [`word ${n}`])
      written.push(`word ${n}`)
    }
  })()
  const manifest = await service.backUp()
  writing = false
  await busy
  await writer.end()
  assert.ok(manifest !== null && written.length > 1)

  moment = Temporal.Instant.from((await client.query<{ at: string }>('SELECT to_json(clock_timestamp()) AS at')).rows[0]?.at ?? '')
  inTime = [...written]
  await write('after the moment')
  await segmentInSpool()
  await service.ship()
  const { words, close } = await restored({})
  await close()
  assert.deepEqual(words, [...written, 'after the moment'])
})

test('a point in time brings back exactly the rows of that instant', async () => {
  const { words, close } = await restored({ at: moment })
  await close()
  assert.deepEqual(words, inTime)
})

test('a moment after which nothing was committed is the end of the WAL', async () => {
  const { archived } = await look()
  const last = archived.at(-1)
  assert.ok(last)
  const { words, close } = await restored({ at: Temporal.Instant.fromEpochMilliseconds(last.closedMs) })
  await close()
  assert.deepEqual(words, [...inTime, 'after the moment'])
  assert.throws(() => chooseBackup({ whole: [], broken: [], archived }, {}), /no finished back-up/)
})

test('nothing that was stored can be read in the store', async () => {
  await client.query('CHECKPOINT')
  const inClear = globSync('**/*', { cwd: join(folder, 'cluster'), withFileTypes: true })
    .filter((file) => file.isFile())
    .some((file) => readFileSync(join(file.parentPath, file.name)).includes(canary))
  assert.ok(inClear, 'it lies in clear in the cluster')
  const objects = globSync('**/*', { cwd: place, withFileTypes: true }).filter((file) => file.isFile())
  assert.ok(objects.length > 2)
  for (const { parentPath, name } of objects) assert.ok(!readFileSync(join(parentPath, name)).includes(canary), name)
})

test('a segment leaves the spool only when it lies in the store', async () => {
  const segment = await segmentInSpool()
  const refusing: Storage = { ...storage, put: async () => Promise.reject(new Error('the store is away')) }
  const hindered = createBackupService({ ...optionsOf(), storage: refusing })
  await hindered.ship()
  assert.ok(existsSync(join(walSpool(folder), segment)))
  assert.match((await hindered.state()).failure ?? '', /the store is away/)
  await serviceOn().ship()
  assert.ok(!existsSync(join(walSpool(folder), segment)))
  assert.ok((await look()).archived.some((each) => each.segment === segment))
})

test('WAL that waits survives the kill of the server and of the program', async () => {
  const segment = await segmentInSpool()
  process.kill(Number.parseInt(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL')
  await server.restart()
  client = new pg.Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  await serviceOn().ship()
  assert.ok((await look()).archived.some((each) => each.segment === segment))
})

test('a full or unreachable spool loses no WAL: the segment waits in the cluster and comes later', async () => {
  const spool = walSpool(folder)
  rmSync(spool, { recursive: true })
  await client.query('INSERT INTO filler VALUES (1)')
  const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name, pg_switch_wal()')
  const name = rows[0]?.name ?? ''
  await client.query('CHECKPOINT')
  assert.ok(existsSync(join(folder, 'cluster', 'pg_wal', name)))
  mkdirSync(spool, { mode: 0o777 })
  const { uid, gid } = statSync(join(folder, 'cluster'))
  if (process.geteuid?.() === 0) chownSync(spool, uid, gid)
  while (!existsSync(join(spool, name))) await client.query('SELECT pg_sleep(0.05)')
})

const optionsOf = () => ({
  storage,
  root,
  clock: systemClock,
  log: createLog('silent'),
  cluster: { connection: server.connection, clusterDir: server.clusterDir, folder, spool: walSpool(folder) },
  besides: {},
  journal,
  journalFile: join(scratch, 'journal.ndjson'),
  keys: null,
})

test('without back-ups nothing is archived and no WAL is held back', async () => {
  await server.stop()
  server = await startEmbeddedPostgres({ dataDir: folder, fsync: false, log: () => {} })
  client = new pg.Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  const waiting = readdirSync(walSpool(folder)).length
  for (let n = 0; n < 3; n += 1) {
    await client.query('INSERT INTO filler VALUES (1)')
    await client.query('SELECT pg_switch_wal()')
  }
  await client.query('CHECKPOINT')
  assert.equal(readdirSync(walSpool(folder)).length, waiting)
  const held = readdirSync(join(folder, 'cluster', 'pg_wal', 'archive_status')).filter((name) => name.endsWith('.ready'))
  assert.deepEqual(held, [])
})
