import { Refusal } from '#kernel/errors.ts'
import type { Clock } from '#kernel/clock.ts'

/**
 * At most so many attempts per key in a window of time, counted in this process: enough against guessing codes that live for ten minutes.
 */
export const createAttempts = (clock: Clock, limit: { readonly attempts: number; readonly minutes: number }) => {
  const counted = new Map<string, { untilMs: number; attempts: number }>()
  const windowMs = limit.minutes * 60_000
  return {
    /** @throws Refusal too_many_attempts */
    count: (key: string): void => {
      const nowMs = clock.now().epochMilliseconds
      for (const [old, { untilMs }] of counted) {
        if (untilMs > nowMs) break
        counted.delete(old)
      }
      const found = counted.get(key)
      if (found === undefined || found.untilMs <= nowMs) {
        counted.delete(key)
        counted.set(key, { untilMs: nowMs + windowMs, attempts: 1 })
        return
      }
      found.attempts += 1
      if (found.attempts <= limit.attempts) return
      const seconds = Math.ceil((found.untilMs - nowMs) / 1000)
      throw new Refusal('too_many_attempts', { seconds }, { retryAfterSeconds: seconds })
    },
  }
}
