import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  constants,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import type { Account } from './account.ts'
import { lockFiles, lockFolder } from './folder-lock.ts'
import type { RunAs } from './programs.ts'
import { StartError } from '../errors.ts'
import { onFolder } from './failures.ts'

/** The one folder that everything of a cluster lives in, held by this process. */
export interface DataFolder {
  readonly path: string
  /** The cluster itself, as we see it. */
  readonly cluster: string
  readonly account: Account | undefined
  /** The same folder as PostgreSQL must call it; differs from `path` only when its user cannot walk there. */
  readonly asPostgresSeesIt: string
  readonly runAs: RunAs
  close(): void
}

/** Makes, checks, locks and opens the folder. Throws {@link StartError} with what to do. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const cluster = join(path, 'cluster')
  await onFolder(path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    tryWriting(path)
  })
  const lock = await onFolder(path, () => lockFolder(path))
  try {
    const account = chooseAccount([cluster, path])
    await onFolder(path, () => giveTo(account, path, cluster))
    const handle = account === undefined || canReach(path, account) ? undefined : openForOthers(path, account)
    return {
      path,
      cluster,
      account,
      asPostgresSeesIt: handle === undefined ? path : '/proc/self/fd/3',
      runAs: { account, folderHandle: handle },
      close() {
        if (handle !== undefined) closeSync(handle)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function tryWriting(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`)
  try {
    writeFileSync(probe, Buffer.alloc(4096))
  } finally {
    rmSync(probe, { force: true })
  }
}

/**
 * The folder itself stays root's, so that PostgreSQL's user can plant nothing where root writes; only what PostgreSQL
 * owns goes to its user. A folder of an ordinary user stays theirs, with all that is in it.
 */
function giveTo(account: Account | undefined, path: string, cluster: string): void {
  const found = statSync(cluster, { throwIfNoEntry: false })
  // PostgreSQL refuses a cluster that others may enter, as a copy or a back-up brought back often is.
  if (found !== undefined && (found.mode & 0o077) !== 0) chmodSync(cluster, 0o700)
  if (account === undefined) return
  if (statSync(path).uid === 0) chmodSync(path, 0o711)
  else for (const name of lockFiles) lchownSync(join(path, name), account.uid, account.gid)
  if (found === undefined || found.uid === account.uid) return
  for (const name of readdirSync(cluster, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(cluster, name), account.uid, account.gid)
  }
  // The top goes last: a run that was cut short is then taken up again by the next one.
  lchownSync(cluster, account.uid, account.gid)
}

function canReach(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * A root's own folders (/root, a private temporary folder) are often closed to everyone else, and the data must stay
 * where it was asked for. On Linux an open folder handed down as descriptor 3 is reached through /proc/self/fd/3
 * without walking the closed folders above it (proc(5): these links are resolved by the kernel, not by their text).
 */
function openForOthers(path: string, account: Account): number {
  if (process.platform === 'linux') {
    const handle = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
    const asked = spawnSync('/bin/sh', ['-c', 'cd /proc/self/fd/3'], {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', handle],
    })
    if (asked.status === 0) return handle
    closeSync(handle)
  }
  throw new StartError(
    `PostgreSQL does not run as root, and user ${account.uid} cannot enter the data folder ${path}: ` +
      'open the folders above it (chmod o+x), set DATA_DIR to another folder, or start Vrijplek as an ordinary user.',
  )
}
