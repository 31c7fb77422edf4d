import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as rest } from 'node:timers/promises'

/** One holder at a time, over all processes of this machine or shared volume. */
export type FileLock = {
  /** Waits its turn. @throws when another has held it for half a minute */
  hold<T>(work: () => Promise<T>): Promise<T>
  close(): void
}

const busy = 5 // SQLITE_BUSY (sqlite.org/rescode.html)
const patienceMs = 30_000
const betweenMs = 10

/** Node knows no lock on files; SQLite does, and the operating system lets go of it when its holder dies. Nothing is ever written into the file. */
export const openFileLock = (path: string): FileLock => {
  const file = new DatabaseSync(path)
  chmodSync(path, 0o600)
  file.exec('PRAGMA busy_timeout = 0')
  const take = (): boolean => {
    try {
      file.exec('BEGIN EXCLUSIVE')
      return true
    } catch (error) {
      if ((error as { errcode?: number }).errcode === busy) return false
      throw error
    }
  }
  return {
    hold: async (work) => {
      const begun = performance.now()
      while (!take()) {
        if (performance.now() - begun > patienceMs) throw new Error(`another process holds ${path} and does not let go`)
        await rest(betweenMs)
      }
      try {
        return await work()
      } finally {
        file.exec('ROLLBACK')
      }
    },
    close: () => file.close(),
  }
}
