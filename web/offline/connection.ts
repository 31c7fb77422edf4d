import { useSyncExternalStore } from 'react'

const watch = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether the device believes it has a network. Only a hint: an answer, or its lack, is the proof. */
export const useOnline = (): boolean => useSyncExternalStore(watch, () => navigator.onLine)
