const prefix = '/api/v1'

/**
 * `/floors/{floorId}` with its parameters and query filled in, below the API's address. Query keys without a value are
 * left out.
 */
export function urlOf(path: string, params: unknown = {}, query: unknown = {}): string {
  const given = params as Readonly<Record<string, string | number>>
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = given[name]
    if (value === undefined || value === '') throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query as Readonly<Record<string, string | number | boolean | null | undefined>>)) {
    if (value !== undefined && value !== null) search.append(key, String(value))
  }
  const asked = search.toString()
  return `${prefix}${filled}${asked ? `?${asked}` : ''}`
}

/** An address that the service gave for the way to an identity provider, with where to come back to: a path of this app. */
export function thereAndBack(url: string, path: string | undefined): string {
  if (path === undefined) return url
  return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams({ returnTo: path }).toString()}`
}
