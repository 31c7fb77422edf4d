import type { z } from 'zod'
import type { Store as StoreSchema } from '#contract/endpoints/inventory.ts'

export type Store = z.infer<typeof StoreSchema>

/**
 * Stores in which a word stands, in what is said of the store or of its items, and which serve a purpose. All words must be found; the purpose must be
 * that of an item.
 */
export function matchingStores(stores: readonly Store[], search: string, purpose: string): Store[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return stores.filter((store) => {
    if (purpose !== '' && !store.items.some((item) => item.purposes.includes(purpose))) return false
    const said = [store.id, store.what, store.room, ...store.countries, ...store.items.flatMap((item) => [item.name, item.category, item.whose, item.kept, item.erased])]
      .join(' ').toLocaleLowerCase()
    return wanted.every((word) => said.includes(word))
  })
}
