import { hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../errors.ts'

/** The root key. Everything else is derived from it, each for one use. */
export type RootKey = { derive(use: string, length?: number): Buffer }

const size = 32

const read = (path: string): Buffer | undefined => {
  try {
    const key = readFileSync(path)
    if (key.length !== size) throw new StartError(`The root key ${path} has ${key.length} bytes instead of ${size}.`)
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new StartError(`The root key ${path} may be read by others: set its mode to 600.`)
    }
    return key
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

const make = (path: string): Buffer => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const key = randomBytes(size)
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, key)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return key
}

export const rootKeyFrom = (key: Buffer): RootKey => ({
  derive: (use, length = 32) => Buffer.from(hkdfSync('sha256', key, '', `vrijplek ${use}`, length)),
})

/**
 * Reads the root key file. It is made at the first start only: a missing key beside existing data must not be replaced by a new one.
 * @throws StartError when it is missing beside existing data, has the wrong size or may be read by others
 */
export const openRootKey = (path: string, options: { mayCreate: boolean }): RootKey => {
  const found = read(path)
  if (found !== undefined) return rootKeyFrom(found)
  if (!options.mayCreate) {
    throw new StartError(`The root key ${path} is missing, and the data cannot be read without it: bring it back.`)
  }
  return rootKeyFrom(make(path))
}
