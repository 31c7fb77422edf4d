import { useSyncExternalStore } from 'react'

/** From this width on there is room for a panel beside the page (control.css). */
const wide = matchMedia('(min-width: 1200px)')
const listen = (changed: () => void) => {
  wide.addEventListener('change', changed)
  return () => wide.removeEventListener('change', changed)
}

/** Whether what was chosen shows in a panel; else it has a page of its own. */
export const useWide = (): boolean => useSyncExternalStore(listen, () => wide.matches)
