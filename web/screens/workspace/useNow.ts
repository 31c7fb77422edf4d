import { useEffect, useRef, useState } from 'react'

/**
 * The time as the service has it, in steps. A device's own clock may be wrong; what counts is how it ran since the
 * service last told the time.
 *
 * @param serverAt instant that the service told last; null: the device's clock is all there is
 * @param stepMs length of a step: it changes on whole ones only
 * @returns epoch milliseconds, the beginning of the step that it is now
 */
export function useNow(serverAt: string | null, stepMs: number): number {
  const ahead = useRef(0)
  const [now, setNow] = useState(() => stepOf(Date.now(), stepMs))
  useEffect(() => {
    if (serverAt !== null) ahead.current = Date.parse(serverAt) - Date.now()
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      const atMs = Date.now() + ahead.current
      setNow(stepOf(atMs, stepMs))
      timer = setTimeout(tick, stepMs - (atMs % stepMs) + 5)
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
  }, [serverAt, stepMs])
  return now
}

const stepOf = (atMs: number, stepMs: number) => atMs - (atMs % stepMs)
