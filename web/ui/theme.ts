import { themeKey } from '#contract/browser-stores.ts'

export type Theme = 'system' | 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')

/** What this device was told: light, dark, or to follow the system. */
export function theme(): Theme {
  const kept = localStorage.getItem(themeKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Wears a theme from now on, on this device. */
export function chooseTheme(chosen: Theme): void {
  if (chosen === 'system') localStorage.removeItem(themeKey)
  else localStorage.setItem(themeKey, chosen)
  wear()
}

/** Follows the system when it changes, as long as nothing else was chosen. */
export function startTheme(): void {
  wear()
  systemDark.addEventListener('change', wear)
}

// The colours of the browser's own bar are those of --paper; the first frame is dressed by first-paint.js.
function wear(): void {
  const chosen = theme()
  const dark = chosen === 'dark' || (chosen === 'system' && systemDark.matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#15171A' : '#FAF9F6')
}
