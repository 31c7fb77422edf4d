import { statSync } from 'node:fs'

/** The user that PostgreSQL runs as when we are root, which it refuses to be. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const nobody: Account = { uid: 65534, gid: 65534 }

/**
 * Chooses the user for PostgreSQL: `undefined` (our own) unless we are root. As root it is whoever owns the folder
 * already, so that a folder first used by an ordinary user stays usable for them; otherwise nobody.
 * @param folders most telling first; those that do not exist are passed over
 */
export function chooseAccount(folders: readonly string[]): Account | undefined {
  if (process.geteuid?.() !== 0) return undefined
  for (const folder of folders) {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found !== undefined && found.uid !== 0) {
      return { uid: found.uid, gid: found.gid === 0 ? nobody.gid : found.gid }
    }
  }
  return nobody
}
