import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/*
 * Makes logs and evidence, true and forged ones, by the letter of the standards and without any code of the verifier: the tree as RFC 6962 section 2.1
 * defines it, by recursion.
 */

export const sha256 = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export const leafOf = (entry: Uint8Array | string): Buffer => sha256(Buffer.of(0), entry)

const split = (count: number) => 2 ** Math.floor(Math.log2(count - 1))

/** MTH, PATH and PROOF of RFC 6962 over leaf hashes. Subtrees are remembered: the definition asks for the same ones again and again. */
export class NaiveTree {
  readonly #roots = new Map<string, Buffer>()
  readonly leaves: readonly Buffer[]

  constructor(leaves: readonly Buffer[]) {
    this.leaves = leaves
  }

  root(from = 0, to = this.leaves.length): Buffer {
    const key = `${from}-${to}`
    const known = this.#roots.get(key)
    if (known !== undefined) return known
    const root = this.#rootOf(from, to)
    this.#roots.set(key, root)
    return root
  }

  #rootOf(from: number, to: number): Buffer {
    const [only] = this.leaves.slice(from, from + 1)
    if (from === to || only === undefined) return sha256()
    if (to - from === 1) return only
    const k = from + split(to - from)
    return sha256(Buffer.of(1), this.root(from, k), this.root(k, to))
  }

  inclusion(index: number, size = this.leaves.length, from = 0): Buffer[] {
    const count = size - from
    if (count <= 1) return []
    const k = from + split(count)
    return index < k ? [...this.inclusion(index, k, from), this.root(k, size)] : [...this.inclusion(index, size, k), this.root(from, k)]
  }

  consistency(first: number, size = this.leaves.length): Buffer[] {
    return first === 0 || first === size ? [] : this.#subproof(first, 0, size, true)
  }

  #subproof(m: number, from: number, to: number, isWhole: boolean): Buffer[] {
    if (m === to) return isWhole ? [] : [this.root(from, to)]
    const k = from + split(to - from)
    return m <= k
      ? [...this.#subproof(m, from, k, isWhole), this.root(k, to)]
      : [...this.#subproof(m, k, to, false), this.root(from, k)]
  }
}

export type Signatory = { readonly name: string; readonly verifierKey: string; sign: (text: string, atSeconds?: number) => string }

/** @param type 1 for an operator, 4 for a witness; `seed` stands for the 32 bytes of the key */
export const signatory = (name: string, type: 1 | 4, seed: string): Signatory => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(seed)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const typed = Buffer.concat([Buffer.of(type), createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)])
  const id = sha256(`${name}\n`, typed).subarray(0, 4)
  // Ed25519 signs the same text the same way each time; thousands of forgeries are laid under few checkpoints.
  const made = new Map<string, Buffer>()
  const signatureOf = (text: string) => {
    const signature = made.get(text) ?? sign(null, Buffer.from(text), key)
    made.set(text, signature)
    return signature
  }
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    /** The signature line over a text. */
    sign: (text, atSeconds = 0) => {
      const time = Buffer.alloc(8)
      time.writeBigUInt64BE(BigInt(atSeconds))
      const bytes = type === 1
        ? [id, signatureOf(text)]
        : [id, time, signatureOf(`cosignature/v1\ntime ${atSeconds}\n${text}`)]
      return `— ${name} ${Buffer.concat(bytes).toString('base64')}\n`
    },
  }
}

export const operator = signatory('vrijplek.example', 1, 'operator')
export const witness = signatory('witness.example/one', 4, 'witness one')
export const otherWitness = signatory('witness.example/two', 4, 'witness two')
export const organisation = '0192f0aa-0000-7000-8000-00000000000a'
export const origin = `${operator.name}/trail/${organisation}`

export const noteOf = (text: string, ...signers: Signatory[]): string =>
  `${text}\n${signers.map((signer) => signer.sign(text, 1_795_341_600)).join('')}`

export type Part = { salt: string; json: string } | { commitment: string }
export type Parts = { who: Part; whom: Part; what: Part }

const commitmentOf = (part: Part) =>
  'commitment' in part ? Buffer.from(part.commitment, 'hex') : sha256(Buffer.from(part.salt, 'hex'), part.json)

export const erased = (part: Part): Part => ({ commitment: commitmentOf(part).toString('hex') })

export const entryText = ({ who, whom, what }: Parts): string =>
  `vrijplek/trail/1 ${sha256(commitmentOf(who), commitmentOf(whom), commitmentOf(what)).toString('hex')}`

export const partsOf = (number: number, detail: Record<string, unknown> = { desk: number }): Parts => {
  const salt = (name: string) => sha256(`salt ${name} ${number}`).subarray(0, 16).toString('hex')
  const part = (name: string, value: unknown) => ({ salt: salt(name), json: JSON.stringify(value) })
  return {
    who: part('who', { actorKind: 'person', actorId: `actor ${number % 7}` }),
    whom: part('whom', { personId: `person ${number % 11}`, subjectKind: 'booking', subjectId: null }),
    what: part('what', {
      at: `2026-11-22T10:00:${String(number % 60).padStart(2, '0')}.000000Z`,
      purpose: 'booking',
      action: 'bookings.booked',
      detail,
    }),
  }
}

export class Log {
  readonly entries: Parts[]
  readonly texts: string[]
  readonly tree: NaiveTree

  constructor(entries: Parts[], texts = entries.map(entryText)) {
    this.entries = entries
    this.texts = texts
    this.tree = new NaiveTree(texts.map(leafOf))
  }

  get size(): number {
    return this.texts.length
  }

  body(size = this.size): string {
    return `${origin}\n${size}\n${this.tree.root(0, size).toString('base64')}\n`
  }

  checkpoint(size = this.size, ...signers: Signatory[]): string {
    return noteOf(this.body(size), ...(signers.length === 0 ? [operator] : signers))
  }

  entry(index: number, size = this.size) {
    const parts = this.entries[index]
    if (parts === undefined) throw new Error(`no entry ${index}`)
    return { index, parts, proof: this.tree.inclusion(index, size).map((hash) => hash.toString('base64')) }
  }

  evidence(indexes: readonly number[], { size = this.size, since, witnesses = [] }: { size?: number; since?: number; witnesses?: Signatory[] } = {}) {
    return {
      format: 'vrijplek-evidence/1',
      kind: 'trail',
      verifierKey: operator.verifierKey,
      witnessKeys: witnesses.map((one) => one.verifierKey),
      checkpoint: this.checkpoint(size, operator, ...witnesses),
      entries: indexes.map((index) => this.entry(index, size)),
      consistency: since === undefined
        ? null
        : { from: this.checkpoint(since), proof: this.tree.consistency(since, size).map((hash) => hash.toString('base64')) },
    }
  }

  /** Every file of a whole copy, by path: tiles, bundles and the newest checkpoint. */
  files(checkpoint = this.checkpoint()): Map<string, Buffer | string> {
    const files = bundleFiles(this.texts).set('checkpoint', checkpoint).set('key', `${operator.verifierKey}\n`)
    for (let level = 0, span = 1; span <= this.size; level++, span *= 256) {
      const hashes = Array.from({ length: Math.floor(this.size / span) }, (_, at) => this.tree.root(at * span, (at + 1) * span))
      layOut(hashes, String(level), files)
    }
    return files
  }
}

export const bundleFiles = (texts: readonly string[]): Map<string, Buffer | string> => {
  const files = new Map<string, Buffer | string>()
  const bundle = (text: string) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(Buffer.byteLength(text))
    return Buffer.concat([length, Buffer.from(text)])
  }
  layOut(texts.map(bundle), 'entries', files)
  return files
}

const layOut = (items: readonly Buffer[], level: string, files: Map<string, Buffer | string>) => {
  for (let at = 0; at < items.length; at += 256) {
    const some = items.slice(at, at + 256)
    // Logs of these tests stay below 256,000 entries: one group of digits.
    const path = `tile/${level}/${String(at / 256).padStart(3, '0')}${some.length === 256 ? '' : `.p/${some.length}`}`
    files.set(path, Buffer.concat(some))
  }
}

export const makeLog = (size: number): Log => new Log(Array.from({ length: size }, (_, number) => partsOf(number)))

/** A document as the service signs it. */
export const documentOf = (kind: string, content: unknown, ...signers: Signatory[]): string =>
  noteOf(`vrijplek ${kind} 1\n${JSON.stringify(content)}\n`, ...(signers.length === 0 ? [operator] : signers))

/** A folder of its own, gone after the test file. */
export const workshop = () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  const laid = new Map<string, Map<string, Buffer>>()
  let number = 0
  return {
    folder,
    write: (content: string | Uint8Array, name = `file-${number++}`): string => {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
      return path
    },
    /** Only what differs from what was laid there before is written anew. */
    lay: (files: Map<string, Buffer | string>, name = `folder-${number++}`): string => {
      const place = join(folder, name)
      mkdirSync(place, { recursive: true })
      const before = laid.get(name) ?? new Map<string, Buffer>()
      for (const path of before.keys()) if (!files.has(path)) rmSync(join(place, path))
      const now = new Map([...files].map(([path, content]) => [path, Buffer.from(content)]))
      for (const [path, content] of now) {
        if (before.get(path)?.equals(content) === true) continue
        mkdirSync(dirname(join(place, path)), { recursive: true })
        writeFileSync(join(place, path), content)
      }
      laid.set(name, now)
      return place
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
