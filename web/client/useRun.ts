import { useState } from 'react'

/** Runs what changes something, where the endpoint depends on whose data it is. As useSend: the error stands ready to be shown. */
export function useRun() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = <Answer>(work: () => Promise<Answer>, done?: (answer: Answer) => void | Promise<void>, refused?: (error: unknown) => void) => {
    if (busy) return
    const whole = async () => {
      setBusy(true)
      setError(null)
      try {
        const answer = await work()
        await done?.(answer)
      } catch (problem) {
        setError(problem)
        refused?.(problem)
      } finally {
        setBusy(false)
      }
    }
    void whole()
  }
  return { run, busy, error }
}
