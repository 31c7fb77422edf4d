import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './files.ts'

export type Check = {
  readonly name: string
  readonly says: string
  /** Each is run by the Node that runs this; the check holds when all of them exit with 0. */
  readonly commands: readonly (readonly string[])[]
}

export type Verdict = {
  readonly name: string
  readonly says: string
  readonly passed: boolean
  readonly durationMs: number
  readonly output: string
}

const inPackage = (path: string) => join('node_modules', path)
const tsc = inPackage('typescript/bin/tsc')

const typeScriptProjects = () =>
  globSync('**/tsconfig.json', { cwd: root, exclude: (path) => /(?:^|[/\\])(?:node_modules|data|dist)$/.test(path) }).sort()

/** Everything that is checked besides the tests, the quick ones first. */
export const checks: readonly Check[] = [
  { name: 'lock', says: 'every dependency is exact and locked', commands: [['scripts/lock.ts']] },
  { name: 'walls', says: 'every import stays within the walls of the house', commands: [['scripts/walls.ts']] },
  { name: 'types', says: 'the types hold', commands: typeScriptProjects().map((path) => [tsc, '-p', path]) },
  { name: 'lint', says: 'the linter finds nothing', commands: [[inPackage('oxlint/bin/oxlint')]] },
  { name: 'unused', says: 'nothing is left unused', commands: [[inPackage('knip/bin/knip.js'), '--no-progress']] },
  { name: 'web', says: 'the web can be built', commands: [[inPackage('vite/bin/vite.js'), 'build', 'web']] },
  {
    name: 'schema',
    says: 'the schema dump and the generated types fit the migrations',
    commands: [['scripts/schema.ts', '--check']],
  },
  { name: 'settings', says: 'README lists the settings as they are', commands: [['scripts/settings.ts', '--check']] },
  { name: 'stores', says: 'docs/stores.md lists every store as the inventory has it', commands: [['scripts/stores.ts', '--check']] },
]

/** Runs a check to its end, with no input; its output is kept for when it fails. */
export const runCheck = async (check: Check, environment: NodeJS.ProcessEnv, limitMs = 600_000): Promise<Verdict> => {
  const started = performance.now()
  let output = ''
  let passed = true
  for (const command of check.commands) {
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    })
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined)
      else if (signal === 'SIGKILL') resolve(`did not end within ${limitMs / 1000} s, or was killed`)
      else resolve(`exit ${code ?? signal ?? 'unknown'}`)
    })
    const failure = await promise
    if (failure === undefined) continue
    passed = false
    output += `\n(${command.join(' ')}: ${failure})\n`
  }
  return { name: check.name, says: check.says, passed, durationMs: performance.now() - started, output: output.trim() }
}
