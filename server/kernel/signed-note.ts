import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'

/**
 * Signs what leaves the house as evidence: checkpoints, receipts, certificates, annexes. Notes as C2SP signed-note describes them: the text, an empty
 * line, then one line per signature.
 */
export type Signer = {
  /** Name of the key: the host people know this instance by. */
  readonly name: string
  /** `name+hash+key`, for whoever verifies. */
  readonly verifierKey: string
  /** @param text ends with a newline and holds no control characters but newlines @returns the whole note */
  sign(text: string): string
}

/** Signature type 1: Ed25519 (RFC 8032). */
const ed25519 = 1
/** DER of a PKCS #8 Ed25519 private key, up to its 32 bytes (RFC 8410). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The first four bytes of SHA-256 over name, newline, type and public key. */
export const keyHash = (name: string, type: number, publicKey: Uint8Array): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey).digest().subarray(0, 4)

/** @param seed the 32 bytes of an Ed25519 private key */
export const createSigner = (name: string, seed: Uint8Array): Signer => {
  const key = createPrivateKey({ key: Buffer.concat([privateKeyPrefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const hash = keyHash(name, ed25519, publicKey)
  return {
    name,
    verifierKey: `${name}+${hash.toString('hex')}+${Buffer.concat([Buffer.of(ed25519), publicKey]).toString('base64')}`,
    sign: (text) => {
      if (!text.endsWith('\n')) throw new Error('the text of a note ends with a newline')
      const signature = sign(null, Buffer.from(text, 'utf8'), key)
      return `${text}\n— ${name} ${Buffer.concat([hash, signature]).toString('base64')}\n`
    },
  }
}
