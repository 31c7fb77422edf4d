/** The one source of time. Passed in by the house; tests hold it. */
export type Clock = {
  now(): Temporal.Instant
  /** Does work once this instant is there, at once when it has passed. @returns what forgets it */
  at(instant: Temporal.Instant, work: () => void): () => void
}

/** Node counts no further (its timers hold 31 bits of milliseconds). */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  at: (instant, work) => {
    let timer: NodeJS.Timeout | undefined
    const arm = (): void => {
      const leftMs = instant.epochMilliseconds - Date.now()
      timer = setTimeout(leftMs > 0 ? arm : work, Math.min(longestTimerMs, Math.max(0, leftMs)))
      timer.unref()
    }
    arm()
    return () => clearTimeout(timer)
  },
}

/** A clock that stands still until it is told otherwise. */
export const heldClock = (
  start: string,
): Clock & { set(instant: string): void; advance(duration: Temporal.DurationLike): void } => {
  let at = Temporal.Instant.from(start)
  const waiting = new Map<() => void, Temporal.Instant>()
  const move = (to: Temporal.Instant): void => {
    at = to
    for (const [work, instant] of waiting) {
      if (Temporal.Instant.compare(instant, at) > 0) continue
      waiting.delete(work)
      work()
    }
  }
  return {
    now: () => at,
    at: (instant, work) => {
      const once = () => work()
      waiting.set(once, instant)
      move(at)
      return () => void waiting.delete(once)
    },
    set: (instant) => move(Temporal.Instant.from(instant)),
    advance: (duration) => move(at.add(duration)),
  }
}
