/** A key that is in hand somewhere. When it is destroyed its bytes are wiped, and everybody who holds it sees that it is gone. */
export type Held = { readonly key: Buffer; live: boolean }

/** Keys that were opened, by owner, the longest known first out. */
export type KeyCache = {
  get(owner: string): Held | undefined
  put(owner: string, key: Buffer): Held
  /** Wipes the keys of owners for whom this holds, at once. */
  wipe(of: (owner: string) => boolean): void
  /** Forgets everything; who holds a key in a request that runs keeps it to the end of that. */
  forget(): void
}

export const createKeyCache = (most: number): KeyCache => {
  const held = new Map<string, Held>()
  return {
    get: (owner) => held.get(owner),
    put: (owner, key) => {
      const oldest = held.size >= most ? held.keys().next().value : undefined
      if (oldest !== undefined) held.delete(oldest)
      const made = { key, live: true }
      held.set(owner, made)
      return made
    },
    wipe: (of) => {
      for (const [owner, each] of held) {
        if (!of(owner)) continue
        each.live = false
        each.key.fill(0)
        held.delete(owner)
      }
    },
    forget: () => held.clear(),
  }
}
