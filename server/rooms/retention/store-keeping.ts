import { CompiledQuery, sql } from 'kysely'
import type { FileId, PersonId } from '#contract/ids.ts'
import type { KeepingRule } from '#contract/keeping.ts'
import type { Keeping, PersonLink } from '#kernel/purpose/personal-data.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { TableShape } from './catalogue.ts'
import type { OwnPeriod } from './due.ts'
import { namesNone } from './store-rows.ts'

/** One table of a rule, with everything that ends in it: a session ends at either of two limits. */
export type KeptTable = { readonly shape: TableShape; readonly links: readonly PersonLink[]; readonly terms: readonly Keeping[] }

const emptyable = ({ act }: Keeping): string =>
  typeof act === 'string' ? 'true' : `(${act.emptied.map((column) => `"${column}" IS NOT NULL`).join(' OR ')})`

/** Rows that count from `parameter` or earlier and still are what they were. */
export const overBy = (term: Keeping, parameter: string): string =>
  `"${term.since}" <= ${parameter}::timestamptz AND ${term.when === undefined ? 'true' : `(${term.when})`} AND ${emptyable(term)}`

const anyOver = ({ terms }: KeptTable, parameter: string): string => terms.map((term) => `(${overBy(term, parameter)})`).join(' OR ')

export type Asked = {
  readonly rule: KeepingRule
  readonly table: KeptTable
  readonly dueBefore: Temporal.Instant
  readonly lateBefore: Temporal.Instant
}
export type Standing = { readonly due: number; readonly held: number; readonly late: boolean }

/**
 * What is due, held and late, of all rules in one statement.
 * @param held persons whose rows are held now; `heldLately`: at any time in the last 24 hours
 */
export const readStanding = async (
  tx: Tx,
  asked: readonly Asked[],
  held: readonly PersonId[],
  heldLately: readonly PersonId[],
): Promise<ReadonlyMap<KeepingRule, Standing>> => {
  const values: unknown[] = [tx.organisation, held, heldLately]
  const parts = asked.map(({ rule, table, dueBefore, lateBefore }) => {
    values.push(dueBefore.toString(), lateBefore.toString())
    const [due, late] = [`$${values.length - 1}`, `$${values.length}`]
    const free = namesNone(table.links, '$2')
    const lately = namesNone(table.links, '$3')
    return `SELECT '${rule}' AS rule, count(*) FILTER (WHERE ${free})::int AS due, count(*) FILTER (WHERE NOT (${free}))::int AS held,
      coalesce(bool_or((${anyOver(table, late)}) AND ${free} AND ${lately}), false) AS late
      FROM "${table.shape.name}" WHERE "${table.shape.tenantColumn}" = $1 AND (${anyOver(table, due)})`
  })
  // Every parameter needs a type, used or not.
  const text = `${parts.join(' UNION ALL ')} UNION ALL SELECT 'none', 0, 0, $2::uuid[] IS NULL OR $3::uuid[] IS NULL`
  const { rows } = await tx.db.executeQuery(CompiledQuery.raw(text, values))
  const standing = new Map<KeepingRule, Standing>()
  for (const row of rows as { rule: KeepingRule; due: number; held: number; late: boolean }[]) {
    const sum = standing.get(row.rule) ?? { due: 0, held: 0, late: false }
    standing.set(row.rule, { due: sum.due + row.due, held: sum.held + row.held, late: sum.late || row.late })
  }
  return standing
}

/** People whose time is over and who are not being erased yet. */
export const readOverduePeople = async (tx: Tx, table: KeptTable, dueBefore: Temporal.Instant, held: readonly PersonId[], most: number): Promise<PersonId[]> => {
  const { rows } = await tx.db.executeQuery(
    CompiledQuery.raw(
      `SELECT id FROM people WHERE organisation_id = $1 AND (${anyOver(table, '$2')}) AND ${namesNone(table.links, '$3')} AND $3::uuid[] IS NOT NULL
       AND NOT EXISTS (SELECT FROM erasures e WHERE e.organisation_id = $1 AND e.person_id = people.id) ORDER BY id LIMIT ${Math.trunc(most)}`,
      [tx.organisation, dueBefore.toString(), held],
    ),
  )
  return (rows as { id: PersonId }[]).map(({ id }) => id)
}

/** Ids of files whose time is over. */
export const readOverdueFiles = async (tx: Tx, table: KeptTable, dueBefore: Temporal.Instant, held: readonly PersonId[], most: number): Promise<FileId[]> => {
  const { rows } = await tx.db.executeQuery(
    CompiledQuery.raw(
      `SELECT id FROM files WHERE organisation_id = $1 AND (${anyOver(table, '$2')}) AND ${namesNone(table.links, '$3')}
       AND $3::uuid[] IS NOT NULL ORDER BY expires_at LIMIT ${Math.trunc(most)}`,
      [tx.organisation, dueBefore.toString(), held],
    ),
  )
  return (rows as { id: FileId }[]).map(({ id }) => id)
}

/** Periods that the customer set itself. */
export const readPeriods = async (tx: Tx): Promise<ReadonlyMap<KeepingRule, OwnPeriod>> => {
  const { rows } = await sql<{ rule: KeepingRule; days: number; setAt: Temporal.Instant }>`
    SELECT rule, days, set_at AS "setAt" FROM keeping_periods WHERE organisation_id = ${tx.organisation}`.execute(tx.db)
  return new Map(rows.map(({ rule, days, setAt }) => [rule, { days, setAt }]))
}

export const writePeriod = async (tx: Tx, rule: KeepingRule, days: number, by: PersonId): Promise<void> => {
  await sql`
    INSERT INTO keeping_periods (organisation_id, rule, days, set_by, set_at)
    VALUES (${tx.organisation}, ${rule}, ${days}, ${by}, ${tx.now.toString()})
    ON CONFLICT (organisation_id, rule) DO UPDATE SET days = EXCLUDED.days, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`.execute(tx.db)
}

export type Run = { readonly at: Temporal.Instant; readonly finishedAt: Temporal.Instant | null; readonly rows: number; readonly failure: string | null }

/** The newest run of each rule. */
export const readNewestRuns = async (tx: Tx): Promise<ReadonlyMap<KeepingRule, Run>> => {
  const { rows } = await sql<Run & { rule: KeepingRule }>`
    SELECT DISTINCT ON (rule) rule, started_at AS at, finished_at AS "finishedAt", rows_done AS rows, failure
    FROM keeping_runs WHERE organisation_id = ${tx.organisation} ORDER BY rule, started_at DESC`.execute(tx.db)
  return new Map(rows.map(({ rule, ...run }) => [rule, run]))
}

export const beginRun = async (tx: Tx, id: string, rule: KeepingRule, dueBefore: Temporal.Instant): Promise<void> => {
  await sql`
    INSERT INTO keeping_runs (organisation_id, id, rule, started_at, due_before)
    VALUES (${tx.organisation}, ${id}, ${rule}, ${tx.now.toString()}, ${dueBefore.toString()})`.execute(tx.db)
}

export const countRun = async (tx: Tx, id: string, rows: number): Promise<void> => {
  await sql`UPDATE keeping_runs SET rows_done = rows_done + ${rows} WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

export const endRun = async (tx: Tx, id: string, failure: string | null): Promise<void> => {
  await sql`
    UPDATE keeping_runs SET finished_at = ${tx.now.toString()}, failure = ${failure}
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** What was done so long ago says nothing to anybody. */
export const forgetRuns = async (tx: Tx, before: Temporal.Instant): Promise<void> => {
  await sql`DELETE FROM keeping_runs WHERE organisation_id = ${tx.organisation} AND started_at < ${before.toString()}::timestamptz`.execute(tx.db)
}
