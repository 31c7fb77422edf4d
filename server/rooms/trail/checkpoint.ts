import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'
import { keyHash } from '#kernel/signed-note.ts'
import type { Signer } from '#kernel/signed-note.ts'

/** What a checkpoint says of a log (C2SP tlog-checkpoint). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Buffer }

export const originOf = (signer: Signer, organisation: OrganisationId): string => `${signer.name}/trail/${organisation}`

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`

export type Note = { readonly text: string; readonly signatures: readonly { readonly name: string; readonly bytes: Buffer }[] }

const signatureLine = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/

/** One signature line of a note; null when it is none. */
export const readSignature = (line: string): { readonly name: string; readonly bytes: Buffer } | null => {
  const [, name, bytes] = signatureLine.exec(line) ?? []
  return name === undefined || bytes === undefined ? null : { name, bytes: Buffer.from(bytes, 'base64') }
}

/** Takes a signed note apart (C2SP signed-note). @throws Error when it is none */
export const readNote = (note: string): Note => {
  const end = note.lastIndexOf('\n\n')
  if (end < 0) throw new Error('not a signed note')
  const signatures = note.slice(end + 2).split('\n').flatMap((line) => {
    const found = readSignature(line)
    return found === null ? [] : [found]
  })
  return { text: note.slice(0, end + 1), signatures }
}

/** @throws Error when the text is not that of a checkpoint */
export const readCheckpoint = (text: string): Checkpoint => {
  const [origin, size, root] = text.split('\n')
  if (origin === undefined || size === undefined || root === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(size)) throw new Error('not a checkpoint')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

/** DER of an Ed25519 SubjectPublicKeyInfo, up to its 32 bytes (RFC 8410). */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const ed25519Key = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicKeyPrefix, bytes]), format: 'der', type: 'spki' })

const publicKeys = new WeakMap<Signer, KeyObject>()

const keyOf = (signer: Signer): KeyObject => {
  const known = publicKeys.get(signer)
  if (known !== undefined) return known
  // Base64 holds `+` too; names and hashes do not.
  const [, , ...encoded] = signer.verifierKey.split('+')
  const key = ed25519Key(Buffer.from(encoded.join('+'), 'base64').subarray(1))
  publicKeys.set(signer, key)
  return key
}

/** Length of a note signature's key hash. */
const hashLength = 4

/** Whether this instance signed a note, under whatever name it had then. */
export const isOurs = (signer: Signer, { text, signatures }: Note): boolean =>
  signatures.some(({ bytes }) => verify(null, Buffer.from(text, 'utf8'), keyOf(signer), bytes.subarray(hashLength)))

/** Type of a cosignature in time (C2SP tlog-cosignature, Ed25519). */
const cosignature = 4

export type WitnessKey = { readonly name: string; readonly publicKey: Buffer }

export const witnessVerifierKey = ({ name, publicKey }: WitnessKey): string =>
  `${name}+${keyHash(name, cosignature, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(cosignature), publicKey]).toString('base64')}`

/** Reads the verifier key of a witness; null when it is none, or not for Ed25519 cosignatures. */
export const readWitnessKey = (text: string): WitnessKey | null => {
  const [, name, , encoded] = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text) ?? []
  if (name === undefined || encoded === undefined) return null
  const bytes = Buffer.from(encoded, 'base64')
  const witness = { name, publicKey: bytes.subarray(1) }
  return bytes[0] === cosignature && witnessVerifierKey(witness) === text ? witness : null
}

/**
 * Checks a witness's signature over a checkpoint.
 * @returns when it says that it saw the checkpoint, Unix seconds; null when the signature is not good
 */
export const cosignedAt = (witness: WitnessKey, checkpoint: string, signature: Uint8Array): number | null => {
  const bytes = Buffer.from(signature)
  if (bytes.length !== hashLength + 8 + 64) return null
  if (!bytes.subarray(0, hashLength).equals(keyHash(witness.name, cosignature, witness.publicKey))) return null
  const seconds = bytes.readBigUInt64BE(hashLength)
  const message = `cosignature/v1\ntime ${seconds}\n${checkpoint}`
  const good = verify(null, Buffer.from(message, 'utf8'), ed25519Key(witness.publicKey), bytes.subarray(hashLength + 8))
  return good && seconds <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seconds) : null
}
