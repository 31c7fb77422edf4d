import { useEffect, useState } from 'react'

/**
 * Counts down whole seconds.
 *
 * @param untilMs when it ends, epoch milliseconds; null: nothing to wait for
 * @returns seconds left, 0 when it is over
 */
export function useCountdown(untilMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (untilMs === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      setNowMs(Date.now())
      if (Date.now() < untilMs) timer = setTimeout(tick, 500)
    }
    timer = setTimeout(tick, 0)
    return () => clearTimeout(timer)
  }, [untilMs])
  return untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000))
}
