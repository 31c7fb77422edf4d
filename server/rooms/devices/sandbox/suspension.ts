/** So many frames in a row that ran out of time or memory, and the decoder rests. */
const mostStrikes = 5
/** Decoders remembered; the longest untouched is forgotten first. */
const mostRemembered = 10_000

export type Suspension = {
  isSuspended: (key: string) => boolean
  /** A frame cost its whole limit. */
  strike: (key: string) => void
  /** It cost a whole worker. */
  suspend: (key: string) => void
  clear: (key: string) => void
}

/** Keeps decoders that burn their limits from burning them for every frame. After the rest they get another chance. */
export const createSuspension = (restMs: number, nowMs: () => number): Suspension => {
  const remembered = new Map<string, { strikes: number; untilMs: number }>()

  const remember = (key: string, strikes: number, untilMs: number): void => {
    remembered.delete(key)
    remembered.set(key, { strikes, untilMs })
    const [oldest] = remembered.keys()
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
  }

  return {
    isSuspended: (key) => (remembered.get(key)?.untilMs ?? 0) > nowMs(),
    strike: (key) => {
      const strikes = (remembered.get(key)?.strikes ?? 0) + 1
      // one more strike after the rest suffices: it keeps all but one
      if (strikes >= mostStrikes) remember(key, mostStrikes - 1, nowMs() + restMs)
      else remember(key, strikes, 0)
    },
    suspend: (key) => remember(key, mostStrikes - 1, nowMs() + restMs),
    clear: (key) => void remembered.delete(key),
  }
}
