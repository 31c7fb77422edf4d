import type { OrganisationId } from '#contract/ids.ts'
import { StartError } from '../errors.ts'
import type { EpochPlace } from './epoch.ts'
import type { Held, KeyCache } from './key-cache.ts'
import type { FoundOwner, KeyStore, StoreChange, StoreState } from './key-store.ts'
import { fell, firstSlotOf, newKey, nodeId, nodesAbove, slotsPerLeaf, top } from './key-tree.ts'
import type { Felling, NodeId } from './key-tree.ts'
import { indexOwner, isOf, organisationOwner, wholeOrganisation } from './owners.ts'
import type { OwnerName } from './owners.ts'
import type { RootKind, RootProvider } from './root.ts'
import { openBytes, sealBytes } from './seal.ts'
import { openTreeChange } from './tree-change.ts'
import { instanceKeyOf, noEpochSecret, openOwner, peekPatiently, sealTop, unlock } from './unlocked.ts'
import type { Unlocked } from './unlocked.ts'

export type RingOptions = {
  readonly store: KeyStore
  readonly root: RootProvider
  /** Another kind of provider, by the settings: when another process moved the root key there. */
  readonly otherRoot?: (kind: RootKind) => Promise<RootProvider>
  readonly epoch: EpochPlace
  /** How many opened keys stay in memory. */
  readonly mostCached?: number
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number
  /** Told when a look at a shared store fails in the background. */
  readonly onError?: (error: unknown) => void
}

/** What is open in this process. */
export type Ring = { tree: Unlocked; root: RootProvider }

type Fence = (owner: OwnerName) => Buffer

/** The leaf of the instance's own keys; the first one. */
export const instanceNode: NodeId = nodeId(0, 0)
const nobody = Buffer.alloc(32)
const nothing: Felling = { slots: [], leaves: [] }
/** How long a key that another process erased may still be used here. */
const staleMs = 1000

const secretPlace = (name: string): string => `vrijplek/secret/${name}`

/** Everything that changes the key store, one after the other; and following what other processes change. */
export const createKeyChanges = async (options: RingOptions, cache: KeyCache) => {
  const { store, epoch: place } = options
  const nowMs = options.nowMs ?? (() => performance.now())

  const begin = async (change: StoreChange): Promise<{ tree: Unlocked; cells: Buffer; isNew: boolean }> => {
    const present = place.present()
    if (present !== null && present > 1) {
      throw new StartError(
        `The key store is empty, and the epoch secret is of another one (epoch ${present}): bring the key store back, or move the secret away.`,
      )
    }
    // Above whatever an earlier first start left when it was stopped halfway.
    const number = (place.newest() ?? 0) + 1
    const instanceKey = newKey()
    const instanceWrapped = await options.root.wrap(instanceKey)
    const tree = openTreeChange(change, new Map([[top, newKey()]]))
    for (const cell of [0, 1]) await tree.hang(instanceNode, cell, newKey())
    await tree.write()
    await change.putLeaf({ leaf: instanceNode, organisation: nobody, used: slotsPerLeaf })
    const epoch = place.prepare(number)
    const topKey = await tree.keyOf(top)
    const topSealed = sealTop(instanceKey, epoch, topKey)
    await change.putState({ epoch: number, topSealed, rootKind: options.root.kind, instanceWrapped, nextLeaf: instanceNode + 1 })
    const nodeKeys = new Map([[top, topKey], ...tree.keys])
    return { tree: { epoch: number, instanceKey, instanceWrapped, nodeKeys }, cells: await tree.cellsOf(instanceNode), isNew: true }
  }

  /** Ends what a crash left half done in the places of the epoch secret. Whoever holds the store's lock may do that. */
  const settle = (state: StoreState): Buffer => {
    const secret = place.settle(state.epoch)
    if (secret === null) throw noEpochSecret(state, place.newest())
    return secret
  }

  const opened = await store.change(async (change) => {
    const { state } = change
    if (state === null) return begin(change)
    const secret = settle(state)
    const tree = unlock(state, await instanceKeyOf(state, options.root), secret)
    const inTree = openTreeChange(change, tree.nodeKeys)
    tree.nodeKeys.set(instanceNode, await inTree.keyOf(instanceNode))
    return { tree, cells: await inTree.cellsOf(instanceNode), isNew: false }
  })
  const ring: Ring = { tree: opened.tree, root: options.root }
  let unsettled = opened.isNew
  let checkedMs = nowMs()

  let line: Promise<unknown> = Promise.resolve()
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work)
    line = turn.catch(() => {})
    return turn
  }

  /** Another process moved the store on: its erased keys must not live on here. */
  const follow = async (state: StoreState): Promise<void> => {
    if (state.epoch === ring.tree.epoch) return
    if (state.rootKind !== ring.root.kind && options.otherRoot !== undefined) ring.root = await options.otherRoot(state.rootKind)
    const secret = await peekPatiently(place, state)
    ring.tree = unlock(state, await instanceKeyOf(state, ring.root, ring.tree), secret)
    cache.forget()
  }

  const stateOf = async (): Promise<StoreState> => {
    const state = await store.state()
    if (state === null) throw new Error('the key store is empty all of a sudden')
    return state
  }

  const catchUp = (): Promise<void> => inLine(async () => follow(await stateOf()))

  /** A change from a state that this process has followed and in which nothing is half done. In line only. */
  const changeNow = async <T>(work: (change: StoreChange, state: StoreState) => Promise<T>): Promise<T> => {
    if (unsettled) await settleNow()
    await follow(await stateOf())
    return store.change(async (change) => {
      const { state } = change
      if (state === null) throw new Error('the key store is empty all of a sudden')
      await follow(state)
      return work(change, state)
    })
  }
  const changing = <T>(work: (change: StoreChange, state: StoreState) => Promise<T>): Promise<T> => inLine(() => changeNow(work))

  const settleNow = async (): Promise<void> => {
    await store.change(async ({ state }) => {
      if (state !== null) settle(state)
    })
    unsettled = false
  }
  if (unsettled) await settleNow()

  type Renewal = {
    readonly felling: Felling
    readonly gone: (owner: OwnerName) => boolean
    readonly instance?: { readonly key: Buffer; readonly wrapped: Buffer; readonly kind: RootKind }
  }

  /**
   * Replaces what stands above the keys that go, and the epoch secret. In order: the new secret is laid beside the old one; the store commits to it; the
   * old one is destroyed; this process forgets. A crash between two steps leaves everything as before or everything as after.
   */
  const renew = async (plan: (change: StoreChange) => Promise<Renewal | null>): Promise<void> => {
    const done = await changeNow(async (change, state) => {
      const renewal = await plan(change)
      if (renewal === null) return null
      const { felling, instance } = renewal
      const inTree = openTreeChange(change, ring.tree.nodeKeys)
      const above = nodesAbove(felling)
      const [cells, keys] = [new Map<NodeId, Buffer>(), new Map<NodeId, Buffer>()]
      for (const node of above) {
        keys.set(node, await inTree.keyOf(node))
        cells.set(node, await inTree.cellsOf(node))
      }
      const replaced = fell(felling, cells, keys)
      await change.putNodes(replaced.nodes)
      await change.dropLeaves(felling.leaves)
      unsettled = true
      const epoch = place.prepare(state.epoch + 1)
      const instanceKey = instance?.key ?? ring.tree.instanceKey
      const instanceWrapped = instance?.wrapped ?? state.instanceWrapped
      const topSealed = sealTop(instanceKey, epoch, replaced.keys.get(top) ?? newKey())
      await change.putState({ ...state, epoch: epoch.number, topSealed, instanceWrapped, rootKind: instance?.kind ?? state.rootKind })
      return { renewal, replaced, old: keys, tree: { epoch: epoch.number, instanceKey, instanceWrapped } }
    })
    if (done === null) return
    const { renewal, replaced, old, tree } = done
    const gone = new Set(renewal.felling.leaves)
    const kept = [...ring.tree.nodeKeys].filter(([node]) => !gone.has(node) && !replaced.keys.has(node))
    for (const leaf of gone) ring.tree.nodeKeys.get(leaf)?.fill(0)
    ring.tree = { ...tree, nodeKeys: new Map([...kept, ...replaced.keys]) }
    for (const key of old.values()) key.fill(0)
    cache.wipe(renewal.gone)
    await settleNow()
  }

  const renewing = (plan: (change: StoreChange) => Promise<Renewal | null>): Promise<void> => inLine(() => renew(plan))

  const timer = store.shared
    ? setInterval(() => void catchUp().catch((error: unknown) => options.onError?.(error)), 2 * staleMs)
    : undefined
  timer?.unref()

  return {
    ring,
    instanceCells: async () => opened.cells,
    openOwner: (found: FoundOwner) => openOwner(ring.tree, found),
    stop: () => clearInterval(timer),

    /** Looks at most once a second whether another process moved on. */
    refreshNowAndThen: async (): Promise<void> => {
      if (nowMs() - checkedMs < staleMs) return
      checkedMs = nowMs()
      const { epoch } = await stateOf()
      if (epoch !== ring.tree.epoch) await catchUp()
    },
    /** Whether what was read belongs to what is open here; when not, and the store is ahead, this process follows first. */
    isCurrent: async (state: StoreState | null): Promise<boolean> => {
      if (state?.epoch === ring.tree.epoch) return true
      await catchUp()
      return false
    },

    isErased: async (organisation: OrganisationId, fence: Fence): Promise<boolean> => {
      const whole = fence(wholeOrganisation(organisation))
      return changing(async (change) => (await change.slots([whole])).has(whole.toString('hex')))
    },

    /** Hangs new keys for these owners in leaves of their organisation; the organisation's own two with the first. */
    hang: async (organisation: OrganisationId, owners: readonly OwnerName[], fence: Fence): Promise<Map<OwnerName, Held>> => {
      const work = async (change: StoreChange, state: StoreState) => {
        const whole = fence(wholeOrganisation(organisation))
        const leaves = await change.leavesOf(whole)
        const wanted = [...(leaves.length === 0 ? [indexOwner(organisation), organisationOwner(organisation)] : []), ...owners]
        const taken = await change.slots([whole, ...wanted.map(fence)])
        if (taken.size > 0) throw new Error('there is a key for this owner already, or there was one that is erased')
        const inTree = openTreeChange(change, ring.tree.nodeKeys)
        const fresh = wanted.map((owner) => ({ owner, key: newKey() }))
        const slots = []
        let { nextLeaf } = state
        let leaf = leaves.at(-1)
        for (const { owner, key } of fresh) {
          if (leaf === undefined || leaf.used === slotsPerLeaf) {
            if (leaf !== undefined) await change.putLeaf(leaf)
            leaf = { leaf: nextLeaf++, organisation: whole, used: 0 }
          }
          slots.push({ fence: fence(owner), slot: firstSlotOf(leaf.leaf) + leaf.used })
          await inTree.hang(leaf.leaf, leaf.used, key)
          leaf = { ...leaf, used: leaf.used + 1 }
        }
        if (leaf !== undefined) await change.putLeaf(leaf)
        await change.putSlots(slots)
        await inTree.write()
        if (nextLeaf !== state.nextLeaf) await change.putState({ ...state, nextLeaf })
        return { made: fresh, keys: inTree.keys }
      }
      return inLine(async () => {
        const { made, keys } = await changeNow(work)
        for (const [node, key] of keys) ring.tree.nodeKeys.set(node, key)
        return new Map(made.map(({ owner, key }) => [owner, cache.put(owner, key)]))
      })
    },

    erase: (owners: readonly OwnerName[], fence: Fence): Promise<void> =>
      renewing(async (change) => {
        const fences = owners.map(fence)
        const slots = await change.slots(fences)
        await change.putSlots(fences.map((each) => ({ fence: each, slot: null })))
        const living = [...slots.values()].filter((slot) => slot !== null)
        return living.length === 0 ? null : { felling: { slots: living, leaves: [] }, gone: (owner) => owners.includes(owner) }
      }),

    eraseOrganisation: (organisation: OrganisationId, fence: Fence): Promise<void> =>
      renewing(async (change) => {
        const whole = fence(wholeOrganisation(organisation))
        const leaves = (await change.leavesOf(whole)).map(({ leaf }) => leaf)
        await change.putSlots([{ fence: whole, slot: null }])
        return leaves.length === 0 ? null : { felling: { slots: [], leaves }, gone: isOf(organisation) }
      }),

    rotateEpoch: (): Promise<void> => renewing(async () => ({ felling: nothing, gone: () => false })),

    rotateRoot: async (provider: RootProvider): Promise<void> => {
      const key = newKey()
      const wrapped = await provider.wrap(key)
      if (!(await provider.unwrap(wrapped)).equals(key)) throw new Error(`the root provider ${provider.name} does not give back what it wrapped`)
      await renewing(async (change) => {
        const old = await change.secrets()
        await change.putSecrets(new Map([...old].map(([name, sealed]) => [name, reseal(name, sealed, ring.tree.instanceKey, key)])))
        return { felling: nothing, gone: () => false, instance: { key, wrapped, kind: provider.kind } }
      })
      ring.root = provider.adopted?.() ?? provider
    },

    secret: (name: string): Promise<Buffer> =>
      changing(async (change) => {
        const sealed = (await change.secrets()).get(name)
        if (sealed !== undefined) return openBytes(ring.tree.instanceKey, secretPlace(name), sealed)
        const made = newKey()
        await change.putSecrets(new Map([[name, sealBytes(ring.tree.instanceKey, secretPlace(name), made)]]))
        return made
      }),

    state: async () => {
      const { epoch, rootKind, nextLeaf } = await stateOf()
      return { epoch, root: rootKind, leaves: nextLeaf }
    },
  }
}


const reseal = (name: string, sealed: Buffer, from: Buffer, to: Buffer): Buffer =>
  sealBytes(to, secretPlace(name), openBytes(from, secretPlace(name), sealed))
