import { createPublicKey, verify } from 'node:crypto'
import { fromBase64, sha256 } from './bytes.mjs'

/*
 * C2SP signed-note, tlog-checkpoint and tlog-cosignature v1 (c2sp.org).
 */

/** @typedef {{ name: string, id: string, type: number, publicKey: Buffer, text: string }} VerifierKey `id` is hex, `text` the whole `name+id+key` */
/** @typedef {{ name: string, id: string, signature: Buffer }} SignatureLine */
/** @typedef {{ text: string, signatures: SignatureLine[] }} Note `text` is what is signed, its last newline included */
/** @typedef {{ origin: string, size: bigint, root: Buffer }} Head */

/** Signature types of signed-note. */
export const ed25519 = 1
export const cosignatureV1 = 4

/** More signatures than any log has witnesses; the standard asks for at least 16. */
const mostSignatures = 128
/** DER of an Ed25519 public key (RFC 8410), up to its 32 bytes. */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u0009\u000b-\u001f]/
const keyName = /^[^\s+]+$/u

export class NoteError extends Error {}

/**
 * @param {string} text `name+id+base64 of type and key`
 * @returns {VerifierKey} @throws {NoteError} also when the id is not the hash of the key, or the type is none of the two known here
 */
export const readVerifierKey = (text) => {
  // The base64 may hold a plus too.
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined || !keyName.test(name) || controlCharacter.test(name))
    throw new NoteError('name+id+key expected')
  const bytes = fromBase64(encoded)
  if (bytes === null) throw new NoteError('base64')
  const type = bytes[0]
  const publicKey = bytes.subarray(1)
  if ((type !== ed25519 && type !== cosignatureV1) || publicKey.length !== 32) throw new NoteError('Ed25519 key expected')
  const hash = sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex')
  if (hash !== id) throw new NoteError(`id ${hash} expected`)
  return { name, id, type, publicKey, text }
}

/** @param {string} text the whole note @returns {Note} @throws {NoteError} */
export const readNote = (text) => {
  if (controlCharacter.test(text)) throw new NoteError('control character')
  if (!text.isWellFormed()) throw new NoteError('UTF-8')
  const split = text.lastIndexOf('\n\n')
  if (split < 1 || !text.endsWith('\n')) throw new NoteError('text, empty line and signatures expected')
  const lines = text.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) throw new NoteError(`more than ${mostSignatures} signatures`)
  return {
    text: text.slice(0, split + 1),
    signatures: lines.map((line, number) => {
      const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? []
      const bytes = fromBase64(encoded ?? '')
      if (name === undefined || !keyName.test(name) || bytes === null || bytes.length < 5)
        throw new NoteError(`signature line ${number + 1}`)
      return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) }
    }),
  }
}

/** @param {VerifierKey} key @param {Buffer | string} message @param {Buffer} signature */
const fits = ({ publicKey }, message, signature) => {
  if (signature.length !== 64) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([publicKeyPrefix, publicKey]), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(message), key, signature)
  } catch {
    return false
  }
}

/** @param {SignatureLine} line @param {VerifierKey} key */
const isOf = (line, key) => line.name === key.name && line.id === key.id

/**
 * @param {Note} note @param {VerifierKey} key of type 1
 * @returns {'signed' | 'wrong' | 'other key' | 'none'} wrong: the key's own signature does not fit; other key: its name signed with a key of another id
 */
export const signatureBy = (note, key) => {
  const own = note.signatures.filter((line) => isOf(line, key))
  if (own.length > 0) return own.every((line) => fits(key, note.text, line.signature)) ? 'signed' : 'wrong'
  return note.signatures.some((line) => line.name === key.name) ? 'other key' : 'none'
}

/**
 * @param {Note} note a checkpoint @param {VerifierKey} key of type 4
 * @returns {{ atSeconds: bigint } | 'wrong' | 'none'} when the witness signed, by its own clock
 */
export const cosignatureBy = (note, key) => {
  const own = note.signatures.filter((line) => isOf(line, key))
  let newest = -1n
  for (const { signature } of own) {
    if (signature.length !== 72) return 'wrong'
    const atSeconds = signature.readBigUInt64BE(0)
    if (atSeconds >= 1n << 63n) return 'wrong'
    if (!fits(key, `cosignature/v1\ntime ${atSeconds}\n${note.text}`, signature.subarray(8))) return 'wrong'
    if (atSeconds > newest) newest = atSeconds
  }
  return own.length === 0 ? 'none' : { atSeconds: newest }
}

/** @param {Note} note @returns {Head} @throws {NoteError} */
export const readHead = ({ text }) => {
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n')
  if (!origin || size === undefined || root === undefined) throw new NoteError('origin, size and root expected')
  if (!/^(?:0|[1-9]\d{0,18})$/.test(size)) throw new NoteError('size')
  const hash = fromBase64(root)
  if (hash?.length !== 32) throw new NoteError('root')
  if (extensions.includes('')) throw new NoteError('empty line')
  return { origin, size: BigInt(size), root: hash }
}
