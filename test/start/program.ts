import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const root = join(import.meta.dirname, '../..')

/** The service as a program of its own, as `npm start` runs it after set-up. */
export type Program = {
  readonly url: string
  readonly pid: number
  /** Everything it has printed so far. */
  output(): string
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer()
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    server.close(() => resolve(port))
  })
  return promise
}

/** Starts it and does not wait: for starts that must fail. */
export const startProgram = (settings: Readonly<Record<string, string>>): Program => {
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('exit', (code) => resolve(code))
  return {
    url: `http://localhost:${settings['PORT'] ?? '8080'}`,
    pid: child.pid ?? 0,
    output: () => output,
    ended: promise,
    kill: (signal) => child.kill(signal),
  }
}

/** Starts it on free ports and waits until it says that it is ready. @throws with its output when it ends before */
export const startReady = async (settings: Readonly<Record<string, string>>): Promise<Program> => {
  const program = startProgram({
    PORT: String(await freePort()),
    MQTT_PORT: String(await freePort()),
    ...settings,
  })
  const ready = (async () => {
    for (;;) {
      const answer = await fetch(`${program.url}/health/ready`).catch(() => null)
      await answer?.body?.cancel()
      if (answer?.status === 200 && program.output().includes('Vrijplek is ready')) return 'ready' as const
      await delay(50)
    }
  })()
  const first = await Promise.race([ready, program.ended])
  if (first !== 'ready') throw new Error(`it ended with ${first} instead of getting ready:\n${program.output()}`)
  return program
}

/** The embedded database of a data folder, past every login of the service and past row security. */
export const openDatabase = async (dataDir: string): Promise<pg.Client> => {
  const client = new pg.Client({
    host: join(dataDir, 'postgres/run'),
    port: 5432,
    user: 'postgres',
    password: readFileSync(join(dataDir, 'postgres/superuser-password'), 'utf8').trim(),
    database: 'vrijplek',
  })
  await client.connect()
  return client
}
