import { createHash } from 'node:crypto'

/** @param {readonly (Uint8Array | string)[]} parts @returns {Buffer} SHA-256 over the parts, one after the other; strings as UTF-8 */
export const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * Standard base64 (RFC 4648 section 4) with its padding, in its one canonical form: two spellings of the same bytes would let evidence be altered
 * without its meaning changing.
 * @param {string} text @returns {Buffer | null}
 */
export const fromBase64 = (text) => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** @param {string} text lower case only @param {number} length in bytes @returns {Buffer | null} */
export const fromHex = (text, length) =>
  text.length === length * 2 && /^[0-9a-f]*$/.test(text) ? Buffer.from(text, 'hex') : null

/** @param {Uint8Array} bytes @returns {string | null} null when it is not UTF-8; a byte order mark is kept, and so refused further on */
export const fromUtf8 = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
