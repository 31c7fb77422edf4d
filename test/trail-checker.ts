import { createHash, createPublicKey, verify } from 'node:crypto'

// What a stranger would write to check our trail, from the RFC's own words and without a line of the server. The program in verify/ is another one.

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const state = createHash('sha256')
  for (const part of parts) state.update(part)
  return state.digest()
}

export const hashLeaf = (leaf: Uint8Array): Buffer => sha256(Buffer.of(0), leaf)
const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.of(1), left, right)

/** Merkle tree hash by the definition (RFC 6962 §2.1), all leaves in memory. */
export const naiveRoot = (leafHashes: readonly Buffer[]): Buffer => {
  if (leafHashes.length === 0) return sha256()
  if (leafHashes.length === 1) return leafHashes[0] as Buffer
  let half = 1
  while (half * 2 < leafHashes.length) half *= 2
  return hashNode(naiveRoot(leafHashes.slice(0, half)), naiveRoot(leafHashes.slice(half)))
}

/** RFC 9162 §2.1.3.2. */
export const isIncluded = (leafHash: Buffer, index: number, size: number, proof: readonly Buffer[], root: Buffer): boolean => {
  if (index >= size) return false
  let fn = index
  let sn = size - 1
  let r = leafHash
  for (const p of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = hashNode(p, r)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    } else {
      r = hashNode(r, p)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && r.equals(root)
}

/** RFC 9162 §2.1.4.2, for 0 < first ≤ second. */
export const isConsistent = (first: number, second: number, firstRoot: Buffer, secondRoot: Buffer, proof: readonly Buffer[]): boolean => {
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot)
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof]
  let fn = first - 1
  let sn = second - 1
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  let fr = path[0]
  let sr = path[0]
  if (fr === undefined || sr === undefined) return false
  for (const c of path.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = hashNode(c, fr)
      sr = hashNode(c, sr)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    } else {
      sr = hashNode(sr, c)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot)
}

/** Opens a signed checkpoint with a verifier key. @throws Error saying what is wrong with it */
export const openCheckpoint = (note: string, verifierKey: string): { origin: string; size: number; root: Buffer; text: string } => {
  const [, name = '', hash = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? []
  const bytes = Buffer.from(key, 'base64')
  const expected = sha256(Buffer.from(`${name}\n`), bytes).subarray(0, 4)
  if (expected.toString('hex') !== hash || bytes[0] !== 1) throw new Error('the verifier key is not well formed')
  const end = note.indexOf('\n\n')
  const text = note.slice(0, end + 1)
  const line = note.slice(end + 2).split('\n').find((each) => each.startsWith(`— ${name} `))
  if (line === undefined) throw new Error('the note is not signed by this key')
  const signature = Buffer.from(line.split(' ')[2] ?? '', 'base64')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') }, format: 'jwk' })
  if (!signature.subarray(0, 4).equals(expected) || !verify(null, Buffer.from(text), publicKey, signature.subarray(4))) {
    throw new Error('the signature is not good')
  }
  const [origin = '', size = '', root = ''] = text.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), text }
}

type Part = { readonly salt: string; readonly json: string } | { readonly commitment: string }

/** The leaf hash of an entry of an evidence file. */
export const leafHashOf = (parts: { readonly who: Part; readonly whom: Part; readonly what: Part }): Buffer => {
  const commitment = (part: Part): Buffer =>
    'commitment' in part ? Buffer.from(part.commitment, 'hex') : sha256(Buffer.from(part.salt, 'hex'), Buffer.from(part.json, 'utf8'))
  const inner = sha256(commitment(parts.who), commitment(parts.whom), commitment(parts.what))
  return hashLeaf(Buffer.from(`vrijplek/trail/1 ${inner.toString('hex')}`))
}
