import { hash } from 'node:crypto'

/** SHA-256. */
export const digest = (data: Uint8Array): Buffer => hash('sha256', data, 'buffer')

const leafSign = Buffer.of(0x00)
const nodeSign = Buffer.of(0x01)

/** Merkle tree hash of one leaf (RFC 9162 §2.1.1). */
export const leafHash = (leaf: Uint8Array): Buffer => digest(Buffer.concat([leafSign, leaf]))
/** Of the node over two. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => digest(Buffer.concat([nodeSign, left, right]))
/** Of a tree without leaves. */
const emptyRoot = digest(Buffer.of())

export const hashBytes = 32
/** A tile holds 256 hashes: height 8 (C2SP tlog-tiles). */
export const tileHeight = 8
export const tileWidth = 2 ** tileHeight

const hashAt = (hashes: Buffer, at: number): Buffer => hashes.subarray(at * hashBytes, (at + 1) * hashBytes)
export const countOf = (hashes: Buffer): number => hashes.length / hashBytes

/** Root of a complete subtree, whose `count` hashes (a power of two) stand in `hashes` from `first` on. */
export const completeRoot = (hashes: Buffer, first: number, count: number): Buffer => {
  let row = Array.from({ length: count }, (_, index) => hashAt(hashes, first + index))
  while (row.length > 1) {
    const above: Buffer[] = []
    for (let at = 0; at < row.length; at += 2) above.push(nodeHash(row[at] as Buffer, row[at + 1] as Buffer))
    row = above
  }
  return row[0] as Buffer
}

export type Tile = { readonly level: number; readonly index: number; readonly hashes: Buffer }

/**
 * The right edge of a tree: per level the hashes of its last, unfinished tile (none when it ends on a full one). All that is needed to go on, whatever
 * the size of the log.
 */
export type Edge = { readonly size: number; readonly unfinished: readonly Buffer[] }

export const emptyEdge: Edge = { size: 0, unfinished: [] }

/** How many hashes stand on a level in a tree of this size. */
export const countOnLevel = (size: number, level: number): number => Math.floor(size / tileWidth ** level)

/**
 * The edge of a tree of this size out of the last tile of each level.
 * @throws Error when they do not belong to a tree of this size
 */
export const edgeOf = (size: number, last: readonly Tile[]): Edge => {
  const unfinished: Buffer[] = []
  for (let level = 0; countOnLevel(size, level) > 0; level++) {
    const count = countOnLevel(size, level)
    const width = count % tileWidth
    if (width === 0) {
      unfinished.push(Buffer.of())
      continue
    }
    const index = Math.floor(count / tileWidth)
    const tile = last.find((each) => each.level === level && each.index === index)
    if (tile === undefined || countOf(tile.hashes) !== width) {
      throw new Error(`the tile ${level}/${index} does not hold the ${width} hashes that a tree of ${size} has there`)
    }
    unfinished.push(tile.hashes)
  }
  return { size, unfinished }
}

/** Merkle tree hash of the whole tree (RFC 9162 §2.1.1). */
export const rootOf = ({ unfinished }: Edge): Buffer => {
  let root: Buffer | null = null
  for (const hashes of unfinished) {
    // The complete subtrees that a width is the sum of, the smallest and rightmost first.
    let end = countOf(hashes)
    for (let size = 1; end > 0; size *= 2) {
      if ((end & size) === 0) continue
      const left: Buffer = completeRoot(hashes, end - size, size)
      root = root === null ? left : nodeHash(left, root)
      end -= size
    }
  }
  return root ?? emptyRoot
}

/** The tree with more leaves, and the tiles that are new or have grown by that. */
export const append = (edge: Edge, leaves: readonly Buffer[]): { readonly edge: Edge; readonly tiles: Tile[] } => {
  const unfinished: Buffer[] = []
  const tiles: Tile[] = []
  let added = leaves
  for (let level = 0; added.length > 0 || level < edge.unfinished.length; level++) {
    const before = edge.unfinished[level] ?? Buffer.of()
    if (added.length === 0) {
      unfinished.push(before)
      continue
    }
    const hashes = Buffer.concat([before, ...added])
    const above: Buffer[] = []
    let index = Math.floor(countOnLevel(edge.size, level) / tileWidth)
    let first = 0
    for (; countOf(hashes) - first >= tileWidth; first += tileWidth) {
      const full = hashes.subarray(first * hashBytes, (first + tileWidth) * hashBytes)
      tiles.push({ level, index, hashes: full })
      above.push(completeRoot(full, 0, tileWidth))
      index += 1
    }
    const rest = hashes.subarray(first * hashBytes)
    if (rest.length > 0) tiles.push({ level, index, hashes: rest })
    unfinished.push(rest)
    added = above
  }
  return { edge: { size: edge.size + leaves.length, unfinished }, tiles }
}
