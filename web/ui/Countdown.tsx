import { useEffect, useState } from 'react'

/** Minutes and seconds until an instant, on the screen's own clock; it is told once in words and then moves silently. */
export function Countdown({ until, say }: { readonly until: string; readonly say: (time: string) => string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.round((new Date(until).getTime() - now) / 1000))
  return <span className="countdown" role="timer">{say(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`)}</span>
}
