import { CompiledQuery } from 'kysely'
import type { PersonLink } from '#kernel/purpose/personal-data.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Edge, TableShape } from './catalogue.ts'

/**
 * Rows of any table of the inventory: deleted, emptied or counted, some at a time. Names and conditions come from the catalogue and from the declarations,
 * never from outside; values are bound. Purpose `retention`.
 */
const run = async (tx: Tx, text: string, values: readonly unknown[]): Promise<number> =>
  Number((await tx.db.executeQuery(CompiledQuery.raw(text, [...values]))).numAffectedRows ?? 0n)

const name = (identifier: string): string => {
  if (!/^[a-z_][a-z0-9_]*$/.test(identifier)) throw new Error(`${identifier} is no name of ours`)
  return `"${identifier}"`
}
const list = (columns: readonly string[]): string => columns.map(name).join(', ')
const tuple = (columns: readonly string[]): string => (columns.length === 1 ? name(columns[0] ?? '') : `(${list(columns)})`)

/** A condition on rows, with `$2` … for its values; `$1` is the organisation. */
export type Condition = { readonly text: string; readonly values: readonly unknown[] }

/**
 * The keys of at most `most` rows that meet the condition, column by column. Two statements, since the planner, which knows nothing yet of a young table,
 * would rather read all of it once per row than look keys up that come out of a subselect.
 */
const keysOf = async (tx: Tx, shape: TableShape, { text, values }: Condition, most: number): Promise<string[][]> => {
  const { rows } = await tx.db.executeQuery(
    CompiledQuery.raw(
      `SELECT ${shape.key.map((column) => `${name(column)}::text`).join(', ')} FROM ${name(shape.name)}
       WHERE ${name(shape.tenantColumn)} = $1 AND (${text}) LIMIT ${Math.trunc(most)}`,
      [tx.organisation, ...values],
    ),
  )
  return shape.key.map((column) => (rows as Record<string, string>[]).map((row) => row[column] ?? ''))
}

const change = async (tx: Tx, shape: TableShape, verb: string, condition: Condition, most: number): Promise<number> => {
  const own = `${name(shape.tenantColumn)} = $1`
  if (shape.key.length === 0) return run(tx, `${verb} WHERE ${own} AND (${condition.text})`, [tx.organisation, ...condition.values])
  const keys = await keysOf(tx, shape, condition, most)
  if ((keys[0] ?? []).length === 0) return 0
  const types = shape.key.map((column, at) => `$${at + 2}::text[]::${shape.columns.get(column) ?? 'text'}[]`)
  const these = types.length === 1 ? `${tuple(shape.key)} = ANY (${types[0]})` : `${tuple(shape.key)} IN (SELECT * FROM unnest(${types.join(', ')}))`
  return run(tx, `${verb} WHERE ${own} AND ${these}`, [tx.organisation, ...keys])
}

/** @returns how many went; fewer than `most`: none are left */
export const deleteSome = (tx: Tx, shape: TableShape, condition: Condition, most: number): Promise<number> =>
  change(tx, shape, `DELETE FROM ${name(shape.name)}`, condition, most)

/** Columns become null. @returns as `deleteSome` */
export const emptySome = (tx: Tx, shape: TableShape, columns: readonly string[], condition: Condition, most: number): Promise<number> =>
  change(tx, shape, `UPDATE ${name(shape.name)} SET ${columns.map((column) => `${name(column)} = NULL`).join(', ')}`, condition, most)

/** Rows in which this link names one of the persons (`$2`). */
export const rowsOf = (link: PersonLink, persons: readonly string[]): Condition => ({
  text: `${name(link.column)} = ANY ($2::uuid[])${link.when === undefined ? '' : ` AND (${link.when})`}`,
  values: [persons],
})

/** Rows that name none of the persons (`$n`) by any link. */
export const namesNone = (links: readonly PersonLink[], parameter: string): string =>
  links.length === 0
    ? 'true'
    : `NOT (${links.map((link) => `coalesce(${name(link.column)} = ANY (${parameter}::uuid[])${link.when === undefined ? '' : ` AND (${link.when})`}, false)`).join(' OR ')})`

/** How many rows meet each condition, in one statement. */
export const countEach = async (tx: Tx, asked: readonly { readonly shape: TableShape; readonly text: string }[], values: readonly unknown[]): Promise<number[]> => {
  if (asked.length === 0) return []
  const text = asked.map(
    ({ shape, text: condition }, at) =>
      `SELECT ${at} AS place, count(*)::int AS rows FROM ${name(shape.name)} WHERE ${name(shape.tenantColumn)} = $1 AND (${condition})`,
  )
  const { rows } = await tx.db.executeQuery(CompiledQuery.raw(text.join(' UNION ALL '), [tx.organisation, ...values]))
  const found = new Map((rows as { place: number; rows: number }[]).map((row) => [row.place, row.rows]))
  return asked.map((_, at) => found.get(at) ?? 0)
}

export type KeyAt = readonly string[]

/**
 * One bounded step through a whole table in the order of its primary key: nothing before `after` is looked at again, so that a table of millions costs
 * the same per row from the first step to the last.
 * @param keep rows that stay, such as what a statutory duty demands; null: none
 * @returns where it stopped; `next` null: the table was gone through
 */
export const deleteStretch = async (
  tx: Tx,
  shape: TableShape,
  after: KeyAt | null,
  most: number,
  keep: { readonly text: string; readonly values: readonly unknown[] } | null,
): Promise<{ readonly rows: number; readonly next: KeyAt | null }> => {
  const own = `${name(shape.tenantColumn)} = $1`
  const kept = keep === null ? '' : ` AND NOT (${keep.text})`
  const values: unknown[] = [tx.organisation, ...(keep?.values ?? [])]
  if (shape.key.length === 0) return { rows: await run(tx, `DELETE FROM ${name(shape.name)} WHERE ${own}${kept}`, values), next: null }
  const bound = (key: KeyAt): string => {
    const from = values.length
    values.push(...key)
    const types = shape.key.map((column, at) => `$${from + at + 1}::${shape.columns.get(column) ?? 'text'}`)
    return types.length === 1 ? (types[0] ?? '') : `(${types.join(', ')})`
  }
  const beyond = after === null ? '' : ` AND ${tuple(shape.key)} > ${bound(after)}`
  const { rows: last } = await tx.db.executeQuery(
    CompiledQuery.raw(
      // Ordered by the table's columns: by a bare name it would be the text of the output, which no index has in order.
      `SELECT ${shape.key.map((column) => `${name(column)}::text`).join(', ')} FROM ${name(shape.name)} WHERE ${own}${kept}${beyond}
       ORDER BY ${shape.key.map((column) => `${name(shape.name)}.${name(column)}`).join(', ')} OFFSET ${Math.trunc(most) - 1} LIMIT 1`,
      [...values],
    ),
  )
  const end = last[0] as Record<string, string> | undefined
  const next = end === undefined ? null : shape.key.map((column) => end[column] ?? '')
  const upTo = next === null ? '' : ` AND ${tuple(shape.key)} <= ${bound(next)}`
  const rows = await run(tx, `DELETE FROM ${name(shape.name)} WHERE ${own}${kept}${beyond}${upTo}`, values)
  return { rows, next }
}

/** Rows that others, which stay, still point at. */
export const pointedAt = (shape: TableShape, edges: readonly Edge[]): string =>
  edges
    .filter(({ to, from }) => to === shape.name && from !== shape.name)
    .map(
      ({ from, columns, toColumns }) =>
        `EXISTS (SELECT FROM ${name(from)} c WHERE ${columns.map((column, at) => `c.${name(column)} = ${name(shape.name)}.${name(toColumns[at] ?? '')}`).join(' AND ')})`,
    )
    .join(' OR ')
