import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { findChromium } from '../test/browser/chromium.ts'
import { startReady } from '../test/start/program.ts'
import type { DemoFile } from '../server/demo/index.ts'
import { median } from './harness.ts'
import type { BenchLine, BenchResult } from './harness.ts'
import { audit, installLighthouse } from './stage/lighthouse.ts'
import type { Audit } from './stage/lighthouse.ts'

const audits = 3

/** Bytes of a body as sent, with one encoding allowed; the smallest files are not compressed at all. */
const sentBytes = async (url: string, encoding: 'gzip' | 'br'): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
    let bytes = 0
    answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
    answer.on('end', () => resolve(bytes))
    answer.on('error', reject)
  }).on('error', reject)
  return await promise
}

type Load = { readonly scripts: readonly string[]; readonly wireBytes: number; readonly requests: number }

/** A first visit with an empty cache, until the screen is there and the network has been quiet for half a second. */
const firstLoad = async (browser: Browser, url: string, cookie: string | null): Promise<Load> => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'nl-NL', isMobile: true, hasTouch: true })
  try {
    if (cookie !== null) await context.addCookies([{ name: 'vrijplek', value: cookie, url }])
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    let wireBytes = 0
    let requests = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      wireBytes += encodedDataLength
      requests += 1
    })
    const scripts = new Set<string>()
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.add(answer.url())
    })
    await page.goto(url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // An open live stream never ends, so "quiet" is bounded; what has come by then is what a first screen costs.
    await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => {})
    return { scripts: [...scripts], wireBytes, requests }
  } finally {
    await context.close()
  }
}

const signIn = async (url: string, account: { email: string; password: string }): Promise<string> => {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: account.email, password: account.password }),
  })
  const cookie = /vrijplek=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (cookie === undefined) throw new Error(`signing in was answered with ${answer.status}`)
  return cookie
}

const kilobytes = (bytes: number) => bytes / 1000

const scriptLines = async (what: string, load: Load): Promise<BenchLine[]> => {
  const sum = async (encoding: 'gzip' | 'br') => (await Promise.all(load.scripts.map((url) => sentBytes(url, encoding)))).reduce((a, b) => a + b, 0)
  return [
    { what: `${what}: script, gzip`, ours: kilobytes(await sum('gzip')), unit: 'kB', aim: { atMost: 220 } },
    { what: `${what}: script, brotli as sent to browsers`, ours: kilobytes(await sum('br')), unit: 'kB' },
    { what: `${what}: everything over the wire`, ours: kilobytes(load.wireBytes), unit: 'kB' },
  ]
}

const auditLines = (what: string, runs: readonly Audit[]): BenchLine[] =>
  (['performance', 'accessibility', 'best-practices'] as const).map((name) => ({
    what: `${what}: Lighthouse mobile, ${name.replace('-', ' ')}`,
    ours: median(runs.map(({ scores }) => scores[name])),
    unit: 'of 100',
    aim: { atLeast: 95 },
  }))

const auditNotes = (what: string, runs: readonly Audit[]): string[] => {
  const [first] = runs
  if (first === undefined) return []
  const figures = Object.entries(first.figures).map(([name, value]) => `${name.replaceAll('-', ' ')} ${value}`)
  const failed = [...new Set(runs.flatMap((run) => run.failed))]
  return [`${what}: ${figures.join(', ')}${failed.length > 0 ? `; below 90: ${failed.join('; ')}` : ''}`]
}

/** The app's first load, cold, signed out (the sign-in screen) and signed in (Today): bytes, and what Lighthouse says. */
export const run = async (): Promise<BenchResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-bench-web-'))
  const program = await startReady({ DATA_DIR: folder })
  try {
    const chromium = await findChromium()
    const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as DemoFile
    const employee = demo.accounts.find(({ role, organisationId }) => role === 'employee' && organisationId === demo.organisations[0]?.id)
    if (employee === undefined) throw new Error('the demo has no employee')
    const cookie = await signIn(program.url, employee)
    const browser = await playwright.launch({
      executablePath: chromium.path,
      args: [...chromium.flags],
      env: { ...process.env, ...chromium.environment },
    })
    const screens = [
      { what: 'sign-in', cookie: null },
      { what: 'Today', cookie },
    ]
    const lines: BenchLine[] = []
    const notes: string[] = []
    for (const screen of screens) {
      const load = await firstLoad(browser, program.url, screen.cookie)
      lines.push(...(await scriptLines(screen.what, load)))
      notes.push(`${screen.what}: ${load.scripts.length} scripts, ${load.requests} requests`)
    }
    await browser.close()
    try {
      await installLighthouse()
      for (const screen of screens) {
        const runs: Audit[] = []
        const headers = screen.cookie === null ? {} : { Cookie: `vrijplek=${screen.cookie}` }
        for (let turn = 0; turn < audits; turn++) runs.push(await audit(program.url, chromium, headers))
        lines.push(...auditLines(screen.what, runs))
        notes.push(...auditNotes(screen.what, runs))
      }
      notes.push(`Lighthouse 13.5.0, its own mobile profile, medians of ${audits} runs`)
    } catch (error) {
      notes.push(`Lighthouse could not be run here: ${error instanceof Error ? error.message : String(error)}`)
    }
    return { name: 'web', lines, notes }
  } finally {
    program.kill('SIGTERM')
    await program.ended
    rmSync(folder, { recursive: true, force: true })
  }
}
