import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type Mark = { readonly table: string; readonly marks: string }

/** Remembers, with the erasure itself, that these tables must be written anew. In one order, so that two erasures never wait for each other in a ring. */
export const markForRewrite = async (tx: Tx, tables: readonly string[]): Promise<void> => {
  await sql`
    INSERT INTO table_rewrites AS t (table_name, marks) SELECT name, 1 FROM unnest(${[...tables].sort()}::text[]) WITH ORDINALITY AS n (name, place) ORDER BY place
    ON CONFLICT (table_name) DO UPDATE SET marks = t.marks + 1
  `.execute(tx.db)
}

/** As the schema's owner, as are the next. */
export const readMarks = async (client: pg.Client): Promise<Mark[]> =>
  (await client.query<Mark>('SELECT table_name AS "table", marks::text AS marks FROM table_rewrites ORDER BY table_name')).rows

export const clearMark = async (client: pg.Client, { table, marks }: Mark): Promise<void> => {
  await client.query('DELETE FROM table_rewrites WHERE table_name = $1 AND marks = $2', [table, marks])
}
