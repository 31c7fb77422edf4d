/** What the address of the map says. */
export type MapSearch = {
  readonly view?: 'list'
  /** The chosen workspace, whose sheet is open. */
  readonly select?: string
  /** A workspace near which one wants to sit. */
  readonly near?: string
  /** A period instead of now, RFC 3339. Both or none. */
  readonly from?: string
  readonly to?: string
}

const id = /^[0-9a-f]{8}-[0-9a-f-]{27}$/
const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))

/** Reads the address; what makes no sense is left out. */
export function mapSearch({ view, select, near, from, to }: Record<string, unknown>): MapSearch {
  const period = isInstant(from) && isInstant(to) && Date.parse(from) < Date.parse(to)
  return {
    ...(view === 'list' ? { view } : {}),
    ...(typeof select === 'string' && id.test(select) ? { select } : {}),
    ...(typeof near === 'string' && id.test(near) ? { near } : {}),
    ...(period ? { from, to } : {}),
  }
}
