import { CompiledQuery } from 'kysely'
import type { Tx } from '../purpose/in-purpose.ts'

/**
 * Runs a statement whose text never changes: it is prepared once per connection, and no query is built for it. For batches, with arrays as parameters.
 * @param text with `$1` … for the values; constant, never put together
 */
export const statement = async <Row>(tx: Tx, text: string, values: readonly unknown[]): Promise<Row[]> =>
  (await tx.db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Row[]
