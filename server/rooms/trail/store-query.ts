import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Purpose } from '#contract/purposes.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { EntryFacts, PartName } from './leaf.ts'

/** What to look for; what is not given does not matter. */
export type TrailQuestion = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly actorId?: string | undefined
  readonly personId?: string | undefined
  readonly subjectId?: string | undefined
  readonly purpose?: Purpose | undefined
  /** Beginning of an action. */
  readonly action?: string | undefined
  /** Only what comes after this entry in the answer. */
  readonly after: { readonly at: string; readonly id: string } | null
}

export type FoundEntry = EntryFacts & { readonly id: string; readonly sequence: number | null; readonly erased: PartName[] }

const likeBeginning = (text: string): string => `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Entries that match, newest first. Purpose `audit`. */
export const findEntries = async (tx: Tx, question: TrailQuestion, most: number): Promise<FoundEntry[]> => {
  const { from, to, actorId, personId, subjectId, purpose, action, after } = question
  const conditions: RawBuilder<unknown>[] = [sql`organisation_id = ${tx.organisation}`]
  if (from !== undefined) conditions.push(sql`at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`at < ${to}::timestamptz`)
  if (actorId !== undefined) conditions.push(sql`actor_id = ${actorId}::uuid`)
  if (personId !== undefined) conditions.push(sql`person_id = ${personId}::uuid`)
  if (subjectId !== undefined) conditions.push(sql`subject_id = ${subjectId}::uuid`)
  if (purpose !== undefined) conditions.push(sql`purpose = ${purpose}`)
  if (action !== undefined) conditions.push(sql`action LIKE ${likeBeginning(action)}`)
  // The first condition is what an index can begin with.
  if (after !== null) conditions.push(sql`at <= ${after.at}::timestamptz AND (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const { rows } = await sql<FoundEntry>`
    SELECT id, sequence, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail,
      CASE WHEN commitments IS NULL THEN '{}' ELSE array_remove(ARRAY[
        CASE WHEN salt_who IS NULL THEN 'who' END, CASE WHEN salt_whom IS NULL THEN 'whom' END, CASE WHEN salt_what IS NULL THEN 'what' END], NULL)
      END AS erased
    FROM trail_entries WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY at DESC, id DESC LIMIT ${most}`.execute(tx.db)
  return rows
}
