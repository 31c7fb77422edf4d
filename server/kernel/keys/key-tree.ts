import { randomBytes } from 'node:crypto'
import { openBytes, sealBytes } from './seal.ts'

// A tree of keys with fan-out 256. The keys of persons and organisations hang in the cells of leaf nodes; each node has a key that wraps what hangs in
// its cells, and that key is wrapped in a cell of the node above; the key of the top is wrapped outside. Destroying some keys is to replace the nodes
// above them: their other cells, at most 255 a node, are wrapped anew, and whoever keeps an old node has no old key above it to open it with.

/** Levels of nodes: 0 are the leaves, 3 is the top. Four levels have 2^32 cells at the bottom. */
export const levels = 4
const fanOut = 256
const keySize = 32
/** version, nonce, key, tag (see seal.ts). */
export const cellSize = 1 + 12 + keySize + 16
const nodeSize = fanOut * cellSize

/** A node, as one number: its level above its place among the nodes of that level. */
export type NodeId = number
const levelSize = 2 ** 32

export const nodeId = (level: number, place: number): NodeId => level * levelSize + place
const levelOf = (node: NodeId): number => Math.floor(node / levelSize)
const placeOf = (node: NodeId): number => node % levelSize
export const top = nodeId(levels - 1, 0)

/** Where a key hangs: the leaf's place times 256, plus the cell. */
export type Slot = number
export const leafOf = (slot: Slot): NodeId => Math.floor(slot / fanOut)
export const firstSlotOf = (leaf: NodeId): Slot => leaf * fanOut
export const cellOf = (place: number): number => place % fanOut
export const parentOf = (node: NodeId): NodeId => nodeId(levelOf(node) + 1, Math.floor(placeOf(node) / fanOut))
export const cellInParent = (node: NodeId): number => cellOf(placeOf(node))
export const slotsPerLeaf = fanOut

/** The node and all above it, up to the top. */
export const pathOf = (node: NodeId): NodeId[] => (node === top ? [node] : [node, ...pathOf(parentOf(node))])

export const newKey = (): Buffer => randomBytes(keySize)
export const emptyNode = (): Buffer => Buffer.alloc(nodeSize)

const placeName = (node: NodeId, cell: number): string => `vrijplek/key-tree/${levelOf(node)}/${placeOf(node)}/${cell}`

export const cellBytes = (cells: Uint8Array, cell: number): Uint8Array => cells.subarray(cell * cellSize, (cell + 1) * cellSize)
const isEmpty = (bytes: Uint8Array): boolean => bytes.length === 0 || bytes[0] === 0

/** The key in a cell, or null when nothing hangs there. @throws when the node's key is not this one */
export const openCell = (nodeKey: Uint8Array, node: NodeId, cell: number, bytes: Uint8Array): Buffer | null =>
  isEmpty(bytes) ? null : openBytes(nodeKey, placeName(node, cell), bytes)

/** Hangs a key in a cell of `cells`, which is changed. */
export const putCell = (cells: Buffer, nodeKey: Uint8Array, node: NodeId, cell: number, key: Uint8Array): void => {
  sealBytes(nodeKey, placeName(node, cell), key).copy(cells, cell * cellSize)
}

export type Nodes = ReadonlyMap<NodeId, Buffer>

/** What is to go: keys in slots, and leaves with all that hangs in them. */
export type Felling = { readonly slots: readonly Slot[]; readonly leaves: readonly NodeId[] }

/** Every node that is replaced: those above what goes, and always the top. Leaves that go whole are not among them. */
export const nodesAbove = ({ slots, leaves }: Felling): NodeId[] => {
  const gone = new Set(leaves)
  const found = new Set<NodeId>([top])
  for (const leaf of slots.map(leafOf)) if (!gone.has(leaf)) for (const node of pathOf(leaf)) found.add(node)
  for (const leaf of leaves) for (const node of pathOf(parentOf(leaf))) found.add(node)
  return [...found].toSorted((a, b) => a - b)
}

/**
 * Replaces the nodes above what goes, each under a new key.
 * @param nodes the cells of all of `nodesAbove(felling)`
 * @param keys their keys as they are
 * @returns their new cells and keys; what goes hangs nowhere any more
 */
export const fell = (felling: Felling, nodes: Nodes, keys: ReadonlyMap<NodeId, Buffer>): { nodes: Map<NodeId, Buffer>; keys: Map<NodeId, Buffer> } => {
  const goneCells = new Map<NodeId, Set<number>>()
  const cut = (node: NodeId, cell: number) => goneCells.set(node, (goneCells.get(node) ?? new Set()).add(cell))
  for (const slot of felling.slots) cut(leafOf(slot), cellOf(slot))
  for (const leaf of felling.leaves) cut(parentOf(leaf), cellInParent(leaf))
  const replaced = { nodes: new Map<NodeId, Buffer>(), keys: new Map<NodeId, Buffer>() }
  // From the leaves up, so that a node finds the new keys of those below it.
  for (const node of nodesAbove(felling)) {
    const cells = emptyNode()
    const key = newKey()
    const old = nodes.get(node) ?? emptyNode()
    const oldKey = keys.get(node)
    if (oldKey === undefined) throw new Error('the key of a node to be replaced is missing')
    for (let cell = 0; cell < fanOut; cell++) {
      const bytes = cellBytes(old, cell)
      if (isEmpty(bytes) || goneCells.get(node)?.has(cell) === true) continue
      const below = levelOf(node) === 0 ? undefined : replaced.keys.get(nodeId(levelOf(node) - 1, placeOf(node) * fanOut + cell))
      const hanging = below ?? openCell(oldKey, node, cell, bytes)
      if (hanging === null) continue
      putCell(cells, key, node, cell, hanging)
      if (below === undefined) hanging.fill(0)
    }
    replaced.nodes.set(node, cells)
    replaced.keys.set(node, key)
  }
  return replaced
}
