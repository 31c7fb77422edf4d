/** SQLSTATE, or the code of a system error. */
const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}

/** PostgreSQL is away or going down: class 57P, class 08, and the socket's own words. */
export const isAway = (error: unknown): boolean =>
  /^(57P0|08)/.test(codeOf(error)) ||
  ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(codeOf(error)) ||
  /Connection terminated|timeout exceeded when trying to connect/.test(error instanceof Error ? error.message : '')

/** The same work may succeed later: PostgreSQL is away, out of room (class 53), or broke a tie between transactions (class 40). */
export const mayPass = (error: unknown): boolean => isAway(error) || /^(40|53)/.test(codeOf(error))
