import { relative } from 'node:path'
import { inspect } from 'node:util'
import type { TestEvent } from 'node:test/reporters'
import { root } from './files.ts'
import type { Verdict } from './checks.ts'

export type Counts = {
  tests: number
  suites: number
  passed: number
  failed: number
  cancelled: number
  skipped: number
  todo: number
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const indent = (text: string) => text.replace(/^(?=.)/gm, '  ')

/** Takes the events of Node's test runner; prints a line for each file, and keeps the failures for the end. */
export class Report {
  readonly counts: Counts = { tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 }
  readonly failures: string[] = []
  readonly #print: (line: string) => void
  readonly #names = new Map<string, { readonly name: string; readonly parent: string }>()

  constructor(print: (line: string) => void) {
    this.#print = print
  }

  take(event: TestEvent): void {
    switch (event.type) {
      case 'test:enqueue':
        this.#names.set(`${event.data.file}#${event.data.testId}`, {
          name: event.data.name,
          parent: `${event.data.file}#${event.data.parentId}`,
        })
        return
      case 'test:fail':
        this.#fail(event.data)
        return
      case 'test:stderr':
      case 'test:stdout':
        this.#print(indent(event.data.message.trimEnd()))
        return
      case 'test:summary':
        this.#summarise(event.data)
        return
      default:
    }
  }

  #fail(data: Extract<TestEvent, { type: 'test:fail' }>['data']) {
    const { error } = data.details
    const failureType: unknown = Reflect.get(error, 'failureType')
    // Told already: what failed inside, or the hook without which these did not run. They still count.
    if (failureType === 'subtestsFailed' || failureType === 'cancelledByParent' || data.todo !== undefined) return
    const path: string[] = []
    for (let at = this.#names.get(`${data.file}#${data.testId}`); at; at = this.#names.get(at.parent)) path.unshift(at.name)
    const where = `${relative(root, data.file ?? '')}:${data.line ?? 1}`
    const cause = error.cause instanceof Error ? error.cause : error
    const told = cause instanceof Error && cause !== error ? inspect(cause, { depth: 6 }) : inspect(error.cause ?? error)
    const name = (path.length > 0 ? path : [data.name]).filter((part) => part !== data.file).join(' › ')
      || 'the file as a whole'
    this.failures.push(`✖ ${where} › ${name}\n${indent(told)}`)
  }

  #summarise({ file, counts, success, duration_ms }: Extract<TestEvent, { type: 'test:summary' }>['data']) {
    if (file === undefined) {
      // Node's count of what passed, taken apart: it does not say how many failed.
      const { tests, suites, passed, cancelled, skipped, todo } = counts
      const failed = tests - passed - cancelled - skipped - todo
      for (const [name, count] of Object.entries({ tests, suites, passed, failed, cancelled, skipped, todo }))
        this.counts[name as keyof Counts] += count
      return
    }
    this.#print(`${success ? '✔' : '✖'} ${relative(root, file)} (${counts.tests} tests, ${seconds(duration_ms)})`)
  }

  /** A check counts as one test. */
  addCheck({ name, says, passed, durationMs, output }: Verdict): void {
    this.counts.tests++
    this.counts[passed ? 'passed' : 'failed']++
    this.#print(`${passed ? '✔' : '✖'} ${name}: ${says} (${seconds(durationMs)})`)
    if (!passed) this.failures.push(`✖ ${name}: ${says}: no\n${indent(output || 'it said nothing')}`)
  }

  addFailure(sentence: string): void {
    this.counts.tests++
    this.counts.failed++
    this.failures.push(`✖ ${sentence}`)
  }
}

/** The lines with which Node's test runner ends, in its TAP form; the last thing that is printed. */
export const closingLines = (counts: Counts, durationMs: number): string =>
  [
    ['tests', counts.tests],
    ['suites', counts.suites],
    ['pass', counts.passed],
    ['fail', counts.failed],
    ['cancelled', counts.cancelled],
    ['skipped', counts.skipped],
    ['todo', counts.todo],
    ['duration_ms', Math.round(durationMs)],
  ]
    .map(([name, value]) => `# ${name} ${value}`)
    .join('\n')
