import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { StartError } from '#kernel/errors.ts'

const root = join(import.meta.dirname, '../..')
export const webFolder = join(root, 'web/dist')
const stamp = join(webFolder, '.sources')

const sourcesDigest = (): string => {
  const hash = createHash('sha256')
  const files = globSync(['web/**/*', 'contract/**/*.ts', 'package-lock.json'], {
    cwd: root,
    exclude: ['web/dist/**'],
    withFileTypes: true,
  })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.toSorted()) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/**
 * Builds the web app when its sources changed since the last build, in a process of its own so that its memory goes back.
 * @returns whether a build was needed
 * @throws StartError when the build fails
 */
export const buildWebWhenStale = async (say: (line: string) => void): Promise<boolean> => {
  const digest = sourcesDigest()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false
  say('Building the web app')
  const { promise, resolve } = Promise.withResolvers<number | null>()
  let output = ''
  const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.on('close', resolve)
  if ((await promise) !== 0) throw new StartError(`The web app could not be built: ${output.trim().split('\n').at(-1) ?? 'no reason given'}`)
  writeFileSync(stamp, digest)
  return true
}
