import type { Clock } from './clock.ts'

/**
 * Remembers for a while what takes the processor long to make, and is the same for whoever asks for that key: those who ask at once share one making. The
 * oldest give way.
 */
export const createMadeOnce = <T>(
  clock: Clock,
  { seconds, most }: { readonly seconds: number; readonly most: number },
): ((key: string, make: () => Promise<T>) => Promise<T>) => {
  const made = new Map<string, { readonly atMs: number; readonly result: Promise<T> }>()
  return (key, make) => {
    const nowMs = clock.now().epochMilliseconds
    const known = made.get(key)
    if (known !== undefined && Math.abs(nowMs - known.atMs) < seconds * 1000) return known.result
    const result = make()
    const entry = { atMs: nowMs, result }
    made.delete(key)
    made.set(key, entry)
    for (const oldest of made.keys()) {
      if (made.size <= most) break
      made.delete(oldest)
    }
    result.catch(() => {
      if (made.get(key) === entry) made.delete(key)
    })
    return result
  }
}
