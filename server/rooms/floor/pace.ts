/** Looks again when told to: the first time at once, then at most every `leastMs`; and by itself every `everyMs`, since time alone changes things too. */
export type Pace = {
  /** Something may have changed. */
  readonly nudge: () => void
  readonly end: () => void
}

export type PaceTimes = { readonly leastMs: number; readonly everyMs: number }

/** @param look never runs twice at once; what it throws goes to `onError`, and the next nudge tries again */
export const paced = (look: () => Promise<void>, times: PaceTimes, onError: (error: unknown) => void): Pace => {
  let running = false
  let again = false
  let ended = false
  let startedMs = Number.NEGATIVE_INFINITY
  let later: NodeJS.Timeout | undefined

  const run = (): void => {
    later = undefined
    running = true
    again = false
    startedMs = performance.now()
    look()
      .catch(onError)
      .finally(() => {
        running = false
        if (again) nudge()
      })
  }

  const nudge = (): void => {
    if (ended || later !== undefined) return
    if (running) {
      again = true
      return
    }
    const waitMs = startedMs + times.leastMs - performance.now()
    if (waitMs <= 0) return run()
    later = setTimeout(run, waitMs)
    later.unref()
  }

  const beat = setInterval(nudge, times.everyMs)
  beat.unref()
  return {
    nudge,
    end: () => {
      ended = true
      clearInterval(beat)
      clearTimeout(later)
    },
  }
}
