import { browserStores } from '#contract/browser-stores.ts'
import type { BrowserStore } from '#contract/browser-stores.ts'
import type { StoreDeclaration } from '#kernel/purpose/stores.ts'

const gone = (store: BrowserStore) =>
  store.wipedAt.includes('sign_out')
    ? {
      nl: 'Gaat weg bij uitloggen en zodra de sessie niet meer geldt; daarna opent het niets meer',
      en: 'Goes at sign-out and as soon as the session no longer holds; after that it opens nothing',
    }
    : {
      nl: 'Blijft op het apparaat tot het daar wordt gewist; er staat niets over een persoon in',
      en: 'Stays on the device until it is wiped there; it holds nothing about a person',
    }

/** What lies on a person's own device. It is theirs: the service can ask their browser to wipe it, and cannot reach further (G9). */
export const browser: readonly StoreDeclaration[] = browserStores.map((store) => ({
  id: `browser:${store.name}`,
  kind: 'browser',
  room: 'web',
  what: store.what,
  encrypted: 'none',
  lies: 'device',
  items: [
    {
      name: store.what,
      category: store.whose === 'device' ? 'none' : store.kind === 'cookie' ? 'authentication' : 'booking',
      whose: store.whose === 'device' ? 'nobody' : 'employee',
      purposes: store.kind === 'cookie' ? ['sign_in'] : store.whose === 'device' ? [] : ['booking', 'presence'],
      form: 'clear',
      kept: store.howLong,
      erased: gone(store),
    },
  ],
}))
