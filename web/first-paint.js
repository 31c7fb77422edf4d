// Runs before the first paint, as a plain script of its own: the CSP allows no inline code. It sets what the first
// frame needs, theme and language, so that nobody sees a flash of the wrong one. The keys stand in contract/browser-stores.ts.
{
  const root = document.documentElement
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage is switched off: the system's theme and the browser's language
    }
  }
  const theme = read('vrijplek.theme')
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  document.querySelector('meta[name="theme-color"]').content = dark ? '#15171A' : '#FAF9F6'
  const spoken = (tag) => tag === 'nl' || tag === 'en'
  const chosen = read('vrijplek.language')
  const guess = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(spoken)
  root.lang = spoken(chosen) ? chosen : (guess ?? 'en')

  // What the app will ask for once it runs, asked for now; the build fills in the names.
  const early = /* early */ null
  if (early) {
    const isFirstScreen = location.pathname === '/' || location.pathname === '/sign-in'
    for (const href of [early.words[root.lang], ...(isFirstScreen ? early.screens : [])]) {
      const link = document.createElement('link')
      link.rel = 'modulepreload'
      link.href = href
      document.head.append(link)
    }
  }

  // Who is signed in decides on the screen, and Today is the one most start with: asked for before the app is there.
  const ask = (path) => fetch(`/api/v1${path}`, {
    headers: { accept: 'application/json, application/problem+json', 'accept-language': root.lang },
  })
  const none = () => null
  if (!location.pathname.startsWith('/door')) {
    const session = ask('/session')
    globalThis.vrijplekEarly = {
      getSession: session.catch(none),
      getToday: session
        .then((answer) => (answer.ok && location.pathname === '/' ? ask('/today') : null))
        .then((answer) => (answer?.ok ? answer : null), none),
    }
  }
}
