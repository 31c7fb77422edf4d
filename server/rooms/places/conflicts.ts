import { Refusal } from '#kernel/errors.ts'

/** SQLSTATE of PostgreSQL, appendix A. */
export const uniqueViolation = '23505'
export const foreignKeyViolation = '23503'

/** Runs a write and turns a violated constraint into its refusal; anything else stays what it is. The transaction is over either way. */
export const refusing = async <T>(refusals: Readonly<Record<string, Refusal>>, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const code = (error as { code?: unknown }).code
    const refusal = typeof code === 'string' ? refusals[code] : undefined
    throw refusal ?? error
  }
}

/** @throws Refusal not_found when there is no row */
export const found = <T>(row: T | undefined | null): T => {
  if (row === undefined || row === null) throw new Refusal('not_found')
  return row
}
