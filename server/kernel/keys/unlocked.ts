import { hkdfSync } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../errors.ts'
import type { Epoch, EpochPlace } from './epoch.ts'
import type { FoundOwner, StoreState } from './key-store.ts'
import { cellInParent, cellOf, leafOf, newKey, openCell, pathOf, top } from './key-tree.ts'
import type { NodeId } from './key-tree.ts'
import type { RootProvider } from './root.ts'
import { openBytes, sealBytes } from './seal.ts'

/** The tree of one epoch, open in memory. */
export type Unlocked = {
  readonly epoch: number
  /** What the root provider wraps. It seals the named secrets, and with the epoch secret the top of the tree. */
  readonly instanceKey: Buffer
  readonly instanceWrapped: Buffer
  /** Keys of nodes that were opened, that of the top among them. */
  readonly nodeKeys: Map<NodeId, Buffer>
}

/** Neither the root provider nor the epoch secret alone opens the top. */
const topWrapping = (instanceKey: Uint8Array, secret: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', instanceKey, secret, 'vrijplek key tree top 1', 32))

const topPlace = (epoch: number): string => `vrijplek/key-tree/epoch/${epoch}`

export const sealTop = (instanceKey: Uint8Array, epoch: Epoch, topKey: Uint8Array): Buffer =>
  sealBytes(topWrapping(instanceKey, epoch.secret), topPlace(epoch.number), topKey)

/** @throws StartError when the key store cannot be opened with this root key and this epoch secret */
export const unlock = (state: StoreState, instanceKey: Buffer, secret: Buffer): Unlocked => {
  let topKey: Buffer
  try {
    topKey = openBytes(topWrapping(instanceKey, secret), topPlace(state.epoch), state.topSealed)
  } catch (cause) {
    throw new StartError(`The epoch secret has the number of the key store (${state.epoch}) but belongs to another one: bring back its own.`, { cause })
  }
  return { epoch: state.epoch, instanceKey, instanceWrapped: state.instanceWrapped, nodeKeys: new Map([[top, topKey]]) }
}

export const noEpochSecret = (state: StoreState, found: number | null): StartError =>
  new StartError(
    found === null
      ? `The epoch secret is missing (number ${state.epoch}), and no sealed data can be read without it: bring it back from its escrow.`
      : `The key store is of epoch ${state.epoch} and the epoch secret of epoch ${found}: bring back the newest of both. A copy from before an erasure does not open.`,
  )

/** Another process may be changing places at this moment; between two of its steps the secret is in neither file for an instant. */
export const peekPatiently = async (place: EpochPlace, state: StoreState, tries = 20): Promise<Buffer> => {
  const secret = place.peek(state.epoch)
  if (secret !== null) return secret
  if (tries === 0) throw noEpochSecret(state, place.newest())
  await pause(5)
  return peekPatiently(place, state, tries - 1)
}

/** The instance key, from memory when the store has the same one still. @throws StartError when it is wrapped by another kind of provider */
export const instanceKeyOf = async (state: StoreState, root: RootProvider, known?: Unlocked): Promise<Buffer> => {
  if (known?.instanceWrapped.equals(state.instanceWrapped) === true) return known.instanceKey
  if (root.kind !== state.rootKind) {
    throw new StartError(`The root key of the key store is in ${state.rootKind}, and not in ${root.kind}: set ROOT_KEY_PROVIDER=${state.rootKind}.`)
  }
  const key = await root.unwrap(state.instanceWrapped)
  if (key.length !== newKey().length) throw new StartError(`The root provider ${root.name} gave something back that is no key.`)
  return key
}

/** An owner's key by the cells on the way to it. @returns null when nothing hangs in its cell */
export const openOwner = (tree: Unlocked, { slot, cells }: Pick<FoundOwner, 'slot' | 'cells'>): Buffer | null => {
  const path = pathOf(leafOf(slot))
  const keyAt = (at: number): Buffer => {
    const node = path[at] ?? top
    const known = tree.nodeKeys.get(node)
    if (known !== undefined) return known
    const above = path[at + 1] ?? top
    const key = openCell(keyAt(at + 1), above, cellInParent(node), cells[at + 1] ?? Buffer.alloc(0))
    if (key === null) throw new Error('a node of the key tree hangs nowhere')
    tree.nodeKeys.set(node, key)
    return key
  }
  return openCell(keyAt(0), leafOf(slot), cellOf(slot), cells[0] ?? Buffer.alloc(0))
}
