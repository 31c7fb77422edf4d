/** Registers the service worker, and tells when a new version of the app stands ready behind the running one. */
export function startWorker(onNewVersion: (use: () => void) => void): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const hadOne = navigator.serviceWorker.controller !== null
  let reloading = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!hadOne || reloading) return // the first worker takes over a page that is as new as itself
    reloading = true
    location.reload()
  })
  const ready = (waiting: ServiceWorker) => onNewVersion(() => waiting.postMessage({ type: 'activate' }))
  void navigator.serviceWorker.register('/sw.js').then((registration) => {
    if (registration.waiting !== null && hadOne) ready(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && hadOne) ready(coming)
      })
    })
  }, () => undefined) // without it the app works, only not offline
}
