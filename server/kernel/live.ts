import type { OrganisationId } from '#contract/ids.ts'

/** Word that something people watch has changed, within this process: "look again", never the data itself. */
export type Live = {
  changed(organisation: OrganisationId, topic: string): void
  /** @returns a function that ends the subscription */
  subscribe(organisation: OrganisationId, topic: string, look: () => void): () => void
}

export const createLive = (): Live => {
  const watchers = new Map<string, Set<() => void>>()
  const key = (organisation: OrganisationId, topic: string) => `${organisation} ${topic}`
  return {
    changed: (organisation, topic) => {
      for (const look of watchers.get(key(organisation, topic)) ?? []) look()
    },
    subscribe: (organisation, topic, look) => {
      const at = key(organisation, topic)
      const set = watchers.get(at) ?? new Set()
      watchers.set(at, set.add(look))
      return () => {
        set.delete(look)
        if (set.size === 0) watchers.delete(at)
      }
    },
  }
}
