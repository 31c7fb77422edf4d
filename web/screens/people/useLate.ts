import { useEffect, useState } from 'react'

/** A value once it has stood still for a moment, so that not every letter typed is asked for. */
export function useLate<T>(value: T, ms: number): T {
  const [late, setLate] = useState(value)
  useEffect(() => {
    const timer = setTimeout(setLate, ms, value)
    return () => clearTimeout(timer)
  }, [value, ms])
  return late
}
