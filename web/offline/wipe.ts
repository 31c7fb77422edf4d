import { browserStores, type BrowserStore } from '#contract/browser-stores.ts'

const named = (store: BrowserStore, name: string) =>
  store.name.endsWith('*') ? name.startsWith(store.name.slice(0, -1)) : store.name === name

/**
 * Wipes what is listed for that occasion, and nothing else. Cookies are out of a page's reach (HttpOnly): the server
 * takes them back when it answers the sign-out, which goes before this.
 */
export async function wipeStores(at: 'sign_out' | 'wipe'): Promise<void> {
  const meant = browserStores.filter((store) => store.wipedAt.includes(at))
  const caches = meant.filter((store) => store.kind === 'cache')
  for (const name of await globalThis.caches.keys()) {
    if (caches.some((store) => named(store, name))) await globalThis.caches.delete(name)
  }
  for (const store of meant) {
    if (store.kind === 'local_storage') localStorage.removeItem(store.name)
    if (store.kind === 'indexed_db') await deleteDatabase(store.name)
  }
}

const deleteDatabase = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name)
    asked.addEventListener('success', () => resolve())
    // Another tab still has it open: that tab closes it on `versionchange`, and the deletion then goes through.
    asked.addEventListener('blocked', () => resolve())
    asked.addEventListener('error', () => reject(asked.error ?? new Error(`could not delete ${name}`)))
  })

export type StoreOnDevice = BrowserStore & { readonly bytes: number }

/** What lies on this device now, store by store, with its size; empty stores are left out. */
export async function storesOnDevice(): Promise<StoreOnDevice[]> {
  const found: StoreOnDevice[] = []
  for (const store of browserStores) {
    const bytes = await sizeOf(store)
    if (bytes > 0) found.push({ ...store, bytes })
  }
  return found
}

async function sizeOf(store: BrowserStore): Promise<number> {
  if (store.kind === 'local_storage') return localStorage.getItem(store.name)?.length ?? 0
  if (store.kind !== 'cache') return 0
  let bytes = 0
  for (const name of await globalThis.caches.keys()) {
    if (!named(store, name)) continue
    for (const answer of await (await globalThis.caches.open(name)).matchAll()) bytes += (await answer.blob()).size
  }
  return bytes
}
