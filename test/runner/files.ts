import { globSync } from 'node:fs'
import { dirname } from 'node:path'

export const root = dirname(dirname(import.meta.dirname))

const folders = ['contract', 'verify', 'scripts', 'web', 'server', 'test']

/** Every test file, as a path from the root: near to the code first, browsers last. */
export const findTestFiles = (): string[] => {
  const found = globSync(folders.map((folder) => `${folder}/**/*.test.ts`), {
    cwd: root,
    exclude: (path) => /(?:^|[/\\])(?:node_modules|dist|data)$/.test(path),
  }).map((path) => path.replaceAll('\\', '/'))
  const rank = (path: string) => (path.startsWith('test/browser/') ? 2 : path.startsWith('test/') ? 1 : 0)
  return found.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** The files that an argument of `npm test --` means: a file, a folder, or a piece of a name. */
export const matchFiles = (files: readonly string[], wanted: string): string[] => {
  const path = wanted.replace(/^\.\//, '').replace(/\/$/, '')
  const exact = files.filter((file) => file === path || file.startsWith(`${path}/`))
  return exact.length > 0 ? exact : files.filter((file) => file.includes(path))
}
