import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../errors.ts'

/** The epoch secret is the third thing that is needed to open anything. It lies in no back-up; only the newest exists. */
export type Epoch = { readonly number: number; readonly secret: Buffer }

/**
 * The place, or places, of the epoch secret. A new one is prepared beside the old one, then the key store commits to it, then the old one is destroyed:
 * whenever a crash comes, the secret that the store needs is there. Everything but `peek` runs while the key store is locked.
 */
export type EpochPlace = {
  /** The secret with this number, changing nothing; null when it is not there. */
  peek(number: number): Buffer | null
  /** The number of the one in use, or null. */
  present(): number | null
  /** The highest number found, or null when there is no file at all. */
  newest(): number | null
  /** Makes the next secret and lays it, durably, beside the present one. */
  prepare(number: number): Epoch
  /** The store has committed to this number (or never left it): this one stays, any other is destroyed. @returns null when it is not there */
  settle(number: number): Buffer | null
}

const size = 32
const format = /^vrijplek epoch 1 (\d{1,15}) ([0-9a-f]{64})\n$/
const next = (path: string): string => `${path}.next`

/** Null when it is absent, or was torn by a crash while it was written. @throws StartError when others may read it */
const read = (path: string): Epoch | null => {
  let text: string
  try {
    text = readFileSync(path, 'latin1')
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new StartError(`The epoch secret ${path} may be read by others: set its mode to 600.`)
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
  const [, number, secret] = format.exec(text) ?? []
  return number === undefined || secret === undefined ? null : { number: Number(number), secret: Buffer.from(secret, 'hex') }
}

const syncFolder = (path: string): void => {
  // Windows has no way to sync a folder; its file system journals the names.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

const write = (path: string, { number, secret }: Epoch): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, `vrijplek epoch 1 ${number} ${secret.toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(path)
}

/** Overwrites what is in the file, on the disk too. A file system or disk that keeps old blocks keeps them: see the decision on keys. */
const overwrite = (path: string): void => {
  if (!existsSync(path)) return
  const file = openSync(path, 'r+')
  try {
    const length = statSync(path).size
    writeSync(file, Buffer.alloc(length), 0, length, 0)
    fsyncSync(file)
    ftruncateSync(file, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const drop = (path: string): void => {
  overwrite(path)
  rmSync(path, { force: true })
}

const settleOne = (path: string, number: number): Buffer | null => {
  const [present, prepared] = [read(path), read(next(path))]
  if (present?.number === number) {
    if (existsSync(next(path))) {
      drop(next(path))
      syncFolder(path)
    }
    return present.secret
  }
  if (prepared?.number !== number) return null
  overwrite(path)
  renameSync(next(path), path)
  syncFolder(path)
  return prepared.secret
}

/** @param path of the secret in use @param escrow a second place that always gets the newest, and only that */
export const epochFiles = (path: string, escrow?: string): EpochPlace => {
  const everywhere = [path, ...(escrow === undefined ? [] : [escrow])]
  return {
    peek: (number) => [read(path), read(next(path))].find((each) => each?.number === number)?.secret ?? null,
    present: () => read(path)?.number ?? null,
    newest: () => {
      const found = [read(path), read(next(path))].flatMap((each) => (each === null ? [] : [each.number]))
      return found.length === 0 ? null : Math.max(...found)
    },
    prepare: (number) => {
      const epoch = { number, secret: randomBytes(size) }
      for (const each of everywhere) write(next(each), epoch)
      return epoch
    },
    settle: (number) => {
      const secret = settleOne(path, number)
      if (escrow === undefined || secret === null || settleOne(escrow, number) !== null) return secret
      // A place that was not there before, or holds something older.
      write(next(escrow), { number, secret })
      settleOne(escrow, number)
      return secret
    },
  }
}
