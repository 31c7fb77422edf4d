import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import type { DataFolder } from './data-folder.ts'
import type { Setting } from './settings.ts'

/** Beside the cluster: where finished WAL waits until it is shipped. */
export const walSpool = (dataDir: string): string => join(dataDir, 'wal-spool')

/** Seconds until what was committed reaches the spool also when little is written. */
const archiveTimeoutS = 60

/**
 * PostgreSQL's own `basic_archive` copies each finished segment into the spool: synced, renamed when whole, and never over a different one. No shell and
 * no program of ours in between. The path is relative to the cluster, where the server stands, so spaces and closed folders above do not matter.
 * A segment that cannot be copied stays where it is and is tried again.
 */
export const archiveSettings: Readonly<Record<string, Setting>> = {
  archive_mode: true,
  archive_library: 'basic_archive',
  'basic_archive.archive_directory': '../wal-spool',
  archive_timeout: `${archiveTimeoutS}s`,
}

export const makeWalSpool = ({ path, account }: DataFolder): void => {
  const spool = walSpool(path)
  mkdirSync(spool, { recursive: true, mode: 0o700 })
  chmodSync(spool, 0o700)
  if (account !== undefined) chownSync(spool, account.uid, account.gid)
}

const restoreFolder = 'wal-restore'

/** The server stands in the cluster when it runs this. */
export const restoreCommand = process.platform === 'win32' ? `copy "..\\${restoreFolder}\\%f" "%p"` : `cp "../${restoreFolder}/%f" "%p"`

/** Where WAL lies for a server that recovers, readable by its user alone. */
export const walToRestore = (dataDir: string): { readonly folder: string; readonly give: (path: string) => void } => {
  const account = chooseAccount([join(dataDir, 'cluster'), dataDir])
  const give = (path: string): void => {
    if (account !== undefined) chownSync(path, account.uid, account.gid)
  }
  const folder = join(dataDir, restoreFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  give(folder)
  return { folder, give }
}
