import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { root } from './files.ts'
import { Report } from './report.ts'

/** A file: the drill restores a whole cluster several times over. */
const testLimitMs = 900_000

type Settings = { readonly atOnce: number; readonly environment: NodeJS.ProcessEnv; readonly report: Report }

/** Runs test files (absolute paths), each in a process of its own under the watchdog, and tells the report. */
export const runFiles = async (files: readonly string[], { atOnce, environment, report }: Settings): Promise<void> => {
  const events = run({
    cwd: root,
    files,
    concurrency: atOnce,
    timeout: testLimitMs,
    execArgv: ['--import', new URL('watchdog.ts', import.meta.url).href],
    env: environment,
  })
  const before = report.counts.tests
  // The stream is declared as one of anything; this is what it holds.
  for await (const event of events as AsyncIterable<TestEvent>) report.take(event)
  if (report.counts.tests === before) report.addFailure('no test was run at all')
  if (report.counts.skipped + report.counts.todo > 0)
    report.addFailure('a test was skipped: a test that does not run proves nothing, take it out or mend it')
}

// As a program, for the runner's own test: Node does not run test files from within a test.
if (import.meta.main) {
  const report = new Report((line) => console.log(line))
  await runFiles(process.argv.slice(2), { atOnce: 2, environment: process.env, report })
  console.log(JSON.stringify({ counts: report.counts, failures: report.failures.join('\n') }))
}
