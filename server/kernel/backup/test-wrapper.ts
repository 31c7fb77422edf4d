import { randomBytes } from 'node:crypto'
import { openBytes, sealBytes } from '../keys/seal.ts'
import type { Wrapper } from './sealed.ts'

/** A root key of its own for a test. */
export const testWrapper = (key: Uint8Array = randomBytes(32)): Wrapper => ({
  wrap: async (plain) => sealBytes(key, 'test root', plain),
  unwrap: async (wrapped) => openBytes(key, 'test root', wrapped),
})
