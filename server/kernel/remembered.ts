/** A cut reaches every process with its commit; should that word be lost, what is remembered is at most this old. */
const rememberedMs = 1000
const mostRemembered = 10_000

/** What look-ups of the last second found, so that a page with ten requests asks the database once. */
export const createRemembered = <Found>() => {
  const entries = new Map<string, { readonly found: Found; readonly atMs: number }>()
  // A look-up that began before something was dropped must not bring it back.
  let drops = 0
  return {
    get: (key: string, nowMs: number): Found | null => {
      const entry = entries.get(key)
      if (entry === undefined) return null
      const ageMs = nowMs - entry.atMs
      return ageMs >= 0 && ageMs < rememberedMs ? entry.found : null
    },
    drops: () => drops,
    put: (key: string, found: Found, atMs: number, dropsBefore: number) => {
      if (dropsBefore !== drops) return
      if (entries.size >= mostRemembered) entries.clear()
      entries.set(key, { found, atMs })
    },
    dropWhere: (matches: (found: Found) => boolean) => {
      drops += 1
      for (const [key, { found }] of entries) if (matches(found)) entries.delete(key)
    },
  }
}
