import { createHmac, randomBytes } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { KeyStore } from './key-store.ts'
import type { RootKey } from './root.ts'
import { openBytes, sealBytes } from './seal.ts'

export { openKeyStore } from './key-store.ts'
export type { KeyStore } from './key-store.ts'
export { openRootKey, rootKeyFrom } from './root.ts'
export type { RootKey } from './root.ts'

/** Keys of some persons of one organisation, in hand for one request. */
export type PersonKeys = {
  seal(person: PersonId, field: string, text: string): Buffer
  /** Null when the person's key is gone: what it sealed is unreadable for good. */
  open(person: PersonId, field: string, sealed: Uint8Array): string | null
}

/** Sealed columns and blind look-ups. Rooms know nothing of how keys are kept. */
export type Keys = {
  /** Makes a person's key; before any row about that person is written. */
  create(organisation: OrganisationId, person: PersonId): Promise<PersonKeys>
  load(organisation: OrganisationId, persons: readonly PersonId[]): Promise<PersonKeys>
  erase(organisation: OrganisationId, person: PersonId): Promise<void>
  /** Equal values of one organisation and field give equal indexes; nothing can be read back. */
  blindIndex(organisation: OrganisationId, field: string, value: string): Buffer
  /** Instance-wide, only for the sign-in directory and throttles, which do not know the organisation yet. */
  directoryIndex(field: string, value: string): Buffer
}

const mostCached = 20_000

export const createKeys = (root: RootKey, store: KeyStore): Keys => {
  const wrapping = root.derive('person keys')
  const directory = root.derive('sign-in directory')
  const indexKeys = new Map<string, Buffer>()
  const cache = new Map<string, Buffer>()
  const cacheKey = (organisation: string, person: string) => `${organisation}/${person}`

  const remember = (organisation: string, person: string, key: Buffer) => {
    if (cache.size >= mostCached) {
      const oldest = cache.keys().next().value
      if (oldest !== undefined) cache.delete(oldest)
    }
    cache.set(cacheKey(organisation, person), key)
  }

  const handle = (organisation: OrganisationId): PersonKeys => ({
    seal: (person, field, text) => {
      const key = cache.get(cacheKey(organisation, person))
      if (key === undefined) throw new Error('no live key for this person')
      return sealBytes(key, `${organisation}/${person}/${field}`, Buffer.from(text, 'utf8'))
    },
    open: (person, field, sealed) => {
      const key = cache.get(cacheKey(organisation, person))
      return key === undefined ? null : openBytes(key, `${organisation}/${person}/${field}`, sealed).toString('utf8')
    },
  })

  return {
    create: async (organisation, person) => {
      const key = randomBytes(32)
      await store.put(organisation, person, sealBytes(wrapping, cacheKey(organisation, person), key))
      remember(organisation, person, key)
      return handle(organisation)
    },
    load: async (organisation, persons) => {
      const missing = persons.filter((person) => !cache.has(cacheKey(organisation, person)))
      if (missing.length > 0) {
        for (const [person, wrapped] of await store.get(organisation, missing)) {
          remember(organisation, person, openBytes(wrapping, cacheKey(organisation, person), wrapped))
        }
      }
      return handle(organisation)
    },
    erase: async (organisation, person) => {
      await store.erase(organisation, person)
      cache.get(cacheKey(organisation, person))?.fill(0)
      cache.delete(cacheKey(organisation, person))
    },
    blindIndex: (organisation, field, value) => {
      const key = indexKeys.get(organisation) ?? root.derive(`blind index ${organisation}`)
      indexKeys.set(organisation, key)
      return createHmac('sha256', key).update(`${field}\0${value}`).digest()
    },
    directoryIndex: (field, value) => createHmac('sha256', directory).update(`${field}\0${value}`).digest(),
  }
}
