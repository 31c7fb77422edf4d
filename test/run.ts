// What `npm test` runs. `npm test -- walls` runs one check, `npm test -- server/rooms/bookings` or a piece of a
// file's name some tests. Everything runs to its end; the exit code is 0 only when everything held.
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startTestCluster } from './cluster.ts'
import { checks, runCheck } from './runner/checks.ts'
import type { Check } from './runner/checks.ts'
import { findTestFiles, matchFiles, root } from './runner/files.ts'
import { closingLines, Report, seconds } from './runner/report.ts'
import { runFiles } from './runner/run-files.ts'

const atOnce = 2

type Plan = { readonly checks: readonly Check[]; readonly files: readonly string[]; readonly unknown: readonly string[] }

const planFor = (wanted: readonly string[]): Plan => {
  const all = findTestFiles()
  if (wanted.length === 0) return { checks, files: all, unknown: all.length === 0 ? ['any *.test.ts'] : [] }
  const named = checks.filter(({ name }) => wanted.includes(name))
  const rest = wanted.filter((argument) => !named.some(({ name }) => name === argument))
  const files = new Set(rest.flatMap((argument) => matchFiles(all, argument)))
  return {
    checks: named,
    files: all.filter((file) => files.has(file)),
    unknown: rest.filter((argument) => matchFiles(all, argument).length === 0),
  }
}

const runChecks = async (queue: readonly Check[], environment: NodeJS.ProcessEnv, report: Report) => {
  const waiting = [...queue]
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) report.addCheck(await runCheck(check, environment))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

const main = async (): Promise<void> => {
  const started = performance.now()
  const report = new Report((line) => console.log(line))
  const plan = planFor(process.argv.slice(2))
  for (const argument of plan.unknown)
    report.addFailure(
      `there is no check and no test file named ${argument}; the checks are ${checks.map(({ name }) => name).join(', ')}`,
    )

  // One file alone starts a cluster by itself, if it needs one.
  const starting = plan.files.length > 1 ? startTestCluster() : undefined
  starting?.catch(() => {})
  try {
    await runChecks(plan.checks, process.env, report)
    let environment: NodeJS.ProcessEnv = process.env
    try {
      environment = { ...process.env, ...(await starting)?.environment }
    } catch (error) {
      report.addFailure(`the database for the tests did not start: ${inspect(error)}`)
    }
    if (plan.files.length > 0) await runFiles(plan.files.map((file) => join(root, file)), { atOnce, environment, report })
  } finally {
    await (await starting?.catch(() => undefined))?.stop()
  }

  if (report.failures.length > 0) console.log(`\nWhat failed:\n\n${report.failures.join('\n\n')}`)
  const { tests, failed, cancelled } = report.counts
  const bad = failed + cancelled
  const duration = performance.now() - started
  console.log(`\n${bad === 0 ? `All ${tests} hold` : `${bad} of ${tests} failed`}, in ${seconds(duration)}.\n`)
  console.log(closingLines(report.counts, duration))
  process.exitCode = bad === 0 && tests > 0 ? 0 : 1
}

await main()
