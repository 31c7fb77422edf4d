/**
 * Everything this app keeps in a browser, all of it (G1.1: one inventory for every surface). What is not in this list is
 * not kept: the names used in code come from here, and the wipe goes by it. My data shows it to the person.
 */
export type BrowserStore = {
  readonly kind: 'cookie' | 'cache' | 'indexed_db' | 'local_storage' | 'session_storage'
  /** Exact name, or a beginning followed by `*`. */
  readonly name: string
  readonly what: { readonly nl: string; readonly en: string }
  /** `person`: of the one who is signed in. `device`: says nothing about who used it. */
  readonly whose: 'person' | 'device'
  readonly howLong: { readonly nl: string; readonly en: string }
  /** `sign_out`: on signing out, here or everywhere, and on any answer 401. `wipe`: when the person wipes this device. */
  readonly wipedAt: readonly ('sign_out' | 'wipe')[]
}

export const themeKey = 'vrijplek.theme'
export const languageKey = 'vrijplek.language'
/** Cache of what one person last saw; the person's id follows. */
export const keptCachePrefix = 'vrijplek-kept-'
/** Cache of the app's own files; the version follows. */
export const shellCachePrefix = 'vrijplek-shell-'
export const waitingDatabase = 'vrijplek-waiting'
/** How long a kept answer may still be shown without a connection. */
export const keptForHours = 24

export const browserStores: readonly BrowserStore[] = [
  {
    kind: 'cookie',
    name: '__Host-vrijplek', // without the prefix on plain http, where browsers refuse it
    what: { nl: 'Dat je bent ingelogd', en: 'That you are signed in' },
    whose: 'person',
    howLong: { nl: 'tot je uitlogt of de sessie verloopt', en: 'until you sign out or the session ends' },
    wipedAt: ['sign_out', 'wipe'],
  },
  {
    kind: 'cookie',
    name: '__Host-vrijplek-door',
    what: { nl: 'Bij welke kamer dit deurscherm hoort', en: 'Which room this door display belongs to' },
    whose: 'device',
    howLong: { nl: 'tot het scherm wordt ontkoppeld', en: 'until the display is unpaired' },
    wipedAt: ['wipe'],
  },
  {
    kind: 'cache',
    name: `${keptCachePrefix}*`,
    what: {
      nl: 'Je boekingen van nu, wie je bent, en de laatste plattegrond met de namen van collega’s die je daarop zag',
      en: 'Your bookings of now, who you are, and the last floor plan with the names of colleagues you saw on it',
    },
    whose: 'person',
    howLong: {
      nl: `${keptForHours} uur; wat ouder is gaat weg zodra de app weer opent`,
      en: `${keptForHours} hours; what is older goes as soon as the app opens again`,
    },
    wipedAt: ['sign_out', 'wipe'],
  },
  {
    kind: 'indexed_db',
    name: waitingDatabase,
    what: { nl: 'Acties die op verbinding wachten', en: 'Actions that wait for a connection' },
    whose: 'person',
    howLong: { nl: `tot ze verstuurd zijn, hoogstens ${keptForHours} uur`, en: `until sent, at most ${keptForHours} hours` },
    wipedAt: ['sign_out', 'wipe'],
  },
  {
    kind: 'local_storage',
    name: themeKey,
    what: { nl: 'Licht of donker', en: 'Light or dark' },
    whose: 'device',
    howLong: { nl: 'tot je het wist', en: 'until you wipe it' },
    wipedAt: ['wipe'],
  },
  {
    kind: 'local_storage',
    name: languageKey,
    what: { nl: 'Nederlands of Engels', en: 'Dutch or English' },
    whose: 'device',
    howLong: { nl: 'tot je het wist', en: 'until you wipe it' },
    wipedAt: ['wipe'],
  },
  {
    kind: 'session_storage',
    name: 'tsr-scroll-restoration*', // of the router (TanStack Router, scroll restoration)
    what: { nl: 'Hoe ver je op een pagina was', en: 'How far down a page you were' },
    whose: 'device',
    howLong: { nl: 'tot je het tabblad sluit', en: 'until you close the tab' },
    wipedAt: ['wipe'],
  },
  {
    kind: 'cache',
    name: `${shellCachePrefix}*`,
    what: { nl: 'De app zelf, zonder gegevens', en: 'The app itself, without data' },
    whose: 'device',
    howLong: { nl: 'tot de volgende versie', en: 'until the next version' },
    wipedAt: ['wipe'],
  },
]
