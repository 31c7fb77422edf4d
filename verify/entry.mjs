import { fromBase64, fromHex, sha256 } from './bytes.mjs'
import { isCompact, isObject, JsonError, readJson } from './json.mjs'
import { NotCheckable } from './report.mjs'
import { leafHash, rootFromInclusion } from './tree.mjs'

/** @typedef {import('./json.mjs').Json} Json */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {{ index: bigint, leaf: Buffer, proof: Buffer[], parts: { [part: string]: string | null } }} Entry `leaf` is its hash; a part is its JSON */

/** The parts that a leaf commits to apart from each other, in its order, with the keys that each has, in theirs. */
const partKeys = {
  who: ['actorKind', 'actorId'],
  whom: ['personId', 'subjectKind', 'subjectId'],
  what: ['at', 'purpose', 'action', 'detail'],
}

/** A tree of the largest size has this many levels. */
const longestProof = 64

/** @param {Json | undefined} value @param {string} what @returns {Buffer[]} @throws {NotCheckable} */
export const readProof = (value, what) => {
  if (!Array.isArray(value)) throw new NotCheckable('bad_field', { what, field: 'proof' })
  if (value.length > longestProof) throw new NotCheckable('bad_field', { what, field: 'proof' })
  return value.map((hash) => {
    const bytes = typeof hash === 'string' ? fromBase64(hash) : null
    if (bytes?.length !== 32) throw new NotCheckable('bad_field', { what, field: 'proof' })
    return bytes
  })
}

/** @param {Json | undefined} value @param {string} what @returns {bigint} @throws {NotCheckable} */
const readIndex = (value, what) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0))
    throw new NotCheckable('bad_field', { what, field: 'index' })
  return BigInt(value)
}

/**
 * The leaf of an entry: `vrijplek/trail/1 ` and the SHA-256, in hex, over the commitments of its three parts; each commitment is SHA-256 over salt and JSON.
 * @param {{ index: Json | undefined, parts: Json | undefined, proof: Json | undefined }} given @param {string} what names it @param {Report} report
 * @returns {Entry} @throws {NotCheckable}
 */
export const readEntry = (given, what, report) => {
  const index = readIndex(given.index, what)
  if (!isObject(given.parts)) throw new NotCheckable('bad_field', { what, field: 'parts' })
  for (const name of Object.keys(given.parts))
    if (!Object.hasOwn(partKeys, name)) throw new NotCheckable('bad_field', { what, field: `parts.${name}` })
  /** @type {Entry['parts']} */
  const parts = {}
  const commitments = []
  for (const [name, keys] of Object.entries(partKeys)) {
    const part = given.parts[name]
    const field = `parts.${name}`
    if (!isObject(part)) throw new NotCheckable('bad_field', { what, field })
    if (typeof part.commitment === 'string' && Object.keys(part).length === 1) {
      const commitment = fromHex(part.commitment, 32)
      if (commitment === null) throw new NotCheckable('bad_field', { what, field: `${field}.commitment` })
      commitments.push(commitment)
      parts[name] = null
      report.limit('parts_absent')
      continue
    }
    const salt = typeof part.salt === 'string' ? fromHex(part.salt, 16) : null
    if (salt === null || typeof part.json !== 'string' || !part.json.isWellFormed() || Object.keys(part).length !== 2)
      throw new NotCheckable('bad_field', { what, field })
    commitments.push(sha256(salt, part.json))
    parts[name] = part.json
    if (!isCanonical(part.json, keys)) report.unclear('not_canonical', { what, part: name })
  }
  const leaf = leafHash(`vrijplek/trail/1 ${sha256(...commitments).toString('hex')}`)
  return { index, leaf, proof: readProof(given.proof, what), parts }
}

/** Only one text says one thing: what is read here is what everybody reads. @param {string} text @param {readonly string[]} keys */
const isCanonical = (text, keys) => {
  try {
    const value = readJson(text)
    return isObject(value) && Object.keys(value).join() === keys.join() && isCompact(text, value)
  } catch (cause) {
    if (cause instanceof JsonError) return false
    throw cause
  }
}

/** @param {Entry} entry @param {bigint} size @param {Buffer} root */
export const stands = ({ index, leaf, proof }, size, root) => rootFromInclusion(index, size, leaf, proof)?.equals(root) === true

/** Tries of exchanged places, at most; each costs one proof. */
const mostTries = 40_000

/**
 * Names what is wrong with entries whose proof does not lead to the root: standing in each other's place, or altered.
 * @param {readonly Entry[]} wrong @param {bigint} size @param {Buffer} root @param {Report} report
 */
export const nameWrong = (wrong, size, root, report) => {
  let tries = 0
  /** @param {Entry} entry */
  const rightPlace = (entry) => {
    for (const { index, proof } of wrong) {
      if (index === entry.index || ++tries > mostTries) continue
      if (stands({ ...entry, index, proof }, size, root) || stands({ ...entry, index }, size, root)) return index
    }
    return undefined
  }
  const places = new Map(wrong.map((entry) => [entry.index, rightPlace(entry)]))
  for (const { index } of wrong) {
    const to = places.get(index)
    if (to === undefined) report.disproven('entry_altered', { index })
    else if (places.get(to) !== index) report.disproven('entry_moved', { index, to })
    else if (index < to) report.disproven('entries_swapped', { index, to })
  }
}
