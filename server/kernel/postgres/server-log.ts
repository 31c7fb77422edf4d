import {
  chownSync,
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs'
import type { DataFolder } from './data-folder.ts'

const mostBytes = 5_000_000
const betweenLooksMs = 60_000

/** The file that the postmaster writes to, kept to about twice five megabytes (`.log` and `.log.1`). */
export interface ServerLog {
  readonly path: string
  /** Opens for one postmaster; `written` gives what came since. The caller closes the handle after the spawn. */
  open(): { readonly handle: number; written(): string; close(): void }
  stop(): void
}

export function keepServerLog(folder: DataFolder): ServerLog {
  const path = `${folder.path}/postgres.log`
  const size = (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  // The postmaster and its children hold the file open for appending, so it is emptied in place.
  const look = (): void => {
    if (size() < mostBytes) return
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
  }
  const timer = setInterval(() => {
    try {
      look()
    } catch {
      // A full disk: the database says so by itself, and its log is no reason to fall.
    }
  }, betweenLooksMs)
  timer.unref()
  return {
    path,
    open() {
      if (size() >= mostBytes) renameSync(path, `${path}.1`)
      const handle = openSync(path, 'a', 0o600)
      if (folder.account !== undefined) chownSync(path, folder.account.uid, folder.account.gid)
      const from = fstatSync(handle).size
      return {
        handle,
        written: () => readFileSync(path).subarray(from).toString(),
        close: () => closeSync(handle),
      }
    },
    stop: () => clearInterval(timer),
  }
}
