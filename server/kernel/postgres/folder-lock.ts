import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../errors.ts'

const lockFile = 'instance.lock'
const idFile = 'instance.pid'
export const lockFiles: readonly string[] = [lockFile, idFile]

/** One that is just stopping lets go within this. */
const patienceMs = 3000

export interface FolderLock {
  release(): void
}

/**
 * Holds a folder for this process. The lock is the kernel's (SQLite takes it on `instance.lock`), so it ends with
 * the process however that ends, needs no guess whether a process id was reused, and holds between containers that
 * share the folder. The process id beside it only serves the message.
 *
 * Nobody else may open `instance.lock` inside this process: POSIX drops a process's locks on a file when the process
 * closes any descriptor of it.
 */
export function lockFolder(folder: string): FolderLock {
  const database = new DatabaseSync(join(folder, lockFile), { timeout: patienceMs })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new StartError(
      `The data folder ${folder} is in use by another running Vrijplek${processNamed(join(folder, idFile))}: ` +
        'stop that one, or set DATA_DIR to another folder.',
    )
  }
  writeFileSync(join(folder, idFile), `${process.pid}\n`)
  return { release: () => database.close() }
}

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

function processNamed(file: string): string {
  try {
    return ` (process ${Number.parseInt(readFileSync(file, 'utf8'), 10)})`
  } catch {
    return ''
  }
}
