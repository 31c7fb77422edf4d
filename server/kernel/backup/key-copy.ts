import { hkdfSync } from 'node:crypto'
import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../errors.ts'
import type { EpochPlace } from '../keys/epoch.ts'
import { openBytes, sealBytes } from '../keys/seal.ts'
import { bytesOf, once } from './manifest.ts'
import { newEnvelope, seal, unseal } from './sealed.ts'
import type { Wrapper } from './sealed.ts'
import type { Storage } from './storage.ts'

/** The newest copy of the key store, and the only one: an older one would bring back the keys of who was erased since. */
export const keyCopyName = 'keys/newest'

/** Where keys are kept on this machine, and what opens them. */
export type KeyPlaces = { readonly file: string; readonly epoch: EpochPlace; readonly root: Wrapper }

/**
 * Neither root key nor epoch secret alone opens the copy. The epoch's number stands in front, so that a restore can say which secret it misses.
 */
const underBoth = ({ root, epoch }: Pick<KeyPlaces, 'root' | 'epoch'>, number?: number): Wrapper => {
  const place = (n: number) => `vrijplek/key-store-copy/epoch/${n}`
  const from = (secret: Buffer) => Buffer.from(hkdfSync('sha256', secret, '', 'vrijplek key store copy 1', 32))
  return {
    wrap: async (key) => {
      const n = number ?? 0
      const secret = epoch.peek(n)
      if (secret === null) throw new Error(`the epoch secret ${n} went while the key store was copied`)
      const head = Buffer.alloc(6)
      head.writeUIntBE(n, 0, 6)
      return Buffer.concat([head, await root.wrap(sealBytes(from(secret), place(n), key))])
    },
    unwrap: async (wrapped) => {
      const n = Buffer.from(wrapped).readUIntBE(0, 6)
      const secret = epoch.peek(n)
      if (secret === null) {
        const newest = epoch.newest()
        throw new StartError(
          newest === null
            ? `The epoch secret is missing (number ${n}), and the copy of the key store does not open without it: bring it back from its escrow and set EPOCH_SECRET_FILE.`
            : `The copy of the key store is of epoch ${n} and the epoch secret here of epoch ${newest}: bring back the one that belongs to it.`,
        )
      }
      return openBytes(from(secret), place(n), await root.unwrap(wrapped.subarray(6)))
    },
  }
}

/** Where SQLite counts the changes of a file that has no write-ahead log: four bytes, big-endian (sqlite.org/fileformat2.html, 1.3). */
const changesAt = 24

/** How often the key store has changed; another number means that its copy is of before. */
export const keyChanges = async (file: string): Promise<number> => {
  const handle = await open(file, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, changesAt)
    return bytesRead === 4 ? buffer.readUInt32BE(0) : 0
  } finally {
    await handle.close()
  }
}

/**
 * Replaces the copy in the store by one of this moment. In memory: a key store of 100,000 people is about 15 MB.
 * @returns its `keyChanges`; null: there was nothing to copy
 */
export const copyKeys = async (storage: Storage, places: KeyPlaces): Promise<number | null> => {
  const file = new DatabaseSync(places.file, { readOnly: true, timeout: 10_000 })
  try {
    file.exec('BEGIN')
    const state = file.prepare('SELECT epoch FROM state').get()
    if (state === undefined) return null
    const copy = file.serialize()
    file.exec('COMMIT')
    const envelope = await newEnvelope(underBoth(places, Number(state['epoch'])))
    await storage.put(keyCopyName, seal(once(copy), keyCopyName, envelope))
    return Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength).readUInt32BE(changesAt)
  } finally {
    file.close()
  }
}

/** @returns the bytes of a key store's file, or null when no copy is there @throws StartError that says which of root key and epoch secret is missing */
export const fetchKeys = async (storage: Storage, places: Pick<KeyPlaces, 'root' | 'epoch'>): Promise<Buffer | null> => {
  const content = await storage.get(keyCopyName)
  return content === null ? null : await bytesOf(unseal(content, keyCopyName, underBoth(places)))
}
