import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { epochFiles } from '#kernel/keys/epoch.ts'
import type { EpochPlace } from '#kernel/keys/epoch.ts'
import { openKeyring } from '#kernel/keys/keyring.ts'
import type { Keyring } from '#kernel/keys/keyring.ts'
import type { KeyStore } from '#kernel/keys/key-store.ts'
import { openPostgresStore } from '#kernel/keys/postgres-store.ts'
import { makeRootKeyFile, rootKeyFile } from '#kernel/keys/root.ts'
import { openSqliteStore } from '#kernel/keys/sqlite-store.ts'

/** The three places of keys in a folder of their own, to be opened, copied by a thief, and opened again. */
export type KeyPlaces = {
  readonly folder: string
  readonly root: string
  readonly epoch: string
  readonly store: string
  openStore(): Promise<KeyStore>
  open(bent?: { readonly store?: (store: KeyStore) => KeyStore; readonly epoch?: (place: EpochPlace) => EpochPlace; readonly nowMs?: () => number }): Promise<Keyring>
}

/** @param database of an outside key store; the key store is a file without it */
export const keyPlacesIn = (folder: string, database?: ClientConfig): KeyPlaces => {
  mkdirSync(folder, { recursive: true })
  const [root, epoch, store] = [join(folder, 'root.key'), join(folder, 'epoch.secret'), join(folder, 'keys.db')]
  const openStore = async () => (database === undefined ? openSqliteStore(store) : openPostgresStore(database, { onError: () => {} }))
  return {
    folder,
    root,
    epoch,
    store,
    openStore,
    open: async (bent = {}) => {
      const opened = await openStore()
      try {
        makeRootKeyFile(root)
        return await openKeyring({
          store: bent.store?.(opened) ?? opened,
          root: rootKeyFile(root),
          epoch: bent.epoch?.(epochFiles(epoch)) ?? epochFiles(epoch),
          ...(bent.nowMs === undefined ? {} : { nowMs: bent.nowMs }),
        })
      } catch (error) {
        await opened.close()
        throw error
      }
    },
  }
}

/** A copy as a thief or a back-up takes it, with some of the files from elsewhere. Key stores in files only. */
export const stolen = (from: KeyPlaces, as: string, mixed: Partial<Record<'root' | 'epoch' | 'store', KeyPlaces>> = {}): KeyPlaces => {
  const folder = join(from.folder, '..', as)
  cpSync(from.folder, folder, { recursive: true })
  const taken = keyPlacesIn(folder)
  for (const which of ['root', 'epoch', 'store'] as const) {
    const source = mixed[which]
    if (source !== undefined) writeFileSync(taken[which], readFileSync(source[which]))
  }
  return taken
}

export const keyFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-keys-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export const someone = (): PersonId => crypto.randomUUID() as PersonId
export const anOrganisation = (): OrganisationId => crypto.randomUUID() as OrganisationId
