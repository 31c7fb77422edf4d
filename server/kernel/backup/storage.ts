import type { Readable } from 'node:stream'
import { StartError } from '../errors.ts'
import { openFolder } from './folder-storage.ts'

/** Where back-ups lie: a flat set of named objects. A name has letters, digits, `.`, `-`, `_`, `~` and `/`. */
export type Storage = {
  /** How a person would call it. */
  readonly name: string
  /** Whole or not at all; resolves when it is durable. An object of that name is replaced. */
  put(name: string, content: AsyncIterable<Uint8Array>): Promise<void>
  /** Null: there is none. */
  get(name: string): Promise<Readable | null>
  /** Names that begin so, in order. */
  list(prefix: string): Promise<string[]>
  /** For real; what is not there is no fault. */
  remove(names: readonly string[]): Promise<void>
  /** In words: why what is removed here stays readable all the same; null when it does not, or when the place does not tell. */
  keepsRemoved(): Promise<string | null>
}

export type StorageSettings = {
  /** A folder, or `s3://bucket/prefix`. */
  readonly where: string
  /** Of an S3-compatible store that is not Amazon's. */
  readonly endpoint?: string | undefined
}

/** @throws StartError when the place cannot be used */
export const openStorage = async ({ where, endpoint }: StorageSettings): Promise<Storage> => {
  if (!where.startsWith('s3://')) return openFolder(where)
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*?))?\/?$/.exec(where)
  if (found?.[1] === undefined) throw new StartError(`Back-ups go to "${where}", which is no s3://bucket/prefix and no folder.`)
  // The SDK is large, and most who start the service never need it.
  const { openS3 } = await import('./s3-storage.ts')
  return openS3({ bucket: found[1], prefix: found[2] ?? '', endpoint })
}
