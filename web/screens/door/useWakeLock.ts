import { useEffect } from 'react'

/** Keeps the screen of a display on, where the browser lets a page do that (over https, and while it is in view). */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return
    let held: WakeLockSentinel | null = null
    let ended = false
    const hold = async () => {
      if (document.hidden) return
      try {
        const lock = await navigator.wakeLock.request('screen')
        if (ended) await lock.release()
        else held = lock
      } catch {
        // Low battery, or the browser's own choice: then it sleeps as any tablet does.
      }
    }
    const again = () => void hold()
    document.addEventListener('visibilitychange', again)
    void hold()
    return () => {
      ended = true
      document.removeEventListener('visibilitychange', again)
      void held?.release()
    }
  }, [wanted])
}
