import { createHmac } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { createKeyCache } from './key-cache.ts'
import type { Held } from './key-cache.ts'
import { cellBytes, openCell } from './key-tree.ts'
import { createKeyChanges, instanceNode } from './key-changes.ts'
import type { Ring, RingOptions } from './key-changes.ts'
import { fenceOf, indexOwner, organisationOwner, personOwner } from './owners.ts'
import type { OwnerName } from './owners.ts'
import type { RootProvider } from './root.ts'
import { openBytes, sealBytes } from './seal.ts'

/** Keys of some persons of one organisation, in hand for one request. */
export type PersonKeys = {
  seal(person: PersonId, field: string, text: string): Buffer
  /** Null when the person's key is gone: what it sealed is unreadable for good. */
  open(person: PersonId, field: string, sealed: Uint8Array): string | null
}

/** Sealed columns and blind look-ups. Rooms know nothing of how keys are kept. */
export type Keys = {
  /** Makes a person's key; before any row about that person is written. @throws when there is one, or was one that was erased */
  create(organisation: OrganisationId, person: PersonId): Promise<PersonKeys>
  /** The same for several at once. */
  createAll(organisation: OrganisationId, persons: readonly PersonId[]): Promise<PersonKeys>
  load(organisation: OrganisationId, persons: readonly PersonId[]): Promise<PersonKeys>
  /**
   * Destroys keys for good: what stands above them in the key tree is replaced, and so is the epoch secret. Resolves when that is durable; doing it
   * again does no harm. Fences who never had a key, too. Keys already gone cost nothing.
   */
  erase(organisation: OrganisationId, persons: readonly PersonId[]): Promise<void>
  /** All its persons' keys, its own and that of its blind indexes; and it can have none again. */
  eraseOrganisation(organisation: OrganisationId): Promise<void>
  /** Equal values of one organisation and field give equal indexes; nothing can be read back. @throws when the organisation is erased */
  blindIndex(organisation: OrganisationId, field: string, value: string): Promise<Buffer>
  /** Instance-wide, only for the sign-in directory and throttles, which do not know the organisation yet. */
  directoryIndex(field: string, value: string): Buffer
  /** Under the organisation's own key: secrets that are nobody's, such as what it shares with its identity provider. @throws when it is erased */
  sealOwn(organisation: OrganisationId, field: string, text: string): Promise<Buffer>
  /** Null when the organisation is erased. */
  openOwn(organisation: OrganisationId, field: string, sealed: Uint8Array): Promise<string | null>
  /** 32 bytes that name a person, or an organisation, without its id: in the erasure journal and in the key store. */
  fence(organisation: OrganisationId, person: PersonId | null): Buffer
}

/** What the house has besides: it hands rooms no more than `keys`. */
export type Keyring = {
  readonly keys: Keys
  /** Wraps what must outlive the key store, such as a back-up's own key. */
  root(): RootProvider
  /** 32 random bytes under a name, made at first use, the same ever after. Wrapped by the root alone, not by the epoch. */
  secret(name: string): Promise<Buffer>
  /**
   * The key itself of a person, or of an organisation (made at first need), for files. Null: erased, or a person that has none. It is wiped when it is
   * erased: use it at once, keep nothing.
   */
  ownerKey(organisation: OrganisationId, person: PersonId | null): Promise<Buffer | null>
  /** Wraps everything for another provider, with a new epoch. The old root opens nothing of the store as it is from now on. */
  rotateRoot(provider: RootProvider): Promise<void>
  rotateEpoch(): Promise<void>
  state(): Promise<{ epoch: number; root: string; leaves: number }>
  close(): Promise<void>
}

/** @throws StartError when root key, epoch secret and key store do not belong together */
export const openKeyring = async (options: RingOptions): Promise<Keyring> => {
  const cache = createKeyCache(options.mostCached ?? 50_000)
  const changes = await createKeyChanges(options, cache)
  const { ring } = changes
  const instance = openInstanceKeys(ring, await changes.instanceCells())
  const fence = (owner: OwnerName) => fenceOf(instance.fences, owner)
  const index = (key: Uint8Array, field: string, value: string) => createHmac('sha256', key).update(`${field}\0${value}`).digest()

  /** One read of the store when some are not in memory, none otherwise. */
  const hold = async (owners: readonly OwnerName[]): Promise<Map<OwnerName, Held>> => {
    await changes.refreshNowAndThen()
    for (;;) {
      const held = new Map<OwnerName, Held>()
      const missing: OwnerName[] = []
      for (const owner of owners) {
        const known = cache.get(owner)
        if (known === undefined) missing.push(owner)
        else held.set(owner, known)
      }
      if (missing.length === 0) return held
      const names = new Map(missing.map((owner) => [fence(owner).toString('hex'), owner]))
      const { state, found } = await options.store.find([...names.keys()].map((hex) => Buffer.from(hex, 'hex')))
      // Read before an erasure of ours, or after one of another process.
      if (!(await changes.isCurrent(state))) continue
      for (const each of found) {
        const owner = names.get(each.fence.toString('hex')) ?? ''
        const key = changes.openOwner(each)
        if (key !== null) held.set(owner, cache.get(owner) ?? cache.put(owner, key))
      }
      return held
    }
  }

  const handle = (organisation: OrganisationId, held: ReadonlyMap<OwnerName, Held>): PersonKeys => {
    const keyOf = (person: PersonId) => {
      const found = held.get(personOwner(organisation, person))
      return found?.live === true ? found.key : null
    }
    return {
      seal: (person, field, text) => {
        const key = keyOf(person)
        if (key === null) throw new Error('no live key for this person')
        return sealBytes(key, `${organisation}/${person}/${field}`, Buffer.from(text, 'utf8'))
      },
      open: (person, field, sealed) => {
        const key = keyOf(person)
        return key === null ? null : openBytes(key, `${organisation}/${person}/${field}`, sealed).toString('utf8')
      },
    }
  }

  const createAll: Keys['createAll'] = async (organisation, persons) => {
    const owners = persons.map((person) => personOwner(organisation, person))
    return handle(organisation, await changes.hang(organisation, owners, fence))
  }

  /** A key of the organisation itself, made when it is needed for the first time. Null: it is erased. */
  const organisationKey = async (organisation: OrganisationId, owner: OwnerName): Promise<Buffer | null> => {
    const found = (await hold([owner])).get(owner)
    if (found !== undefined) return found.key
    if (await changes.isErased(organisation, fence)) return null
    await changes.hang(organisation, [], fence)
    return (await hold([owner])).get(owner)?.key ?? null
  }

  const keys: Keys = {
    create: (organisation, person) => createAll(organisation, [person]),
    createAll,
    load: async (organisation, persons) =>
      handle(organisation, await hold(persons.map((person) => personOwner(organisation, person)))),
    erase: (organisation, persons) => changes.erase(persons.map((person) => personOwner(organisation, person)), fence),
    eraseOrganisation: (organisation) => changes.eraseOrganisation(organisation, fence),
    blindIndex: async (organisation, field, value) => {
      const key = await organisationKey(organisation, indexOwner(organisation))
      if (key === null) throw new Error('an erased organisation has no index')
      return index(key, field, value)
    },
    directoryIndex: (field, value) => index(instance.directory, field, value),
    sealOwn: async (organisation, field, text) => {
      const key = await organisationKey(organisation, organisationOwner(organisation))
      if (key === null) throw new Error('an erased organisation has no key')
      return sealBytes(key, `${organisation}//${field}`, Buffer.from(text, 'utf8'))
    },
    openOwn: async (organisation, field, sealed) => {
      const key = await organisationKey(organisation, organisationOwner(organisation))
      return key === null ? null : openBytes(key, `${organisation}//${field}`, sealed).toString('utf8')
    },
    fence: (organisation, person) => fence(`${organisation}/${person ?? ''}`),
  }

  const secrets = new Map<string, Promise<Buffer>>()
  return {
    keys,
    root: () => ring.root,
    secret: (name) => {
      const asked = secrets.get(name) ?? changes.secret(name)
      secrets.set(name, asked)
      asked.catch(() => secrets.delete(name))
      return asked
    },
    ownerKey: async (organisation, person) => {
      if (person === null) return organisationKey(organisation, organisationOwner(organisation))
      const owner = personOwner(organisation, person)
      return (await hold([owner])).get(owner)?.key ?? null
    },
    rotateRoot: (provider) => changes.rotateRoot(provider),
    rotateEpoch: () => changes.rotateEpoch(),
    state: async () => changes.state(),
    close: async () => {
      changes.stop()
      await options.store.close()
    },
  }
}

/** Two keys of the instance hang in the first leaf: they are always there, and unreadable without the epoch secret, like those of persons. */
const openInstanceKeys = ({ tree }: Ring, cells: Buffer) => {
  const leafKey = tree.nodeKeys.get(instanceNode)
  const open = (cell: number): Buffer => {
    const key = leafKey === undefined ? null : openCell(leafKey, instanceNode, cell, cellBytes(cells, cell))
    if (key === null) throw new Error('the key store lacks the keys of the instance')
    return key
  }
  return { directory: open(0), fences: open(1) }
}
