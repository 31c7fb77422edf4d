import { Refusal } from './errors.ts'

/**
 * For what anybody may ask without an account: so few go at a time, so many wait, and who comes then is sent away at once. Whatever is poured on these
 * endpoints, most of a purpose's connections are left to those who are signed in.
 * @throws Refusal too_many_attempts when enough are waiting; what `work` throws
 */
export const createFewAtOnce = ({ running, waiting }: { readonly running: number; readonly waiting: number }): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const line: (() => void)[] = []
  let busy = 0
  return async (work) => {
    if (busy < running) busy += 1
    else {
      if (line.length >= waiting) throw new Refusal('too_many_attempts', { seconds: 1 }, { retryAfterSeconds: 1 })
      // Whoever is done hands its place on.
      const turn = Promise.withResolvers<void>()
      line.push(turn.resolve)
      await turn.promise
    }
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next === undefined) busy -= 1
      else next()
    }
  }
}
