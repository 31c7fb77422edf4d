import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { runCheck } from './checks.ts'
import { findTestFiles, matchFiles } from './files.ts'
import { closingLines } from './report.ts'
import type { Counts } from './report.ts'

const start = "import { test, describe } from 'node:test'\nimport assert from 'node:assert'\n"

type Told = { readonly counts: Counts; readonly failures: string }

/** Runs test files with these texts, as `npm test` would, with less than a second for each file. */
const reportOf = async (...texts: readonly string[]): Promise<Told & { readonly printed: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-runner-'))
  try {
    const files = texts.map((text, index) => {
      const file = join(folder, `${index}.test.mjs`)
      writeFileSync(file, start + text)
      return file
    })
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env
    const program = join(import.meta.dirname, 'run-files.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...files], {
      env: { ...environment, TEST_FILE_LIMIT_MS: '700' },
    })
    const lines = stdout.trimEnd().split('\n')
    return { ...(JSON.parse(lines.pop() ?? '') as Told), printed: lines.join('\n') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the test runner', () => {
  test('counts what passed and failed, and tells where and why', async () => {
    const { counts, failures } = await reportOf(
      "test('holds', () => {})\ndescribe('desk', () => { test('is free', () => assert.equal('booked', 'free')) })",
      "test('holds too', () => {})",
    )
    assert.deepEqual(counts, { tests: 3, suites: 1, passed: 2, failed: 1, cancelled: 0, skipped: 0, todo: 0 })
    assert.match(failures, /0\.test\.mjs:4 › desk › is free\n[^]*'booked' == 'free'/)
  })

  test('tells of a hook that failed, once, and counts the tests that did not run', async () => {
    const { counts, failures } = await reportOf(
      "import { before } from 'node:test'\nbefore(() => { throw new Error('no desk') })\ntest('a', () => {})\ntest('b', () => {})",
    )
    assert.ok(counts.failed + counts.cancelled >= 2)
    assert.match(failures, /no desk/)
  })

  test('fails a file that breaks while it is loaded', async () => {
    const { counts, failures } = await reportOf("throw new Error('broken')")
    assert.equal(counts.failed, 1)
    assert.match(failures, /0\.test\.mjs/)
  })

  test('stops a file that loops without end, and says so', async () => {
    const { counts, printed } = await reportOf('for (;;);')
    assert.ok(counts.failed + counts.cancelled > 0)
    assert.match(printed, /0\.test\.mjs did not end within 0\.7 s and is stopped/)
  })

  test('stops a file whose tests passed but that left something open', async () => {
    const { counts, printed, failures } = await reportOf("test('holds', () => {})\nsetInterval(() => {}, 1000)")
    assert.ok(counts.failed + counts.cancelled > 0, failures)
    assert.match(printed, /was not closed/)
  })

  test('stops a file that ignores being asked to end', async () => {
    const { counts } = await reportOf("process.on('SIGTERM', () => {})\nsetInterval(() => {}, 1000)")
    assert.ok(counts.failed + counts.cancelled > 0)
  })

  test('takes a skipped test for a failure', async () => {
    const { counts, failures } = await reportOf("test.skip('not today', () => {})")
    assert.equal(counts.failed, 1)
    assert.match(failures, /a test that does not run proves nothing/)
  })

  test('ends with the closing lines of Node', () => {
    const counts = { tests: 3, suites: 1, passed: 2, failed: 1, cancelled: 0, skipped: 0, todo: 0 }
    assert.equal(
      closingLines(counts, 12.3),
      '# tests 3\n# suites 1\n# pass 2\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0\n# duration_ms 12',
    )
  })

  test('finds itself, and browsers last', () => {
    const files = findTestFiles()
    assert.ok(files.includes('test/runner/runner.test.ts'))
    assert.match(files.at(-1) ?? '', /^test\/browser\//)
    assert.deepEqual(matchFiles(files, './test/runner/runner.test.ts'), ['test/runner/runner.test.ts'])
    assert.deepEqual(matchFiles(files, 'test/runner/'), ['test/runner/runner.test.ts'])
    assert.deepEqual(matchFiles(files, 'no such file'), [])
  })
})

describe('a check', () => {
  const check = (...commands: string[][]) => runCheck({ name: 'x', says: 'it holds', commands }, process.env, 1_000)

  test('holds when all its commands end with 0', async () => {
    assert.equal((await check(['-e', '0'], ['-e', '0'])).passed, true)
  })

  test('fails when one of them does not, with what it said', async () => {
    const { passed, output } = await check(['-e', 'console.log("left"); process.exit(3)'], ['-e', 'console.log("right")'])
    assert.equal(passed, false)
    assert.match(output, /left[^]*exit 3[^]*right/)
  })

  test('fails when it does not end', async () => {
    assert.match((await check(['-e', 'for (;;);'])).output, /did not end within 1 s/)
  })
})
