import type { TestHouse } from './house.ts'

/** A browser in miniature: keeps cookies of our site and of the provider apart, and follows redirects between the two. */
export type SsoBrowser = {
  /** Goes to an address, ours (past the network) or the provider's, and follows on until there is no redirect any more, or one that is not ours to follow. */
  go(url: string): Promise<Landed>
  /** One step, no redirect followed. */
  step(url: string, form?: Readonly<Record<string, string>>): Promise<Landed>
  /** Our cookies, as a header. */
  readonly cookie: () => string
  /** Drops the cookies of one site. */
  forget(origin: string): void
}
export type Landed = { readonly url: string; readonly status: number; readonly location: string | null; readonly text: string }

export const openSsoBrowser = (house: TestHouse): SsoBrowser => {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (origin: string): Map<string, string> => {
    const found = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, found)
    return found
  }
  const header = (origin: string): string => [...jarOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (origin: string, set: readonly string[]): void => {
    for (const each of set) {
      const [pair = '', ...attributes] = each.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      const isOver = attributes.some((attribute) => /^\s*max-age=0/i.test(attribute) || /expires=thu, 01 jan 1970/i.test(attribute))
      if (value === '' || isOver) jarOf(origin).delete(name)
      else jarOf(origin).set(name, value)
    }
  }
  const ours = house.kernel.publicUrl

  const step: SsoBrowser['step'] = async (address, form) => {
    const url = new URL(address, ours)
    const { origin } = url
    const payload = form === undefined ? undefined : new URLSearchParams(form).toString()
    if (origin === ours) {
      // A form that another site posts brings no Lax cookie along.
      const cookies = form === undefined ? { cookie: header(origin) } : { origin: 'https://provider.example', 'sec-fetch-site': 'cross-site' }
      const answer = await house.http.inject({
        method: form === undefined ? 'GET' : 'POST',
        url: `${url.pathname}${url.search}`,
        headers: { ...cookies, ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(payload === undefined ? {} : { payload }),
      })
      keep(origin, [answer.headers['set-cookie'] ?? []].flat())
      const location = typeof answer.headers.location === 'string' ? answer.headers.location : null
      return { url: url.href, status: answer.statusCode, location, text: answer.body }
    }
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: header(origin) } })
    keep(origin, answer.headers.getSetCookie())
    return { url: url.href, status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }

  return {
    step,
    go: async (address) => {
      let landed = await step(address)
      for (let hop = 0; hop < 15 && landed.location !== null; hop += 1) {
        const next = new URL(landed.location, landed.url)
        if (next.origin === ours && !next.pathname.startsWith('/api/')) return landed
        landed = await step(next.href)
      }
      return landed
    },
    cookie: () => header(ours),
    forget: (origin) => void jars.delete(origin),
  }
}
