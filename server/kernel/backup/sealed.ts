import { hkdfSync, randomBytes } from 'node:crypto'
import { NotWhole as NotWholeChunks, openChunks, sealChunks } from '../sealed-chunks.ts'

/** Wraps the keys of back-ups under the root key, wherever that lies. */
export type Wrapper = {
  wrap(key: Uint8Array): Promise<Uint8Array>
  /** @throws when it was wrapped by another root key */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>
}

/** A key of one back-up, and the same key as it lies beside what it seals. */
export type Envelope = { readonly key: Buffer; readonly wrapped: Buffer }

const magic = Buffer.from('vrijplek-sealed/1\n')
const saltBytes = 32

export const newEnvelope = async (wrapper: Wrapper): Promise<Envelope> => {
  const key = randomBytes(32)
  return { key, wrapped: Buffer.from(await wrapper.wrap(key)) }
}

/**
 * A stream in sealed chunks (../sealed-chunks.ts), behind its wrapped key. Each object has a key of its own, derived with a random salt and its name: an
 * object under another's name does not open. Constant memory.
 */
export async function* seal(content: AsyncIterable<Uint8Array>, name: string, { key, wrapped }: Envelope): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(wrapped.length)
  yield Buffer.concat([magic, length, wrapped, salt])
  yield* sealChunks(keyOf(key, salt, name), content)
}

/** @throws when it was changed, cut, or put under another name, and what `unwrap` throws */
export async function* unseal(content: AsyncIterable<Uint8Array>, name: string, wrapper: Pick<Wrapper, 'unwrap'>): AsyncGenerator<Buffer> {
  const iterator = content[Symbol.asyncIterator]()
  try {
    const head = await readHead(iterator)
    if (head === null) throw new NotWhole(name)
    const own = keyOf(Buffer.from(await wrapper.unwrap(head.wrapped)), head.salt, name)
    yield* openChunks(own, remaining(head.rest, iterator))
  } catch (error) {
    throw error instanceof NotWholeChunks ? new NotWhole(name, { cause: error }) : error
  } finally {
    // A file or a connection stays open otherwise when it is given up half-way.
    await iterator.return?.()
  }
}

/** What lies in the store is not what was put there. */
export class NotWhole extends Error {
  constructor(name: string, options?: ErrorOptions) {
    super(`${name} in the back-up store was changed or cut short`, options)
    this.name = 'NotWhole'
  }
}

const keyOf = (key: Uint8Array, salt: Uint8Array, name: string): Buffer => Buffer.from(hkdfSync('sha256', key, salt, `vrijplek back-up ${name}`, 32))

type Head = { readonly wrapped: Buffer; readonly salt: Buffer; readonly rest: Buffer }

/** Null: it ends before that, or is something else. */
const readHead = async (iterator: AsyncIterator<Uint8Array>): Promise<Head | null> => {
  let start: Buffer = Buffer.alloc(0)
  for (;;) {
    const found = parseHead(start)
    if (found !== 'more') return found
    const next = await iterator.next()
    if (next.done === true) return null
    start = Buffer.concat([start, next.value])
  }
}

const parseHead = (bytes: Buffer): Head | null | 'more' => {
  const fixed = magic.length + 2
  if (bytes.length < fixed) return 'more'
  if (!bytes.subarray(0, magic.length).equals(magic)) return null
  const size = fixed + bytes.readUInt16BE(magic.length) + saltBytes
  if (bytes.length < size) return 'more'
  return { wrapped: bytes.subarray(fixed, size - saltBytes), salt: bytes.subarray(size - saltBytes, size), rest: bytes.subarray(size) }
}

async function* remaining(first: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
}
