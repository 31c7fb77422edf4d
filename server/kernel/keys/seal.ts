import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1
const nonceSize = 12
const tagSize = 16

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: version, nonce, ciphertext, tag. `place` (organisation, person, field) is authenticated with
 * it, so that a ciphertext moved to another row or column does not open.
 */
export const sealBytes = (key: Uint8Array, place: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceSize)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws when the bytes were not sealed by this key for this place */
export const openBytes = (key: Uint8Array, place: string, sealed: Uint8Array): Buffer => {
  if (sealed[0] !== version || sealed.length < 1 + nonceSize + tagSize) throw new Error('not a sealed value of this house')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceSize))
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(sealed.length - tagSize))
  const plain = decipher.update(sealed.subarray(1 + nonceSize, sealed.length - tagSize))
  // Gives no more bytes in this mode, and throws when the tag is not right.
  decipher.final()
  return plain
}
