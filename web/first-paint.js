// Runs before the first paint, as a plain script of its own: the CSP allows no inline code. It sets what the first
// frame needs, theme and language, so that nobody sees a flash of the wrong one. The keys stand in browser-stores.ts.
(function () {
  var root = document.documentElement
  var read = function (key) {
    try { return localStorage.getItem(key) } catch { return null }
  }
  var theme = read('vrijplek.theme')
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  document.querySelector('meta[name="theme-color"]').content = dark ? '#15171A' : '#FAF9F6'
  var chosen = read('vrijplek.language')
  var guess = (navigator.languages || [navigator.language]).map(function (tag) { return tag.slice(0, 2).toLowerCase() })
    .find(function (tag) { return tag === 'nl' || tag === 'en' })
  root.lang = chosen === 'nl' || chosen === 'en' ? chosen : guess || 'en'
})()
