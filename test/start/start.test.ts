import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort, startProgram, startReady } from './program.ts'
import type { Program } from './program.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek start '))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const empty = (name: string) => ({ DATA_DIR: join(folder, name), DEMO: 'off', OPERATOR_NAME: 'Beheerder' })

/** Processes whose command line or working folder lies in the data folder. */
const leftRunning = (dataDir: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        return []
      }
    })
    .filter((line) => line.includes(dataDir))

const signUp = async (program: Program): Promise<string> => {
  const answer = await fetch(`${program.url}/api/v1/organisations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      organisationName: 'Waterschap',
      name: 'Sanne de Wit',
      email: 'sanne@vrijplek.example',
      password: 'reiger-wacht-op-vis-in-de-sloot',
      language: 'nl',
    }),
  })
  assert.equal(answer.status, 201, await answer.text())
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

const mySession = async (program: Program, cookie: string): Promise<number> => {
  const answer = await fetch(`${program.url}/api/v1/session`, { headers: { cookie } })
  await answer.body?.cancel()
  return answer.status
}

describe('starting and stopping', () => {
  test('SIGTERM ends it with 0 and leaves nothing running, and a restart keeps everything', async () => {
    const settings = empty('kept')
    const first = await startReady(settings)
    const cookie = await signUp(first)
    first.kill('SIGTERM')
    assert.equal(await first.ended, 0, first.output())
    assert.deepEqual(leftRunning(settings.DATA_DIR), [])
    const second = await startReady(settings)
    try {
      assert.equal(await mySession(second, cookie), 200)
    } finally {
      second.kill('SIGINT')
      assert.equal(await second.ended, 0, second.output())
    }
    assert.deepEqual(leftRunning(settings.DATA_DIR), [])
  })

  test('a SIGKILL of the program is survived at the next start', async () => {
    const settings = empty('killed')
    const first = await startReady(settings)
    const cookie = await signUp(first)
    first.kill('SIGKILL')
    await first.ended
    const second = await startReady(settings)
    assert.equal(await mySession(second, cookie), 200)
    second.kill('SIGTERM')
    assert.equal(await second.ended, 0, second.output())
    assert.deepEqual(leftRunning(settings.DATA_DIR), [])
  })

  test('when its PostgreSQL is killed it starts it again and serves on', async () => {
    const settings = empty('database-killed')
    const program = await startReady(settings)
    const cookie = await signUp(program)
    const pidFile = join(settings.DATA_DIR, 'postgres/cluster/postmaster.pid')
    const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
    process.kill(postmaster, 'SIGKILL')
    let status = 0
    for (let tries = 0; status !== 200 && tries < 200; tries += 1) {
      await delay(100)
      status = await mySession(program, cookie).catch(() => 0)
    }
    assert.equal(status, 200, program.output())
    program.kill('SIGTERM')
    assert.equal(await program.ended, 0, program.output())
    assert.deepEqual(leftRunning(settings.DATA_DIR), [])
  })
})

/** A start that cannot be: one sentence on one line, no stack, not 0. */
const assertRefused = async (settings: Readonly<Record<string, string>>, sentence: RegExp): Promise<void> => {
  const program = startProgram(settings)
  assert.notEqual(await program.ended, 0)
  const said = program.output().trim().split('\n').at(-1) ?? ''
  assert.match(said, /^Vrijplek cannot start\. /)
  assert.match(said, sentence)
  assert.doesNotMatch(program.output(), /\n\s+at /, 'no stack')
}

describe('under npm', () => {
  test('npm gone, it stops by itself, and the next start finds everything free', async () => {
    const settings = { ...empty('orphan'), PORT: String(await freePort()), MQTT_PORT: String(await freePort()) }
    // As npm starts it: a shell between, which dies without a word to us.
    const shell = spawn('sh', ['-c', `"${process.execPath}" server/main.ts; true`], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env['PATH'] ?? '', npm_lifecycle_event: 'start', ...settings },
      stdio: 'ignore',
    })
    const url = `http://127.0.0.1:${settings.PORT}`
    const isReady = async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200
    while (!(await isReady())) await delay(100)
    shell.kill('SIGKILL')
    const next = await startReady(settings)
    assert.equal((await fetch(`${next.url}/health/ready`)).status, 200)
    next.kill('SIGTERM')
    assert.equal(await next.ended, 0, next.output())
    assert.deepEqual(leftRunning(settings.DATA_DIR), [])
  })
})

describe('starts that cannot be', () => {
  test('a taken port is told, and nothing is made', async () => {
    const port = await freePort()
    const squatter = createServer().listen(port, '127.0.0.1')
    try {
      await assertRefused({ ...empty('port'), PORT: String(port), MQTT_PORT: String(await freePort()) }, new RegExp(`Port ${port} is in use.*PORT`))
      await assertRefused({ ...empty('port'), PORT: String(await freePort()), MQTT_PORT: String(port) }, /MQTT_PORT/)
    } finally {
      squatter.close()
    }
  })

  test('a broken setting is named', () => assertRefused({ ...empty('setting'), PORT: 'a lot' }, /PORT/))

  test('a data folder that is a file is told', async () => {
    writeFileSync(join(folder, 'file'), 'x')
    await assertRefused({ ...empty('file'), PORT: String(await freePort()) }, /cannot be used: it is a file/)
  })

  test('a data folder below a file is told', async () => {
    writeFileSync(join(folder, 'below'), 'x')
    await assertRefused({ ...empty('below/data'), PORT: String(await freePort()) }, /cannot be used: a part of its path is a file/)
  })

  test('a data folder that may not be written is told', async () => {
    // Root may write wherever a mode forbids it, but not where the kernel shows its own state.
    const locked = process.getuid?.() === 0 ? '/sys/vrijplek' : join(folder, 'locked')
    if (process.getuid?.() !== 0) {
      mkdirSync(locked)
      chmodSync(locked, 0o500)
    }
    await assertRefused({ DATA_DIR: locked, PORT: String(await freePort()) }, /may not write|read-only file system/)
  })

  test('an outside database that is not there is told', async () => {
    const port = await freePort()
    await assertRefused(
      { ...empty('outside'), PORT: String(await freePort()), MQTT_PORT: String(await freePort()), DATABASE_URL: `postgres://vrijplek:geheim@127.0.0.1:${port}/vrijplek` },
      /database cannot be reached/,
    )
  })

  test('a second program in the same data folder is refused, and the first goes on', async () => {
    const settings = empty('shared')
    const first = await startReady(settings)
    try {
      await assertRefused({ ...settings, PORT: String(await freePort()), MQTT_PORT: String(await freePort()) }, /in use/)
      assert.equal((await fetch(`${first.url}/health/ready`)).status, 200)
    } finally {
      first.kill('SIGTERM')
      await first.ended
    }
  })
})
