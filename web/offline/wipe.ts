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
    if (store.kind === 'session_storage') {
      for (const key of Object.keys(sessionStorage)) if (named(store, key)) sessionStorage.removeItem(key)
    }
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

/** `bytes`: null where a page cannot look, as into a cookie. `count`: answers in a cache, actions that wait. */
export type StoreOnDevice = BrowserStore & { readonly bytes: number | null; readonly count: number }

/**
 * What lies on this device now, store by store, with its size; empty stores are left out.
 *
 * @param waiting actions that wait for a connection
 */
export async function storesOnDevice(waiting: number): Promise<StoreOnDevice[]> {
  const found: StoreOnDevice[] = []
  for (const store of browserStores) {
    // Cookies are out of a page's reach: the one of the person is here, or nobody would be signed in.
    if (store.kind === 'cookie' && store.whose === 'person') found.push({ ...store, bytes: null, count: 1 })
    else if (store.kind === 'indexed_db' && waiting > 0) found.push({ ...store, bytes: null, count: waiting })
    else {
      const { bytes, count } = await sizeOf(store)
      if (bytes > 0) found.push({ ...store, bytes, count })
    }
  }
  return found
}

async function sizeOf(store: BrowserStore): Promise<{ bytes: number; count: number }> {
  if (store.kind === 'local_storage') return { bytes: localStorage.getItem(store.name)?.length ?? 0, count: 1 }
  if (store.kind !== 'cache') return { bytes: 0, count: 0 }
  let bytes = 0
  let count = 0
  for (const name of await globalThis.caches.keys()) {
    if (!named(store, name)) continue
    for (const answer of await (await globalThis.caches.open(name)).matchAll()) {
      bytes += (await answer.blob()).size
      count += 1
    }
  }
  return { bytes, count }
}
