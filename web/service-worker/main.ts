import { keptCachePrefix, shellCachePrefix } from '#contract/browser-stores.ts'
import { floorOf, isOverdue, keptAs, seenAtHeader } from '../offline/kept.ts'

declare const self: ServiceWorkerGlobalScope
/** Filled in by the build: the app's files, and a hash over them. */
declare const __PRECACHE__: readonly string[]
declare const __VERSION__: string

const shell = `${shellCachePrefix}${__VERSION__}`
/** After this long without an answer, the kept one is shown while the network goes on. */
const patienceMs = 4_000

/** Counts sign-outs, so that an answer that was under way during one is not kept after it. */
let signOuts = 0

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(dropOverdue).then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  const { type } = event.data as { type?: string }
  // The page says so when the person wants the new version: until then the old one keeps all its files.
  if (type === 'activate') void self.skipWaiting()
  if (type === 'signed-out') event.waitUntil(dropKept())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin || request.method !== 'GET') return
  if (url.pathname.startsWith('/api/')) {
    if (keptAs(url) !== null) event.respondWith(networkFirst(event, url))
    return
  }
  // Pages of the server itself, that a person may open in the browser.
  if (/^\/(health|metrics)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') {
    event.respondWith(fromShell('/', request))
    return
  }
  if (__PRECACHE__.includes(url.pathname) || url.pathname.startsWith('/assets/')) {
    event.respondWith(fromShell(url.pathname, request))
  }
})

async function keepShell(): Promise<void> {
  const cache = await caches.open(shell)
  await cache.addAll(__PRECACHE__.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' })))
}

async function dropOldShells(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(shellCachePrefix) && name !== shell) await caches.delete(name)
  }
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  const found = await cache.match(path)
  if (found !== undefined) return found
  const answer = await fetch(request)
  // A hashed file outside the list (a rare subset of the typeface) is kept once it was needed.
  if (answer.ok && path.startsWith('/assets/')) await cache.put(path, answer.clone())
  return answer
}

async function networkFirst(event: FetchEvent, url: URL): Promise<Response> {
  const before = signOuts
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.status === 401) await dropKept()
    else if (answer.ok && before === signOuts) await keep(url, answer.clone())
    return answer
  })
  event.waitUntil(fresh.catch(() => undefined))
  const first = await Promise.race([
    fresh.catch(() => 'nothing' as const),
    new Promise<'late'>((resolve) => {
      setTimeout(resolve, patienceMs, 'late')
    }),
  ])
  const answered = typeof first === 'object'
  // A gateway without a service behind it knows as little as no network at all.
  if (answered && ![502, 503, 504].includes(first.status)) return first
  return (await kept(url)) ?? (answered ? first : await fresh)
}

async function keep(url: URL, answer: Response): Promise<void> {
  const cache = await cacheOfPerson(url, answer)
  if (cache === null) return
  const floor = floorOf(url)
  for (const request of await cache.keys()) {
    const other = floorOf(new URL(request.url))
    if (floor !== null && other !== null && other !== floor) await cache.delete(request)
  }
  await dropOverdue()
  const headers = new Headers(answer.headers)
  headers.set(seenAtHeader, new Date().toISOString())
  await cache.put(url.href, new Response(await answer.blob(), { status: 200, headers }))
}

/** The cache that belongs to one person. The session says who that is; until it has, nothing is kept. */
async function cacheOfPerson(url: URL, answer: Response): Promise<Cache | null> {
  const names = (await caches.keys()).filter((name) => name.startsWith(keptCachePrefix))
  if (keptAs(url) !== 'session') return names[0] === undefined ? null : await caches.open(names[0])
  const session = (await answer.clone().json()) as { person?: { id?: string } }
  const id = session.person?.id
  if (id === undefined) return null
  const name = `${keptCachePrefix}${id}`
  for (const other of names) if (other !== name) await caches.delete(other)
  return await caches.open(name)
}

async function kept(url: URL): Promise<Response | null> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(keptCachePrefix)) continue
    const cache = await caches.open(name)
    const found = await cache.match(url.href)
    if (found === undefined) continue
    if (!isOverdue(found.headers, Date.now())) return found
    await cache.delete(url.href)
  }
  return null
}

/** Also what nobody asks for any more: a floor plan of last week holds names. */
async function dropOverdue(): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(keptCachePrefix)) continue
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const found = await cache.match(request)
      if (found === undefined || isOverdue(found.headers, Date.now())) await cache.delete(request)
    }
  }
}

async function dropKept(): Promise<void> {
  signOuts += 1
  for (const name of await caches.keys()) if (name.startsWith(keptCachePrefix)) await caches.delete(name)
}
