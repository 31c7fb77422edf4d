import type { NodeId, Slot } from './key-tree.ts'
import type { RootKind } from './root.ts'

/** What stands once in the store. */
export type StoreState = {
  /** The number of the epoch secret under which the top of the tree is wrapped; one more at every erasure. */
  readonly epoch: number
  /** The key of the tree's top, sealed under the instance key and that epoch secret. */
  readonly topSealed: Buffer
  /** Which provider wraps the instance key, and what it made of it. */
  readonly rootKind: RootKind
  readonly instanceWrapped: Buffer
  /** The next leaf that was never given out. */
  readonly nextLeaf: number
}

/** An owner of a key, by its fence (an HMAC; the store knows no ids), and the cells on the way to it: its own first, that of the top last. */
export type FoundOwner = { readonly fence: Buffer; readonly slot: Slot; readonly cells: readonly Uint8Array[] }

/** A leaf belongs to one organisation, so that its keys lie near each other and go together. */
export type Leaf = { readonly leaf: NodeId; readonly organisation: Buffer; readonly used: number }

/** Everything inside one exclusive, durable transaction. */
export type StoreChange = {
  readonly state: StoreState | null
  putState(state: StoreState): Promise<void>
  /** Slots by fence in hex; null: erased, for good. */
  slots(fences: readonly Buffer[]): Promise<ReadonlyMap<string, Slot | null>>
  putSlots(owners: readonly { readonly fence: Buffer; readonly slot: Slot | null }[]): Promise<void>
  leavesOf(organisation: Buffer): Promise<Leaf[]>
  putLeaf(leaf: Leaf): Promise<void>
  /** Takes leaves away, with their nodes and every owner in them. */
  dropLeaves(leaves: readonly NodeId[]): Promise<void>
  nodes(wanted: readonly NodeId[]): Promise<Map<NodeId, Buffer>>
  putNodes(nodes: ReadonlyMap<NodeId, Buffer>): Promise<void>
  secrets(): Promise<ReadonlyMap<string, Buffer>>
  putSecrets(secrets: ReadonlyMap<string, Buffer>): Promise<void>
}

/**
 * Where wrapped keys lie, apart from the data and never in its back-up. It holds nothing that opens anything by itself, and no id of anybody. What a
 * replacement must honour: `change` is exclusive over all processes and durable when it resolves; a `find` sees one state of the store.
 */
export type KeyStore = {
  /** Whether other processes may write to it too, without being asked. */
  readonly shared: boolean
  state(): Promise<StoreState | null>
  /** One read: the living among these owners, and the state it belongs to. */
  find(fences: readonly Buffer[]): Promise<{ readonly state: StoreState | null; readonly found: readonly FoundOwner[] }>
  /** @throws whatever `work` throws, with nothing kept; when committing itself throws it may have been kept or not */
  change<T>(work: (change: StoreChange) => Promise<T>): Promise<T>
  close(): Promise<void>
}
