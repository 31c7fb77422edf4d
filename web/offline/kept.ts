import { keptForHours } from '#contract/browser-stores.ts'

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

/** When an answer was seen, as it is kept with it. */
export const seenAtHeader = 'x-vrijplek-seen-at'

/** Older than it may be kept, or of nobody knows when: names of colleagues stand in it, so it goes, whether somebody asks for it or not. */
export function isOverdue(headers: Pick<Headers, 'get'>, nowMs: number): boolean {
  return !(nowMs - Date.parse(headers.get(seenAtHeader) ?? '') < keptForHours * 3_600_000)
}
