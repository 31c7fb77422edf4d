import { writeSync } from 'node:fs'
import { basename } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

// Loaded into every test file's process. The runner's own limit is per test and leaves alone a process that does not
// end, because of an endless loop or of a server that a test forgot to close. A thread of its own sees both.

type Watch = { readonly watchdog: true; readonly limitMs: number; readonly file: string }

const limitMs = Number(process.env['TEST_FILE_LIMIT_MS'] ?? 600_000)
const isWatch = (data: unknown): data is Watch => typeof data === 'object' && data !== null && 'watchdog' in data

if (isMainThread) {
  const watch: Watch = { watchdog: true, limitMs, file: basename(process.argv[1] ?? 'this test file') }
  new Worker(new URL(import.meta.url), { workerData: watch, execArgv: [] }).unref()
} else if (isWatch(workerData)) {
  const never = new Int32Array(new SharedArrayBuffer(4))
  const { file } = workerData
  Atomics.wait(never, 0, 0, workerData.limitMs)
  writeSync(
    2,
    `${file} did not end within ${workerData.limitMs / 1000} s and is stopped: `
      + 'a test hangs, or something it started (server, timer, connection) was not closed\n',
  )
  // First a chance to end what it started (browsers listen for this), then no more chances.
  process.kill(process.pid, 'SIGTERM')
  Atomics.wait(never, 0, 0, 3_000)
  process.kill(process.pid, 'SIGKILL')
}
