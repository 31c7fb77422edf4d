import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chromium } from '../../test/browser/chromium.ts'

const folder = join(import.meta.dirname, '../lighthouse')
const program = join(folder, 'node_modules/lighthouse/cli/index.js')

export type Scores = Readonly<Record<'performance' | 'accessibility' | 'best-practices', number>>
export type Audit = { readonly scores: Scores; readonly figures: Readonly<Record<string, string>>; readonly failed: readonly string[] }

type Report = {
  readonly categories: Readonly<Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>>
}

const runProgram = async (command: string, input: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<void> => {
  const child = spawn(command, input, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const keep = (chunk: Buffer) => {
    said += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', resolve)
  const code = await promise
  if (code !== 0) throw new Error(`${command} ${input[0]} ended with ${code}: ${said.trim().split('\n').slice(-5).join(' ')}`)
}

/** Lighthouse is no dependency of the service: its locked packages are installed beside it when it is first wanted. */
export const installLighthouse = async (): Promise<void> => {
  if (!existsSync(program)) await runProgram('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'])
}

/** Lighthouse's own mobile profile (Moto G Power, slow 4G, a CPU four times slower), in the browser of the tests. */
export const audit = async (url: string, chromium: Chromium, headers: Readonly<Record<string, string>> = {}): Promise<Audit> => {
  const output = mkdtempSync(join(tmpdir(), 'vrijplek-lighthouse-'))
  try {
    const path = join(output, 'report.json')
    await runProgram(
      process.execPath,
      [
        program,
        url,
        '--quiet',
        '--output=json',
        `--output-path=${path}`,
        '--only-categories=performance,accessibility,best-practices',
        `--extra-headers=${JSON.stringify(headers)}`,
        `--chrome-flags=${['--headless', ...chromium.flags].join(' ')}`,
      ],
      { ...process.env, ...chromium.environment, CHROME_PATH: chromium.path },
    )
    const { categories, audits } = JSON.parse(readFileSync(path, 'utf8')) as Report
    const scoreOf = (id: string) => Math.round((categories[id]?.score ?? 0) * 100)
    const weighty = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id))
    return {
      scores: { performance: scoreOf('performance'), accessibility: scoreOf('accessibility'), 'best-practices': scoreOf('best-practices') },
      figures: Object.fromEntries(
        ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'].map((id) => [
          id,
          audits[id]?.displayValue ?? '?',
        ]),
      ),
      failed: weighty.flatMap((id) => {
        const found = audits[id]
        return found?.score != null && found.score < 0.9 ? [`${id}: ${found.title}`] : []
      }),
    }
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}
