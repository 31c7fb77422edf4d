import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import pg from 'pg'
import { StartError } from '../errors.ts'
import { startEmbeddedPostgres } from './index.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'vrijplek-postgres-'))
const running = new Set<EmbeddedPostgres>()
after(async () => {
  for (const server of running) await server.stop()
  rmSync(scratch, { recursive: true, force: true })
})

let folders = 0
const newFolder = (): string => join(scratch, `folder ${++folders}`, 'database')

// A killed process loses nothing without fsync, only a power cut would.
const start = async (dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres({ dataDir, fsync: false, log: () => {}, ...more })
  running.add(server)
  return server
}

const stop = async (server: EmbeddedPostgres): Promise<void> => {
  await server.stop()
  running.delete(server)
}

const connect = async (server: Pick<EmbeddedPostgres, 'connection'>): Promise<pg.Client> => {
  const client = new pg.Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  return client
}

const ask = async (server: Pick<EmbeddedPostgres, 'connection'>, sql: string): Promise<unknown> => {
  const client = await connect(server)
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

const postmasterOf = (server: EmbeddedPostgres): number =>
  Number.parseInt(readFileSync(join(server.clusterDir, 'postmaster.pid'), 'utf8'), 10)

const refusal = async (starting: Promise<EmbeddedPostgres>): Promise<string> => {
  try {
    running.add(await starting)
  } catch (error) {
    assert.ok(error instanceof StartError, String(error))
    assert.ok(!error.message.includes('\n'))
    return error.message
  }
  throw new assert.AssertionError({ message: 'it started' })
}

/** Another process that starts PostgreSQL in this folder and then waits to be killed. */
const startElsewhere = async (dataDir: string): Promise<ChildProcess> => {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)})
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false, log: () => {} })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  assert.equal(line, 'ready')
  return child
}

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('rows are kept over a stop and a start, and nothing is left running or listening in between', async () => {
  const dataDir = newFolder()
  const first = await start(dataDir)
  await ask(first, "CREATE TABLE desk AS SELECT 'A-12' AS code")
  const pid = postmasterOf(first)
  await stop(first)
  await first.stop()
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
  assert.equal(existsSync(join(first.clusterDir, 'postmaster.pid')), false)

  const second = await start(dataDir)
  assert.equal(second.adopted, false)
  assert.equal(await ask(second, 'SELECT code FROM desk'), 'A-12')
  await stop(second)
})

test('the cluster has checksums, the same order of text everywhere, 200 connections and no recycled WAL', async () => {
  const server = await start(newFolder(), { settings: { work_mem: '3MB' } })
  assert.match(server.version, /^18\./)
  const settings = await ask(
    server,
    `SELECT jsonb_object_agg(name, setting) FROM pg_settings WHERE name IN
      ('data_checksums', 'max_connections', 'wal_recycle', 'listen_addresses', 'log_statement', 'work_mem')`,
  )
  assert.deepEqual(settings, {
    data_checksums: 'on',
    max_connections: '200',
    wal_recycle: 'off',
    listen_addresses: '',
    log_statement: 'none',
    work_mem: '3072',
  })
  const locale = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'template1'"
  assert.equal(await ask(server, locale), 'bC.UTF-8')
  assert.equal(await ask(server, "SELECT lower('É')"), 'é')
  await ask(server, 'CREATE EXTENSION btree_gist')
  await stop(server)
})

test('nobody gets in without the password, and the file with it is for its owner only', async () => {
  const dataDir = newFolder()
  const server = await start(dataDir)
  assert.equal(statSync(join(dataDir, 'superuser-password')).mode & 0o777, 0o600)
  await assert.rejects(connect({ connection: { ...server.connection, password: 'guess' } }), { code: '28P01' })
  await stop(server)
})

test('what people stored or asked does not reach the log, not even when a statement fails', async () => {
  const dataDir = newFolder()
  const server = await start(dataDir)
  const client = await connect(server)
  await client.query('CREATE TABLE person (email text PRIMARY KEY, born date)')
  const insert = 'INSERT INTO person (email) VALUES ($1)'
  await client.query(insert, ['canary@example.org'])
  await assert.rejects(client.query(insert, ['canary@example.org']), { code: '23505' })
  await assert.rejects(client.query("SELECT 'canary'::date"), { code: '22007' })
  await assert.rejects(client.query("SELECT 'canary' FROM nowhere"), { code: '42P01' })
  await client.end()
  await stop(server)
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  assert.match(log, /ready to accept connections/)
  assert.doesNotMatch(log, /canary/)
})

test('a path too long for a Unix socket gets a short private folder for the socket alone, until the stop', async () => {
  const dataDir = join(newFolder(), 'deep and deeper '.repeat(6), 'down '.repeat(12))
  const server = await start(dataDir)
  const socketDir = server.socketDir ?? ''
  assert.ok(!socketDir.startsWith(dataDir))
  assert.equal(statSync(socketDir).mode & 0o777, 0o700)
  assert.ok(server.clusterDir.startsWith(dataDir))
  assert.equal(await ask(server, 'SELECT 1'), 1)
  await stop(server)
  assert.equal(existsSync(socketDir), false)
})

test('data stays in a folder below one that only its owner may enter, and in one that all may enter', async () => {
  for (const mode of [0o700, 0o755]) {
    const parent = join(scratch, `closed ${mode}`)
    mkdirSync(parent)
    chmodSync(scratch, mode)
    chmodSync(parent, mode)
    const server = await start(join(parent, 'data'))
    assert.equal(await ask(server, 'SELECT 1'), 1)
    assert.ok(existsSync(join(parent, 'data', 'cluster', 'PG_VERSION')))
    await stop(server)
  }
})

test('a killed PostgreSQL comes back at once with everything that was committed', async () => {
  const dataDir = newFolder()
  const first = await start(dataDir)
  await ask(first, 'CREATE TABLE desk AS SELECT 1 AS id')
  const busy = await connect(first)
  const asleep = assert.rejects(busy.query('SELECT pg_sleep(60)'))
  process.kill(postmasterOf(first), 'SIGKILL')
  await stop(first)
  const second = await start(dataDir)
  await asleep
  assert.equal(await ask(second, 'SELECT count(*)::int FROM desk'), 1)
  await stop(second)
})

test('the death of PostgreSQL is told, and a restart brings it back at the same address', async () => {
  const server = await start(newFolder())
  const { promise: died, resolve: tell } = Promise.withResolvers<void>()
  const deafen = server.onExit(tell)
  process.kill(postmasterOf(server), 'SIGKILL')
  await died
  deafen()
  await server.restart()
  assert.equal(await ask(server, 'SELECT 1'), 1)

  let told = 0
  server.onExit(() => told++)
  await server.restart()
  await stop(server)
  assert.equal(told, 0)
})

test('a server that outlived its killed program is taken over, watched, and ended at the stop', async () => {
  const dataDir = newFolder()
  await kill(await startElsewhere(dataDir))
  const server = await start(dataDir)
  assert.equal(server.adopted, true)
  const pid = postmasterOf(server)
  const { promise: died, resolve: tell } = Promise.withResolvers<void>()
  server.onExit(tell)
  process.kill(pid, 'SIGKILL')
  await died
  await server.restart()
  assert.notEqual(postmasterOf(server), pid)
  await stop(server)
  assert.equal(existsSync(join(server.clusterDir, 'postmaster.pid')), false)
})

test('a server that outlived its program but runs with other settings is ended and started anew', async () => {
  const dataDir = newFolder()
  await kill(await startElsewhere(dataDir))
  const server = await start(dataDir, { maxConnections: 50 })
  assert.equal(server.adopted, false)
  assert.equal(await ask(server, "SELECT current_setting('max_connections')"), '50')
  await stop(server)
})

test('a process number in a lock file that belongs to some other process by now is not believed', async () => {
  const dataDir = newFolder()
  const first = await start(dataDir)
  const pidFile = join(first.clusterDir, 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await stop(first)
  const stale = [process.pid, ...lines.slice(1)].join('\n')
  writeFileSync(pidFile, stale)
  writeFileSync(join(first.socketDir ?? '', '.s.PGSQL.5432.lock'), stale)
  const second = await start(dataDir)
  assert.equal(second.adopted, false)
  await stop(second)
})

test('a folder in use by another process, or twice by one, is refused and the first goes on', async () => {
  const dataDir = newFolder()
  const other = await startElsewhere(dataDir)
  const sentence = new RegExp(`in use by another running Vrijplek \\(process ${other.pid}\\)`)
  assert.match(await refusal(start(dataDir)), sentence)
  await kill(other)
  const server = await start(dataDir)
  assert.match(await refusal(start(dataDir)), /in use by another running Vrijplek/)
  assert.equal(await ask(server, 'SELECT 1'), 1)
  await stop(server)
})

test('a folder that cannot be written, is a file or leads in a circle is one sentence', async () => {
  // Even root writes nothing there.
  assert.match(await refusal(start('/sys/vrijplek')), /may not be written|read-only/)
  const file = join(scratch, 'a file')
  writeFileSync(file, 'kept')
  assert.match(await refusal(start(file)), /is not a folder/)
  assert.match(await refusal(start(join(file, 'below'))), /is not a folder/)
  assert.equal(readFileSync(file, 'utf8'), 'kept')
  const circle = join(scratch, 'circle')
  symlinkSync(circle, circle)
  assert.match(await refusal(start(join(circle, 'below'))), /cannot be made/)
})

test('a cluster of another major version, or a folder with something else, is refused untouched', async () => {
  const dataDir = newFolder()
  mkdirSync(join(dataDir, 'cluster'), { recursive: true })
  assert.match(await refusal(start(dataDir)), /holds no PostgreSQL database/)
  writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '17\n')
  assert.match(await refusal(start(dataDir)), /holds a PostgreSQL 17 database and this is PostgreSQL 18/)
})

test('a database made half is made anew', async () => {
  const dataDir = newFolder()
  mkdirSync(join(dataDir, 'cluster.new', 'base'), { recursive: true })
  const server = await start(dataDir)
  assert.equal(await ask(server, 'SELECT 1'), 1)
  assert.equal(existsSync(join(dataDir, 'cluster.new')), false)
  await stop(server)
})

test('PostgreSQL 15 starts as well, with the same order of text', async () => {
  const server = await start(newFolder(), { major: 15 })
  assert.match(server.version, /^15\./)
  assert.equal(await ask(server, "SELECT lower('É') || ('a' < 'B')"), 'éfalse')
  await ask(server, 'CREATE EXTENSION btree_gist')
  await stop(server)
})
