import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../errors.ts'
import { openBytes, sealBytes } from './seal.ts'

/** Where the root key is. */
export type RootKind = 'file' | 'vault-transit' | 'aws-kms'

/**
 * Whoever holds the root key, and wraps a few keys of the instance with it; the root key itself never comes out. What another one must honour: `unwrap`
 * gives back exactly what was wrapped, or throws; nothing of it is ever logged.
 */
export type RootProvider = {
  readonly kind: RootKind
  /** Which key it is, for people. No secret. */
  readonly name: string
  /** @throws StartError when the provider does not answer or refuses */
  wrap(plain: Uint8Array): Promise<Buffer>
  /** @throws StartError when the provider does not answer, refuses, or the bytes are not of this key */
  unwrap(wrapped: Uint8Array): Promise<Buffer>
  /** The store has committed to a rotation to this one: what is left to do here. @returns what to use from then on */
  adopted?(): RootProvider
}

const size = 32
const place = 'vrijplek root'

const read = (path: string): Buffer | null => {
  try {
    const key = readFileSync(path)
    if (key.length !== size) throw new StartError(`The root key ${path} has ${key.length} bytes instead of ${size}.`)
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new StartError(`The root key ${path} may be read by others: set its mode to 600.`)
    }
    return key
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}

/** @throws the system's error when there is one already */
const make = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, randomBytes(size))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const missing = (path: string): StartError =>
  new StartError(`The root key ${path} is missing, and the data cannot be read without it: bring it back.`)

const opened = (key: Buffer, wrapped: Uint8Array): Buffer | null => {
  try {
    return openBytes(key, place, wrapped)
  } catch {
    return null
  }
}

/** A root key in a file for its owner only. It is read at each use, so that one that was rotated by another program is seen. */
export const rootKeyFile = (path: string): RootProvider => ({
  kind: 'file',
  name: path,
  wrap: async (plain) => {
    const key = read(path)
    if (key === null) throw missing(path)
    return sealBytes(key, place, plain)
  },
  unwrap: async (wrapped) => {
    // A rotation that stopped between key store and file: the new key lies beside the old one.
    const [present, prepared] = [read(path), read(nextRootKey(path))]
    if (present === null && prepared === null) throw missing(path)
    const plain = present === null ? null : opened(present, wrapped)
    if (plain !== null) return plain
    const plainOfNext = prepared === null ? null : opened(prepared, wrapped)
    if (plainOfNext !== null) {
      promoteRootKeyFile(path)
      return plainOfNext
    }
    throw new StartError(`The root key ${path} is not the one that the key store was made with: bring back the one that was.`)
  },
})

/** Makes a root key at the first start only: a missing key beside existing data must not be replaced by a new one. */
export const makeRootKeyFile = (path: string): void => {
  if (read(path) === null) make(path)
}

const nextRootKey = (path: string): string => `${path}.next`

/** A new root key beside the one in use, for `rotateRoot`; adopted, it takes that one's place. */
export const prepareRootKeyFile = (path: string): RootProvider => {
  rmSync(nextRootKey(path), { force: true })
  make(nextRootKey(path))
  return {
    ...rootKeyFile(nextRootKey(path)),
    name: path,
    adopted: () => {
      promoteRootKeyFile(path)
      return rootKeyFile(path)
    },
  }
}

/** The new key takes the old one's place at one stroke, and then the old one's bytes are overwritten. Another process may have done it already. */
const promoteRootKeyFile = (path: string): void => {
  if (!existsSync(nextRootKey(path))) return
  const old = read(path) === null ? null : openSync(path, 'r+')
  try {
    renameSync(nextRootKey(path), path)
    if (old === null) return
    writeSync(old, Buffer.alloc(size), 0, size, 0)
    fsyncSync(old)
  } finally {
    if (old !== null) closeSync(old)
  }
}
