import { sha256 } from './bytes.mjs'

/*
 * The tree of RFC 6962 section 2.1 (the same in RFC 9162), read from the standard anew: nothing here comes from the program that writes the log.
 * Sizes and indexes are bigint, since a checkpoint may name any size.
 */

const leafPrefix = Buffer.of(0)
const nodePrefix = Buffer.of(1)

/** @param {Uint8Array | string} entry @returns {Buffer} */
export const leafHash = (entry) => sha256(leafPrefix, entry)

/** @param {Uint8Array} left @param {Uint8Array} right @returns {Buffer} */
const nodeHash = (left, right) => sha256(nodePrefix, left, right)

/** Root of the tree with no entries. */
export const emptyRoot = sha256()

/**
 * Grows a tree leaf by leaf and tells the root at any moment: a list of the roots of its full subtrees, the largest first.
 */
export class GrowingTree {
  /** @type {{ leaves: number, hash: Buffer }[]} */
  #full = []
  size = 0

  /** @param {Buffer} hash of a leaf */
  add(hash) {
    this.size++
    let top = { leaves: 1, hash }
    for (let last = this.#full.at(-1); last !== undefined && last.leaves === top.leaves; last = this.#full.at(-1)) {
      this.#full.pop()
      top = { leaves: last.leaves * 2, hash: nodeHash(last.hash, top.hash) }
    }
    this.#full.push(top)
  }

  /** @returns {Buffer} */
  root() {
    /** @type {Buffer | undefined} */
    let root
    for (const { hash } of this.#full.toReversed()) root = root === undefined ? hash : nodeHash(hash, root)
    return root ?? emptyRoot
  }
}

/** @param {Iterable<Buffer>} leafHashes @returns {Buffer} */
export const rootOf = (leafHashes) => {
  const tree = new GrowingTree()
  for (const hash of leafHashes) tree.add(hash)
  return tree.root()
}

/**
 * The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2).
 * @param {bigint} index @param {bigint} size @param {Buffer} leaf its hash @param {readonly Buffer[]} proof
 * @returns {Buffer | null} null when the proof has not the length that this place in a tree of this size needs
 */
export const rootFromInclusion = (index, size, leaf, proof) => {
  if (index < 0n || index >= size) return null
  let place = index
  let last = size - 1n
  let root = leaf
  for (const sibling of proof) {
    if (last === 0n) return null
    if ((place & 1n) === 1n || place === last) {
      root = nodeHash(sibling, root)
      // The right edge has no sibling on these levels.
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n
        last >>= 1n
      }
    } else root = nodeHash(root, sibling)
    place >>= 1n
    last >>= 1n
  }
  return last === 0n ? root : null
}

/**
 * Whether the tree of `from` entries is the beginning of the tree of `to` entries (RFC 9162 section 2.1.4.2).
 * @param {{ size: bigint, root: Buffer }} from @param {{ size: bigint, root: Buffer }} to @param {readonly Buffer[]} proof
 */
export const isConsistent = (from, to, proof) => {
  if (from.size > to.size || from.size < 0n) return false
  if (from.size === to.size) return proof.length === 0 && from.root.equals(to.root)
  if (from.size === 0n) return proof.length === 0 && from.root.equals(emptyRoot)
  // The proof leaves out the earlier root where it is a node of the later tree itself.
  const path = (from.size & (from.size - 1n)) === 0n ? [from.root, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined) return false
  let place = from.size - 1n
  let last = to.size - 1n
  while ((place & 1n) === 1n) {
    place >>= 1n
    last >>= 1n
  }
  let earlier = first
  let later = first
  for (const hash of rest) {
    if (last === 0n) return false
    if ((place & 1n) === 1n || place === last) {
      earlier = nodeHash(hash, earlier)
      later = nodeHash(hash, later)
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n
        last >>= 1n
      }
    } else later = nodeHash(later, hash)
    place >>= 1n
    last >>= 1n
  }
  return last === 0n && earlier.equals(from.root) && later.equals(to.root)
}
