import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../test/start/program.ts'
import { median } from './harness.ts'
import type { BenchResult } from './harness.ts'

const root = join(import.meta.dirname, '..')
const warmStarts = 7
const coldStarts = 3

/** Starts the service as `npm start` does, waits until it is ready, and ends it. @returns milliseconds from the command to ready */
const startOnce = async (settings: Readonly<Record<string, string>>, command: readonly [string, ...string[]]): Promise<number> => {
  const port = await freePort()
  const environment = { ...process.env, ...settings, PORT: String(port), MQTT_PORT: String(await freePort()) }
  const startMs = performance.now()
  // A group of its own: npm stands between us and the service.
  const child = spawn(command[0], command.slice(1), { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const ready = Promise.withResolvers<number>()
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk.toString('utf8')
    if (said.includes('Vrijplek is ready')) ready.resolve(performance.now() - startMs)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = Promise.withResolvers<void>()
  child.once('close', () => {
    ready.reject(new Error(`the service ended instead of getting ready:\n${said}`))
    ended.resolve()
  })
  const tookMs = await ready.promise
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`)
  if (answer.status !== 200) throw new Error(`it says it is ready and answers ${answer.status}`)
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  await ended.promise
  return tookMs
}

const npm = ['npm', 'start'] as const
const bare = [process.execPath, 'server/main.ts'] as const

/** From the command to ready: on a prepared data folder, on that of a demo, and for the first time. The web is built and packages are installed already. */
export const run = async (): Promise<BenchResult> => {
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'vrijplek-bench-start-'))
    folders.push(made)
    return made
  }
  const times = async (count: number, settings: () => Readonly<Record<string, string>>, command: readonly [string, ...string[]]) => {
    const taken: number[] = []
    for (let turn = 0; turn < count; turn++) taken.push(await startOnce(settings(), command))
    return median(taken)
  }
  try {
    const empty = { DEMO: 'off', DATA_DIR: folder() }
    const demo = { DATA_DIR: folder() }
    await startOnce(empty, bare)
    const firstDemo = await startOnce(demo, bare)
    const warm = await times(warmStarts, () => empty, npm)
    const program = await times(warmStarts, () => empty, bare)
    const warmDemo = await times(coldStarts, () => demo, npm)
    const cold = await times(coldStarts, () => ({ DEMO: 'off', DATA_DIR: folder() }), npm)
    return {
      name: 'start',
      lines: [
        { what: 'npm start, warm', ours: warm, unit: 'ms', aim: { atMost: 2000 } },
        { what: 'the same without npm and its set-up check', ours: program, unit: 'ms' },
        { what: 'npm start, warm, as a demo', ours: warmDemo, unit: 'ms' },
        { what: 'npm start, first time, empty instance', ours: cold, unit: 'ms' },
        { what: 'first time, with a whole demo made', ours: firstDemo, unit: 'ms' },
      ],
      notes: [
        `from the command to the line that says it is ready, with /health/ready checked; median of ${warmStarts} warm and ${coldStarts} other starts; the first demo once`,
        'packages are installed and the web is built beforehand; PostgreSQL starts with it and was shut down in order before',
      ],
    }
  } finally {
    for (const each of folders) rmSync(each, { recursive: true, force: true })
  }
}
