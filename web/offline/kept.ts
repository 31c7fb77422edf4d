/**
 * Which answers are kept for a moment without connection: who I am, today and my bookings, and the last floor with its
 * plan. Nothing else (browser-stores.ts says the same to the person).
 */
type Kept =
  /** Says whose the cache is. */
  | 'session'
  | 'mine'
  /** Of floors only the last one seen stays; its id comes with it. */
  | { readonly floor: string }

const mine = new Set(['/api/v1/today', '/api/v1/bookings', '/api/v1/locations'])

export function keptAs(url: URL): Kept | null {
  if (url.pathname === '/api/v1/session') return 'session'
  if (mine.has(url.pathname)) return 'mine'
  const floor = /^\/api\/v1\/floors\/([^/]+)(?:\/live)?$/.exec(url.pathname)?.[1]
  return floor === undefined ? null : { floor }
}

/** The floor an address belongs to, or null. */
export function floorOf(url: URL): string | null {
  const kept = keptAs(url)
  return kept !== null && typeof kept === 'object' ? kept.floor : null
}
