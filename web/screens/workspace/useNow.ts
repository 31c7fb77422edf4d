import { useEffect, useState } from 'react'

/**
 * The time as the service has it, ticking. A device's own clock may be wrong; what counts is how it ran since the
 * service last told the time.
 *
 * @param serverAt instant that the service told last; null: the device's clock is all there is
 * @param everyMs how often it ticks, on whole steps of that length
 * @returns epoch milliseconds
 */
export function useNow(serverAt: string | null, everyMs: number): number {
  const [ahead, setAhead] = useState(0)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (serverAt !== null) setAhead(Date.parse(serverAt) - Date.now())
  }, [serverAt])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      const atMs = Date.now() + ahead
      setNow(atMs)
      timer = setTimeout(tick, everyMs - (atMs % everyMs) + 5)
    }
    const comesBack = () => {
      clearTimeout(timer)
      if (!document.hidden) tick()
    }
    tick()
    document.addEventListener('visibilitychange', comesBack)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', comesBack)
    }
  }, [ahead, everyMs])
  return now
}
