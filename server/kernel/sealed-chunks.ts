import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Plain bytes of a chunk; the last one is shorter, or as long. */
export const chunkSize = 65_536
const tagSize = 16

/** The bytes are not a whole file of this key: cut, lengthened, mixed up, or of another. */
export class NotWhole extends Error {
  constructor(options?: ErrorOptions) {
    super('a sealed file was changed or cut short', options)
    this.name = 'NotWhole'
  }
}

/** Eleven bytes that count, and one that says whether this is the last: a key is for one file only, so a nonce comes once. */
const nonceOf = (index: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Pieces of exactly that size, and the rest as the last one, which is there even when nothing is. */
async function* inPieces(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  const piece = Buffer.alloc(size)
  let filled = 0
  for await (const bytes of content) {
    for (let from = 0; from < bytes.length; ) {
      // Only when more comes is a full piece known not to be the last.
      if (filled === size) {
        yield { bytes: piece, isLast: false }
        filled = 0
      }
      const taken = Math.min(size - filled, bytes.length - from)
      piece.set(bytes.subarray(from, from + taken), filled)
      filled += taken
      from += taken
    }
  }
  yield { bytes: piece.subarray(0, filled), isLast: true }
}

/**
 * AES-256-GCM chunk by chunk, each bound to its number and to whether it is the last (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015), so
 * that chunks cannot be cut off, added, swapped or joined. Constant memory.
 * @param key for this content only
 */
export async function* sealChunks(key: Uint8Array, content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { bytes, isLast } of inPieces(content, chunkSize)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast))
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    index += 1
  }
}

/** Gives out no byte that was not authenticated; whether the whole is whole shows at its end. @throws NotWhole */
export async function* openChunks(key: Uint8Array, content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { bytes, isLast } of inPieces(content, chunkSize + tagSize)) {
    if (bytes.length < tagSize) throw new NotWhole()
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast))
    decipher.setAuthTag(bytes.subarray(bytes.length - tagSize))
    const plain = decipher.update(bytes.subarray(0, bytes.length - tagSize))
    try {
      decipher.final()
    } catch (cause) {
      throw new NotWhole({ cause })
    }
    yield plain
    index += 1
  }
}
