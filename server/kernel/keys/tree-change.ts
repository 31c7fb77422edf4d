import type { StoreChange } from './key-store.ts'
import { cellBytes, cellInParent, emptyNode, newKey, openCell, parentOf, putCell, top } from './key-tree.ts'
import type { NodeId } from './key-tree.ts'

/** The key tree inside one change of the store: nodes are read as they are needed, and written once at the end. */
export type TreeChange = {
  /** The key of a node that is there, or that grows now with those above it. */
  keyOf(node: NodeId): Promise<Buffer>
  cellsOf(node: NodeId): Promise<Buffer>
  hang(node: NodeId, cell: number, key: Buffer): Promise<void>
  write(): Promise<void>
  /** Node keys that this change opened or made: worth keeping once it is committed. */
  readonly keys: ReadonlyMap<NodeId, Buffer>
}

export const openTreeChange = (change: StoreChange, known: ReadonlyMap<NodeId, Buffer>): TreeChange => {
  const keys = new Map<NodeId, Buffer>()
  const cells = new Map<NodeId, Buffer>()
  const changed = new Set<NodeId>()

  const cellsOf = async (node: NodeId): Promise<Buffer> => {
    const found = cells.get(node) ?? (await change.nodes([node])).get(node) ?? emptyNode()
    cells.set(node, found)
    return found
  }
  const keyOf = async (node: NodeId): Promise<Buffer> => {
    const found = keys.get(node) ?? known.get(node)
    if (found !== undefined) return found
    if (node === top) throw new Error('the key of the top is not open')
    const parent = parentOf(node)
    const parentKey = await keyOf(parent)
    const hanging = openCell(parentKey, parent, cellInParent(node), cellBytes(await cellsOf(parent), cellInParent(node)))
    const key = hanging ?? newKey()
    if (hanging === null) await hang(parent, cellInParent(node), key)
    keys.set(node, key)
    return key
  }
  const hang = async (node: NodeId, cell: number, key: Buffer): Promise<void> => {
    const nodeKey = await keyOf(node)
    putCell(await cellsOf(node), nodeKey, node, cell, key)
    changed.add(node)
  }
  return {
    keys,
    keyOf,
    cellsOf,
    hang,
    write: () => change.putNodes(new Map([...changed].map((node) => [node, cells.get(node) ?? emptyNode()]))),
  }
}
